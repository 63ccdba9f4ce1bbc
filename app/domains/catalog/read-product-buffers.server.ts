import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";

export interface BufferedProduct {
  id: string;
  title: string;
  imageUrl: string | null;
  buffer: number;
}

const MOST_SHOWN = 100;
const MOST_FOUND = 10;

/** The products with a buffer of their own, by title. */
export async function readProductBuffers(db: Db, shop: ShopDomain): Promise<BufferedProduct[]> {
  const settings = await db.prisma.productSettings.findMany({ where: { shop }, take: MOST_SHOWN });
  const buffers = new Map(settings.map((row) => [row.productId, row.buffer]));
  const products = await db.prisma.product.findMany({
    where: { shop, deletedAt: null, id: { in: [...buffers.keys()] } },
    orderBy: { title: "asc" },
  });
  return products.map(({ id, title, imageUrl }) => ({
    id,
    title,
    imageUrl,
    buffer: buffers.get(id) ?? 0,
  }));
}

/** Products whose title has the words, with the buffer they have now. */
export async function searchProducts(
  db: Db,
  shop: ShopDomain,
  text: string,
): Promise<BufferedProduct[]> {
  const products = await db.prisma.product.findMany({
    where: {
      shop,
      deletedAt: null,
      AND: text
        .split(/\s+/)
        .filter(Boolean)
        .slice(0, 5)
        .map((word) => ({
          title: { contains: word.replace(/[%_\\]/g, "\\$&"), mode: "insensitive" },
        })),
    },
    orderBy: { title: "asc" },
    take: MOST_FOUND,
  });
  const settings = await db.prisma.productSettings.findMany({
    where: { shop, productId: { in: products.map(({ id }) => id) } },
  });
  const buffers = new Map(settings.map((row) => [row.productId, row.buffer]));
  return products.map(({ id, title, imageUrl }) => ({
    id,
    title,
    imageUrl,
    buffer: buffers.get(id) ?? 0,
  }));
}

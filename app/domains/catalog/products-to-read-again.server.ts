import type { Db } from "../../db/open-database.server.ts";
import type { ProductId, ShopDomain } from "../kernel/ids.ts";
import type { Product } from "./product.ts";

/** Of these products as Shopify lists them, those of which we hold an older version, or none. */
export async function productsToReadAgain(
  db: Db,
  shop: ShopDomain,
  listed: readonly Product[],
): Promise<ProductId[]> {
  const rows = await db.prisma.product.findMany({
    where: { shop, deletedAt: null, id: { in: listed.map((one) => one.id) } },
    select: { id: true, updatedAt: true },
  });
  const held = new Map<string, number>(rows.map((row) => [row.id, row.updatedAt.getTime()]));
  return listed.filter((one) => (held.get(one.id) ?? -1) < one.updatedAt).map((one) => one.id);
}

import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";

/** How many products and variants we hold that Shopify has too, as far as we know. */
export async function countOfProducts(
  db: Db,
  shop: ShopDomain,
): Promise<{ products: number; variants: number }> {
  const where = { shop, deletedAt: null };
  const products = await db.prisma.product.count({ where });
  return { products, variants: await db.prisma.variant.count({ where }) };
}

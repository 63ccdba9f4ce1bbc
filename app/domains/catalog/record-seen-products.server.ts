import type { Sql } from "../../db/sql.server.ts";
import { rowsThatDiffer, writeRows } from "../../db/write-rows.server.ts";
import { stored } from "../kernel/ids.ts";
import type { ProductId, ShopDomain, VariantId } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { buryProduct, buryVariants } from "./bury-product.server.ts";
import { PRODUCTS, VARIANTS } from "./copied-tables.ts";
import type { Product, Variant } from "./product.ts";

/** Takes products and variants as Shopify showed them, asked at `askedAt`; answers how many differed from ours. */
export async function recordSeenProducts(
  sql: Sql,
  shop: ShopDomain,
  seen: { products: readonly Product[]; variants: readonly Variant[] },
  askedAt: Millis,
): Promise<number> {
  const drift = [
    ...(await rowsThatDiffer(sql, PRODUCTS, shop, seen.products, askedAt, "seen")),
    ...(await rowsThatDiffer(sql, VARIANTS, shop, seen.variants, askedAt, "seen")),
  ];
  await writeRows(sql, PRODUCTS, shop, seen.products, askedAt, "seen");
  await writeRows(sql, VARIANTS, shop, seen.variants, askedAt, "seen");
  return drift.length;
}

/** One product with all of its variants, as Shopify showed it: variants that it does not name are gone. */
export async function recordSeenProduct(
  sql: Sql,
  shop: ShopDomain,
  seen: { product: Product; variants: readonly Variant[] },
  askedAt: Millis,
): Promise<number> {
  const { product, variants } = seen;
  const drift = await recordSeenProducts(sql, shop, { products: [product], variants }, askedAt);
  const doomed = { ofProduct: product.id, except: variants.map((one) => one.id) };
  const isNewer = await sql(
    `SELECT 1 FROM "Product" WHERE shop = $1 AND id = $2 AND "updatedAt" > $3`,
    [shop, product.id, new Date(product.updatedAt)],
  );
  return isNewer.length > 0 ? drift : drift + (await buryVariants(sql, shop, doomed, askedAt));
}

/** After a complete listing that was asked for at `askedAt`: what it did not show is gone. */
export async function buryUnseenProducts(
  sql: Sql,
  shop: ShopDomain,
  askedAt: Millis,
): Promise<number> {
  const at = new Date(askedAt);
  const products = await sql<{ id: string }>(
    `SELECT id FROM "Product" WHERE shop = $1 AND "deletedAt" IS NULL AND "knownAt" < $2`,
    [shop, at],
  );
  for (const { id } of products) await buryProduct(sql, shop, stored<ProductId>(id), askedAt);
  const variants = await sql<{ id: string; productId: string }>(
    `SELECT id, "productId" FROM "Variant" WHERE shop = $1 AND "deletedAt" IS NULL AND "knownAt" < $2`,
    [shop, at],
  );
  for (const productId of new Set(variants.map((one) => one.productId)))
    await buryUnseenVariants(sql, shop, stored<ProductId>(productId), askedAt);
  return products.length + variants.length;
}

async function buryUnseenVariants(
  sql: Sql,
  shop: ShopDomain,
  product: ProductId,
  askedAt: Millis,
): Promise<void> {
  const seen = await sql<{ id: string }>(
    `SELECT id FROM "Variant" WHERE shop = $1 AND "productId" = $2 AND "knownAt" >= $3`,
    [shop, product, new Date(askedAt)],
  );
  const except = seen.map((one) => stored<VariantId>(one.id));
  await buryVariants(sql, shop, { ofProduct: product, except }, askedAt);
}

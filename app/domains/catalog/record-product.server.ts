import { randomUUID } from "node:crypto";
import { stateIntents } from "../../db/outbox.server.ts";
import type { Db, Tx } from "../../db/open-database.server.ts";
import { sqlOf } from "../../db/sql.server.ts";
import { lockVersion, rowsThatDiffer, writeRows } from "../../db/write-rows.server.ts";
import { stored } from "../kernel/ids.ts";
import type { ProductId, ShopDomain, VariantId } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { lookAgain } from "../shop/look-again.ts";
import { weighNews } from "../shop/news.ts";
import { buryVariants } from "./bury-product.server.ts";
import { PRODUCTS, VARIANTS } from "./copied-tables.ts";
import type { ToldProduct, Variant } from "./product.ts";

/**
 * Takes news of a product and its variants, which are one document with one version. Shopify is asked for what the payload
 * leaves out: whether a new variant is tracked, and the variants beyond those it describes.
 */
export async function recordProduct(
  db: Db,
  shop: ShopDomain,
  told: ToldProduct,
  now: Millis,
): Promise<void> {
  await db.transact(async (tx) => {
    const sql = sqlOf(tx);
    const known = await lockVersion(sql, PRODUCTS, shop, [told.id]);
    const held = await heldVariants(tx, shop, told.id);
    const variants = told.variants.map(withoutItem);
    const differs = [
      ...(await rowsThatDiffer(sql, PRODUCTS, shop, [told], now, "told")),
      ...(await rowsThatDiffer(sql, VARIANTS, shop, variants, now, "told")),
      ...held.filter((id) => !told.variantIds.includes(id)),
    ];
    const news = { at: told.updatedAt, isGone: false, differs: differs.length > 0 };
    const verdict = weighNews(known, news);
    if (!verdict.apply) return;
    await writeRows(sql, PRODUCTS, shop, [told], now, "told");
    await writeRows(sql, VARIANTS, shop, variants, now, "told");
    await buryVariants(sql, shop, { ofProduct: told.id, except: told.variantIds }, told.updatedAt);
    if (verdict.ask || told.variantIds.some((id) => !held.includes(id)))
      await stateIntents(tx, shop, [
        lookAgain({ kind: "product", id: told.id }, randomUUID(), now),
      ]);
  });
}

/** Of the inventory item nothing is told: anything that was ever told of it counts for more. */
function withoutItem(variant: Omit<Variant, "tracked" | "itemUpdatedAt">): Variant {
  return { ...variant, tracked: true, itemUpdatedAt: 0 };
}

async function heldVariants(tx: Tx, shop: ShopDomain, productId: ProductId): Promise<VariantId[]> {
  const rows = await tx.variant.findMany({
    where: { shop, productId, deletedAt: null },
    select: { id: true },
  });
  return rows.map((row) => stored<VariantId>(row.id));
}

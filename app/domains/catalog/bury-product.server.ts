import type { Sql } from "../../db/sql.server.ts";
import type { InventoryItemId, ProductId, ShopDomain, VariantId } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { tellAvailability } from "./tell-availability.server.ts";

/** The product is gone since `at`, with its variants, whatever else is still to be told of it. */
export async function buryProduct(
  sql: Sql,
  shop: ShopDomain,
  id: ProductId,
  at: Millis,
): Promise<void> {
  await sql(
    `INSERT INTO "Product" AS k (shop, id, title, handle, status, "updatedAt", "knownAt", "deletedAt")
     VALUES ($1, $2, '', '', 'ARCHIVED', $3, $3, $3)
     ON CONFLICT (shop, id) DO UPDATE SET "deletedAt" = coalesce(k."deletedAt", $3)`,
    [shop, id, new Date(at)],
  );
  await buryVariants(sql, shop, { ofProduct: id, except: [] }, at);
}

export type Doomed =
  { ofProduct: ProductId; except: readonly VariantId[] } | { ofItem: InventoryItemId };

/** These variants are gone since `at`; nothing of them is stocked anywhere. */
export async function buryVariants(
  sql: Sql,
  shop: ShopDomain,
  doomed: Doomed,
  at: Millis,
): Promise<number> {
  const which =
    "ofItem" in doomed
      ? { where: `"inventoryItemId" = $3`, values: [doomed.ofItem] }
      : {
          where: `"productId" = $3 AND id <> ALL(string_to_array($4, ','))`,
          values: [doomed.ofProduct, doomed.except.join(",")],
        };
  const gone = await sql<{ item: string }>(
    `UPDATE "Variant" SET "deletedAt" = $2 WHERE shop = $1 AND "deletedAt" IS NULL AND ${which.where}
     RETURNING "inventoryItemId" AS item`,
    [shop, new Date(at), ...which.values],
  );
  await buryLevelsOfItems(
    sql,
    shop,
    "ofItem" in doomed ? [doomed.ofItem] : gone.map((one) => one.item),
    at,
  );
  return gone.length;
}

async function buryLevelsOfItems(
  sql: Sql,
  shop: ShopDomain,
  items: readonly string[],
  at: Millis,
): Promise<void> {
  if (items.length === 0) return;
  const levels = await sql<{ item: string; location: string }>(
    `UPDATE "InventoryLevel" SET "isActive" = false, available = 0, "updatedAt" = greatest("updatedAt", $2)
      WHERE shop = $1 AND "isActive" AND "inventoryItemId" = ANY(string_to_array($3, ','))
      RETURNING "inventoryItemId" AS item, "locationId" AS location`,
    [shop, new Date(at), items.join(",")],
  );
  await tellAvailability(sql, shop, levels);
}

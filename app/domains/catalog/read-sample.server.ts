import type { Db } from "../../db/open-database.server.ts";
import type { InventoryItemId, LocationId, ShopDomain } from "../kernel/ids.ts";

/** Some items drawn by lot, and where we believe them to be stocked. */
export async function readSample(
  db: Db,
  shop: ShopDomain,
  size: number,
): Promise<{ item: InventoryItemId; locations: LocationId[] }[]> {
  const { rows } = await db.pool.query<{ item: InventoryItemId; locations: LocationId[] }>(
    `SELECT v."inventoryItemId" AS item,
            coalesce((SELECT array_agg(l."locationId") FROM "InventoryLevel" l
                       WHERE l.shop = $1 AND l."inventoryItemId" = v."inventoryItemId" AND l."isActive"), '{}') AS locations
       FROM (SELECT "inventoryItemId" FROM "Variant" WHERE shop = $1 AND "deletedAt" IS NULL
              ORDER BY random() LIMIT $2) v`,
    [shop, size],
  );
  return rows;
}

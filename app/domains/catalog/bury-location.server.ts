import type { Sql } from "../../db/sql.server.ts";
import type { LocationId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { tellAvailability } from "./tell-availability.server.ts";

/** The location is gone since `at`, whatever else is still to be told of it; so is everything that was stocked there. */
export async function buryLocation(
  sql: Sql,
  shop: ShopDomain,
  id: LocationId,
  at: Millis,
): Promise<void> {
  await sql(
    `INSERT INTO "Location" AS k (shop, id, name, "isActive", "updatedAt", "knownAt", "deletedAt")
     VALUES ($1, $2, '', false, $3, $3, $3)
     ON CONFLICT (shop, id) DO UPDATE SET "deletedAt" = coalesce(k."deletedAt", $3), "isActive" = false`,
    [shop, id, new Date(at)],
  );
  const levels = await sql<{ item: string; location: string }>(
    `UPDATE "InventoryLevel" SET "isActive" = false, available = 0, "updatedAt" = greatest("updatedAt", $3)
      WHERE shop = $1 AND "locationId" = $2 AND "isActive"
      RETURNING "inventoryItemId" AS item, "locationId" AS location`,
    [shop, id, new Date(at)],
  );
  await tellAvailability(sql, shop, levels);
}

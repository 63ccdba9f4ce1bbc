import type { Sql } from "../../db/sql.server.ts";
import { rowsThatDiffer, writeRows } from "../../db/write-rows.server.ts";
import type { InventoryItemId, LocationId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { INVENTORY_LEVELS } from "./copied-tables.ts";
import type { InventoryLevel } from "./inventory-level.ts";
import { tellAvailability } from "./tell-availability.server.ts";

/**
 * Takes counts as Shopify showed them, asked at `askedAt`; answers how many differed from ours.
 * `isFirst`: nobody looks at our counts yet, so that comparing them is a waste.
 */
export async function recordSeenLevels(
  sql: Sql,
  shop: ShopDomain,
  levels: readonly InventoryLevel[],
  askedAt: Millis,
  isFirst = false,
): Promise<number> {
  const distinct = [...new Map(levels.map((one) => [`${one.item}:${one.location}`, one])).values()];
  const drift = isFirst
    ? []
    : await rowsThatDiffer(sql, INVENTORY_LEVELS, shop, distinct, askedAt, "seen");
  await writeRows(sql, INVENTORY_LEVELS, shop, distinct, askedAt, "seen");
  await tellAvailability(sql, shop, drift.map(named));
  return drift.length;
}

/** After a complete listing that was asked for at `askedAt`: what it did not show is stocked there no more. */
export async function buryUnseenLevels(
  sql: Sql,
  shop: ShopDomain,
  askedAt: Millis,
): Promise<number> {
  const gone = await sql<Record<string, string>>(
    `UPDATE "InventoryLevel" SET "isActive" = false, available = 0, "updatedAt" = greatest("updatedAt", $2)
      WHERE shop = $1 AND "isActive" AND "knownAt" < $2 RETURNING "inventoryItemId", "locationId"`,
    [shop, new Date(askedAt)],
  );
  await tellAvailability(sql, shop, gone.map(named));
  return gone.length;
}

/** Shopify, asked at `askedAt`, knows no level of this item at this location. */
export async function buryLevel(
  sql: Sql,
  shop: ShopDomain,
  item: InventoryItemId,
  location: LocationId,
  askedAt: Millis,
): Promise<number> {
  const gone = await sql<Record<string, string>>(
    `UPDATE "InventoryLevel" SET "isActive" = false, available = 0, "updatedAt" = $4
      WHERE shop = $1 AND "inventoryItemId" = $2 AND "locationId" = $3 AND "isActive" AND "updatedAt" <= $4
      RETURNING "inventoryItemId", "locationId"`,
    [shop, item, location, new Date(askedAt)],
  );
  await tellAvailability(sql, shop, gone.map(named));
  return gone.length;
}

function named(row: Record<string, string>) {
  return { item: row["inventoryItemId"] ?? "", location: row["locationId"] ?? "" };
}

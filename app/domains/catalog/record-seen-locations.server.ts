import type { Sql } from "../../db/sql.server.ts";
import { rowsThatDiffer, writeRows } from "../../db/write-rows.server.ts";
import { stored } from "../kernel/ids.ts";
import type { LocationId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { buryLocation } from "./bury-location.server.ts";
import { LOCATIONS } from "./copied-tables.ts";
import type { Location } from "./location.ts";

/** Takes locations as Shopify showed them, asked at `askedAt`; answers how many differed from ours. */
export async function recordSeenLocations(
  sql: Sql,
  shop: ShopDomain,
  locations: readonly Location[],
  askedAt: Millis,
): Promise<number> {
  const drift = await rowsThatDiffer(sql, LOCATIONS, shop, locations, askedAt, "seen");
  await writeRows(sql, LOCATIONS, shop, locations, askedAt, "seen");
  return drift.length;
}

/** After a complete listing that was asked for at `askedAt`: what it did not show is gone. */
export async function buryUnseenLocations(
  sql: Sql,
  shop: ShopDomain,
  askedAt: Millis,
): Promise<number> {
  const unseen = await sql<{ id: string }>(
    `SELECT id FROM "Location" WHERE shop = $1 AND "deletedAt" IS NULL AND "knownAt" < $2`,
    [shop, new Date(askedAt)],
  );
  for (const { id } of unseen) await buryLocation(sql, shop, stored<LocationId>(id), askedAt);
  return unseen.length;
}

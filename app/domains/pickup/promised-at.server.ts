import type { Tx } from "../../db/open-database.server.ts";
import type { LocationId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { promise } from "./promise.ts";
import { readLocationSettings } from "./read-location-settings.server.ts";

/** The moment by which the location promises it, from its own stated hours; null when it promises none. */
export async function promisedAt(
  tx: Tx,
  shop: ShopDomain,
  locationId: LocationId | null,
  orderedAt: Millis,
): Promise<Date | null> {
  if (locationId === null) return null;
  const readyBy = promise(await readLocationSettings(tx, shop, locationId), orderedAt);
  return readyBy === null ? null : new Date(readyBy);
}

import type { Tx } from "../../db/open-database.server.ts";
import type { LocationId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";

/** The moment by which the location promises it, from its own hours; null when it promises none. */
export async function promisedAt(
  _tx: Tx,
  _shop: ShopDomain,
  _locationId: LocationId | null,
  _orderedAt: Millis,
): Promise<Date | null> {
  return null;
}

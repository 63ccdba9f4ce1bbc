import type { Tx } from "../../db/open-database.server.ts";
import type { LocationId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { minutes } from "../kernel/time.ts";
import { promise } from "./promise.ts";
import { readLocationSettings } from "./read-location-settings.server.ts";

/**
 * The moment by which the location promises it, from its own hours; null when it is closed for months. While the merchant has
 * stated no hours, what Shopify's checkout said holds: so many hours after the order.
 */
export async function promisedAt(
  tx: Tx,
  shop: ShopDomain,
  locationId: LocationId | null,
  orderedAt: Millis,
): Promise<Date | null> {
  if (locationId === null) return null;
  const settings = await readLocationSettings(tx, shop, locationId);
  const readyBy = settings.isStated
    ? promise(settings, orderedAt)
    : orderedAt + minutes(settings.preparationMinutes);
  return readyBy === null ? null : new Date(readyBy);
}

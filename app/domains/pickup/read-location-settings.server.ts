import type { Tx } from "../../db/open-database.server.ts";
import type { LocationId, ShopDomain } from "../kernel/ids.ts";
import { defaultSettings, readStoredSettings } from "./location-settings.ts";
import type { LocationSettings } from "./location-settings.ts";

/** What the merchant said of the location, or the defaults when nothing yet (also for a location that we do not know). */
export async function readLocationSettings(
  tx: Pick<Tx, "locationSettings" | "location" | "shop">,
  shop: ShopDomain,
  locationId: LocationId,
): Promise<LocationSettings> {
  const stated = await tx.locationSettings.findUnique({
    where: { shop_locationId: { shop, locationId } },
  });
  if (stated) return readStoredSettings(stated);
  const location = await tx.location.findUnique({ where: { shop_id: { shop, id: locationId } } });
  const installed = await tx.shop.findUnique({ where: { shop } });
  return defaultSettings({
    countryCode: location?.countryCode ?? "",
    longitude: location?.longitude ?? null,
    pickupTime: location?.pickupTime ?? null,
    shopTimeZone: installed?.timeZone ?? "UTC",
  });
}

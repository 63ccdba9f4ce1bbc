import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import { hoursSummary } from "./hours-summary.ts";
import type { HoursGroup } from "./hours-summary.ts";
import { localPickup } from "./location-form.ts";
import { defaultSettings, readStoredSettings } from "./location-settings.ts";

/** One line of the page of all locations. */
export interface LocationLine {
  id: string;
  name: string;
  place: string;
  isActive: boolean;
  offersPickup: boolean;
  /** pickup is to be switched, and Shopify has not taken it yet */
  isPickupPending: boolean;
  /** empty: nobody said when it is open, so no time is promised */
  hours: HoursGroup[];
  preparationMinutes: number;
  buffer: number;
  transferDays: number | null;
}

/** The shop's locations by name, deactivated ones last. */
export async function readLocations(db: Db, shop: ShopDomain): Promise<LocationLine[]> {
  const [locations, settings, installed] = await Promise.all([
    db.prisma.location.findMany({ where: { shop, deletedAt: null } }),
    db.prisma.locationSettings.findMany({ where: { shop } }),
    db.prisma.shop.findUnique({ where: { shop } }),
  ]);
  const stated = new Map(settings.map((row) => [row.locationId, row]));
  const shopTimeZone = installed?.timeZone ?? "UTC";
  return locations
    .map((location) => {
      const row = stated.get(location.id);
      const known = row ? readStoredSettings(row) : defaultSettings({ ...location, shopTimeZone });
      return {
        id: location.id,
        name: location.name,
        place: [location.city, location.countryCode].filter(Boolean).join(", "),
        isActive: location.isActive,
        offersPickup: location.pickupTime !== null,
        isPickupPending: localPickup.safeParse(row?.pickupWanted).success,
        hours: hoursSummary(known.openingHours),
        preparationMinutes: known.preparationMinutes,
        buffer: known.buffer,
        transferDays: known.transferDays,
      };
    })
    .sort((a, b) => Number(b.isActive) - Number(a.isActive) || a.name.localeCompare(b.name));
}

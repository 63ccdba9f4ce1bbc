import type { Tx } from "../../db/open-database.server.ts";
import type { Language } from "../../ui/language.ts";
import type { LocationId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { readLocationSettings } from "./read-location-settings.server.ts";
import { hoursInWords } from "./time-in-words.ts";

/** The place where a pickup waits, as a shopper is told of it. */
export interface PickupStore {
  name: string;
  addressLines: string[];
  phone: string;
  instructions: string;
  /** empty when we know no place */
  mapUrl: string;
  timeZone: string;
  /** today first; empty when the merchant has not stated any */
  hours: { day: string; hours: string }[];
}

const DAYS_AHEAD = 5;

/** Null for a location that we do not know: then only its name on the pickup is known. */
export async function readPickupStore(
  prisma: Pick<Tx, "location" | "locationSettings" | "shop">,
  shop: ShopDomain,
  locationId: LocationId,
  language: Language,
  now: Millis,
): Promise<PickupStore | null> {
  const location = await prisma.location.findUnique({
    where: { shop_id: { shop, id: locationId } },
  });
  if (!location) return null;
  const settings = await readLocationSettings(prisma, shop, locationId);
  const addressLines = [
    location.address1,
    location.address2,
    [location.city, location.zip].filter((part) => part !== "").join(" "),
  ].filter((line) => line !== "");
  return {
    name: location.name,
    addressLines,
    phone: location.phone,
    instructions: location.pickupInstructions,
    mapUrl: mapUrl(location, [location.name, ...addressLines]),
    timeZone: settings.timeZone,
    hours: settings.isStated ? hoursInWords(settings, now, language, DAYS_AHEAD) : [],
  };
}

/** Opens the map program of whatever device it is pressed on (developers.google.com/maps/documentation/urls). */
function mapUrl(
  place: { latitude: number | null; longitude: number | null },
  address: string[],
): string {
  const hasPoint = place.latitude !== null && place.longitude !== null;
  if (!hasPoint && address.length < 2) return "";
  const query = hasPoint ? `${place.latitude},${place.longitude}` : address.join(", ");
  return `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(query)}`;
}

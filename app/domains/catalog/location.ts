import type { LocationId } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";

/** What locations/create and /update tell of a location. */
export interface ToldLocation {
  id: LocationId;
  name: string;
  isActive: boolean;
  address1: string;
  address2: string;
  city: string;
  province: string;
  zip: string;
  countryCode: string;
  phone: string;
  updatedAt: Millis;
}

/** What the Admin API shows of it: also what no webhook carries. */
export interface Location extends ToldLocation {
  fulfillsOnlineOrders: boolean;
  latitude: number | null;
  longitude: number | null;
  /** native local pickup: Shopify's DeliveryLocalPickupTime, null when off */
  pickupTime: string | null;
  pickupInstructions: string;
}

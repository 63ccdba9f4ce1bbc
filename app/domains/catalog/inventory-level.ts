import type { InventoryItemId, LocationId } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";

/** Shopify's count of one inventory item at one location. */
export interface InventoryLevel {
  item: InventoryItemId;
  location: LocationId;
  available: number;
  /** false: the item was disconnected from the location */
  isActive: boolean;
  updatedAt: Millis;
}

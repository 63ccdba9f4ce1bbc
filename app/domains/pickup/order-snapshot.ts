import type {
  CustomerId,
  FulfillmentOrderId,
  LocationId,
  OrderId,
  VariantId,
} from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";

/** What Shopify said of one order at one moment, as far as pickups need it. */
export interface OrderSnapshot {
  orderId: OrderId;
  name: string;
  processedAt: Millis;
  cancelledAt: Millis | null;
  customerId: CustomerId | null;
  /** empty or null where the shop has not granted access to customers' data */
  shopper: { name: string; email: string | null; phone: string | null; locale: string };
  /** the newest of Shopify's times in the whole snapshot */
  updatedAt: Millis;
  /** our clock just before we asked */
  readAt: Millis;
  /** false: Shopify has not made the order's fulfillment orders yet */
  isRouted: boolean;
  /** the PICK_UP fulfillment orders alone */
  parts: PickupPart[];
}

export interface PickupPart {
  fulfillmentOrderId: FulfillmentOrderId;
  locationId: LocationId | null;
  locationName: string;
  standing: PartStanding;
  /** what stops the fulfillment order in Shopify, in Shopify's words; null when nothing does */
  hold: string | null;
  lines: PartLine[];
}

/** open: to be prepared · ready: laid ready, shopper told by Shopify · collected · gone: nothing is left to collect here */
export type PartStanding = "open" | "ready" | "collected" | "gone";

export interface PartLine {
  id: string;
  lineItemId: string;
  variantId: VariantId | null;
  title: string;
  variantTitle: string;
  options: { name: string; value: string }[];
  sku: string;
  imageUrl: string | null;
  /** still to collect */
  remaining: number;
}

export interface FulfillmentOrderFacts {
  status: string;
  remaining: number;
  /** the displayStatus of each fulfillment of it that was not cancelled */
  fulfilled: (string | null)[];
}

/**
 * FulfillmentOrder has no field for "prepared": it shows only as a fulfillment with displayStatus READY_FOR_PICKUP
 * (2026-10 schema; not yet seen on a real shop).
 */
export function standingOf(facts: FulfillmentOrderFacts): PartStanding {
  const isReady = facts.fulfilled.includes("READY_FOR_PICKUP");
  const isHandedOver = facts.fulfilled.some((status) => status !== "READY_FOR_PICKUP");
  if (facts.remaining > 0 && !["CLOSED", "CANCELLED"].includes(facts.status))
    return isReady ? "ready" : "open";
  return isHandedOver ? "collected" : "gone";
}

/** True when `news` may be older than what we applied: Shopify's own time decides, then the moment at which we asked. */
export function isOlder(
  news: { updatedAt: Millis; readAt: Millis },
  known: { updatedAt: Millis; readAt: Millis },
): boolean {
  if (news.updatedAt !== known.updatedAt) return news.updatedAt < known.updatedAt;
  return news.readAt < known.readAt;
}

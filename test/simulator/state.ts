/**
 * What a simulated shop is made of. Plain data in Maps, keyed by the numeric tail of the Shopify gid (a decimal string).
 * Names follow the Admin API (2026-10). Everything that changes goes through the verbs in `shop.ts`, which also send the webhooks.
 */
export type Id = string;
export type IsoTime = string;

export interface ShopInfo {
  id: Id;
  domain: string;
  name: string;
  email: string;
  currencyCode: string;
  ianaTimezone: string;
  primaryLocale: string;
  countryCode: string;
  plan: "basic" | "advanced" | "plus";
  /** where its storefront really answers, for links in mails; default: its myshopify domain */
  storefrontUrl?: string;
}

export interface Address {
  address1: string;
  address2: string | null;
  city: string;
  province: string | null;
  provinceCode: string | null;
  country: string;
  countryCode: string;
  zip: string;
  phone: string | null;
  latitude: number | null;
  longitude: number | null;
}

export type PickupTime =
  | "ONE_HOUR"
  | "TWO_HOURS"
  | "FOUR_HOURS"
  | "TWENTY_FOUR_HOURS"
  | "TWO_TO_FOUR_DAYS"
  | "FIVE_OR_MORE_DAYS";

export interface Location {
  id: Id;
  name: string;
  isActive: boolean;
  fulfillsOnlineOrders: boolean;
  address: Address;
  localPickupSettingsV2: { pickupTime: PickupTime; instructions: string } | null;
  createdAt: IsoTime;
  updatedAt: IsoTime;
}

export interface Product {
  id: Id;
  title: string;
  handle: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  tags: string[];
  status: "ACTIVE" | "ARCHIVED" | "DRAFT";
  publishedAt: IsoTime | null;
  optionNames: string[];
  images: { id: Id; url: string; altText: string; width: number; height: number }[];
  createdAt: IsoTime;
  updatedAt: IsoTime;
}

export interface Variant {
  id: Id;
  productId: Id;
  inventoryItemId: Id;
  title: string;
  sku: string | null;
  barcode: string | null;
  /** cents of the shop currency */
  price: number;
  compareAtPrice: number | null;
  position: number;
  optionValues: string[];
  tracked: boolean;
  inventoryPolicy: "DENY" | "CONTINUE";
  requiresShipping: boolean;
  imageId: Id | null;
  createdAt: IsoTime;
  updatedAt: IsoTime;
}

/** One inventory item at one location. Absent = never stocked there; `isActive: false` = disconnected. */
export interface InventoryLevel {
  id: Id;
  inventoryItemId: Id;
  locationId: Id;
  isActive: boolean;
  available: number;
  committed: number;
  incoming: number;
  reserved: number;
  damaged: number;
  safetyStock: number;
  qualityControl: number;
  createdAt: IsoTime;
  updatedAt: IsoTime;
}

export interface Customer {
  id: Id;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  locale: string;
  createdAt: IsoTime;
  updatedAt: IsoTime;
}

export interface OrderLine {
  id: Id;
  variantId: Id | null;
  productId: Id | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  quantity: number;
  /** still to deliver: quantity less refunds and removals */
  currentQuantity: number;
  price: number;
  properties: Record<string, string>;
}

export interface Order {
  id: Id;
  name: string;
  email: string | null;
  phone: string | null;
  customerId: Id | null;
  customerLocale: string;
  cartToken: string | null;
  customAttributes: { key: string; value: string }[];
  note: string | null;
  lines: OrderLine[];
  totalPrice: number;
  financialStatus: "PAID" | "PENDING" | "REFUNDED" | "PARTIALLY_REFUNDED";
  cancelledAt: IsoTime | null;
  closedAt: IsoTime | null;
  processedAt: IsoTime;
  createdAt: IsoTime;
  updatedAt: IsoTime;
  // A1: optional, so that a hand-made order needs none of it
  sourceName?: "web" | "pos";
  /** where a till rang it up */
  retailLocationId?: Id | null;
  shippingAddress?: Address | null;
  tags?: string[];
  cancelReason?: string | null;
  /** what Shopify's router will make of it after `orders/create`; null once the fulfillment orders exist */
  routing?: RoutedPart[] | null;
}

export interface RoutedPart {
  methodType: DeliveryMethodType;
  locationId: Id;
  lines: { lineItemId: Id; quantity: number }[];
}

export type DeliveryMethodType =
  "SHIPPING" | "PICK_UP" | "LOCAL" | "RETAIL" | "NONE" | "PICKUP_POINT";

export interface FulfillmentOrder {
  id: Id;
  orderId: Id;
  assignedLocationId: Id;
  status: "OPEN" | "IN_PROGRESS" | "ON_HOLD" | "SCHEDULED" | "CLOSED" | "CANCELLED" | "INCOMPLETE";
  deliveryMethod: { id: Id; methodType: DeliveryMethodType; presentedName: string };
  /** set by fulfillmentOrderLineItemsPreparedForPickup; not readable in the Admin schema, see research/pickup.md */
  preparedForPickupAt: IsoTime | null;
  holds: { id: Id; reason: string; reasonNotes: string | null; handle: string | null }[];
  lineItems: { id: Id; lineItemId: Id; totalQuantity: number; remainingQuantity: number }[];
  createdAt: IsoTime;
  updatedAt: IsoTime;
}

export interface Fulfillment {
  id: Id;
  orderId: Id;
  locationId: Id;
  status: "SUCCESS" | "CANCELLED";
  displayStatus: "FULFILLED" | "READY_FOR_PICKUP" | "PICKED_UP" | "CANCELED";
  lineItems: { id: Id; lineItemId: Id; fulfillmentOrderId: Id; quantity: number }[];
  createdAt: IsoTime;
  updatedAt: IsoTime;
}

export interface ShopState {
  info: ShopInfo;
  locations: Map<Id, Location>;
  products: Map<Id, Product>;
  variants: Map<Id, Variant>;
  /** key `${inventoryItemId}:${locationId}` */
  levels: Map<string, InventoryLevel>;
  customers: Map<Id, Customer>;
  orders: Map<Id, Order>;
  fulfillmentOrders: Map<Id, FulfillmentOrder>;
  fulfillments: Map<Id, Fulfillment>;
  /** collections by handle, for the storefront */
  collections: Map<string, { id: Id; handle: string; title: string; productIds: Id[] }>;
  /** app-data and other metafields, key `${ownerGid}|${namespace}|${key}` */
  metafields: Map<
    string,
    {
      id: Id;
      ownerGid: string;
      namespace: string;
      key: string;
      type: string;
      value: string;
      updatedAt: IsoTime;
    }
  >;
  /** notices that Shopify itself would have mailed, e.g. the native "ready for pickup" */
  nativeNotices: {
    at: IsoTime;
    kind: "ready_for_pickup" | "order_confirmation";
    orderId: Id;
    to: string;
  }[];
}

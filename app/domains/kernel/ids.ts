/**
 * Branded ids, so that a location's id cannot be passed where a variant's is wanted.
 * A Shopify id is the decimal tail of its gid: "gid://shopify/Location/12" is the LocationId "12".
 */
declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** A shop is known by its myshopify domain, in lower case: "sambung-demo.myshopify.com". */
export type ShopDomain = Id<"Shop">;
export type LocationId = Id<"Location">;
export type ProductId = Id<"Product">;
export type VariantId = Id<"ProductVariant">;
export type InventoryItemId = Id<"InventoryItem">;
export type CustomerId = Id<"Customer">;
export type OrderId = Id<"Order">;
export type FulfillmentOrderId = Id<"FulfillmentOrder">;
/** Ours: a UUID. */
export type PickupId = Id<"Pickup">;

interface Shopify {
  Location: LocationId;
  Product: ProductId;
  ProductVariant: VariantId;
  InventoryItem: InventoryItemId;
  Customer: CustomerId;
  Order: OrderId;
  FulfillmentOrder: FulfillmentOrderId;
}

const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/** The shop named by the text, or null when it is not a myshopify domain. */
export function shopDomain(text: string): ShopDomain | null {
  const lower = text.toLowerCase();
  return SHOP_DOMAIN.test(lower) ? (lower as ShopDomain) : null;
}

/** A Shopify id from its decimal form (REST payloads, URLs), or null when it is not one. */
export function shopifyId<Kind extends keyof Shopify>(
  _kind: Kind,
  value: string | number,
): Shopify[Kind] | null {
  const text = String(value);
  return /^\d{1,20}$/.test(text) ? (text as Shopify[Kind]) : null;
}

/** "12" → "gid://shopify/Location/12" */
export function gid<Kind extends keyof Shopify>(kind: Kind, id: Shopify[Kind]): string {
  return `gid://shopify/${kind}/${id}`;
}

/** "gid://shopify/Location/12" → "12"; null when the gid names another kind. */
export function idOf<Kind extends keyof Shopify>(kind: Kind, text: string): Shopify[Kind] | null {
  const prefix = `gid://shopify/${kind}/`;
  return text.startsWith(prefix)
    ? shopifyId(kind, text.slice(prefix.length).split("?")[0] ?? "")
    : null;
}

/** An id that was read from our own tables, where it was parsed before it was written. */
export function stored<T extends string>(text: string): T {
  return text as T;
}

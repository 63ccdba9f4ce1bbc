import type { ShopInfo, ShopState } from "./state.ts";

/** A shop with nothing in it, in Jakarta. */
export function emptyShop(info: Partial<ShopInfo> = {}): ShopState {
  return {
    info: {
      id: "70001",
      domain: "sambung-demo.myshopify.com",
      name: "Sambung Demo",
      email: "owner@sambung-demo.example",
      currencyCode: "USD",
      ianaTimezone: "Asia/Jakarta",
      primaryLocale: "en",
      countryCode: "ID",
      plan: "basic",
      ...info,
    },
    locations: new Map(),
    products: new Map(),
    variants: new Map(),
    levels: new Map(),
    customers: new Map(),
    orders: new Map(),
    fulfillmentOrders: new Map(),
    fulfillments: new Map(),
    collections: new Map(),
    metafields: new Map(),
    nativeNotices: [],
  };
}

import { createHmac } from "node:crypto";
import { someIds } from "./shopify-ids.ts";
import type { LoadRequest } from "./children/load-http.ts";

export const BENCH_SHOP = "sambung-bench.myshopify.com";
export const BENCH_SECRET = "bench-secret";

export interface SampleDelivery {
  topic: string;
  body: string;
}

/** A shop's usual mail: three changes of stock to one order. */
export function sampleDeliveries(number: number): SampleDelivery[] {
  return Array.from({ length: number }, (_, index) =>
    index % 4 === 3
      ? { topic: "orders/create", body: JSON.stringify(order(index)) }
      : { topic: "inventory_levels/update", body: JSON.stringify(level(index)) },
  );
}

/** News of stock, each newer than the one before and of another count: all of it must be recorded. */
export function changesOfStock(number: number): SampleDelivery[] {
  const now = Date.now();
  return Array.from({ length: number }, (_, index) => ({
    topic: "inventory_levels/update",
    body: JSON.stringify(level(index, new Date(now + index).toISOString())),
  }));
}

/** inventory_levels/update as Shopify documents its payload. */
function level(index: number, updatedAt = "2026-11-21T09:00:00-05:00") {
  const item = Number(someIds.item(index % 500));
  const location = Number(someIds.location(index % 20));
  return {
    inventory_item_id: item,
    location_id: location,
    available: 100 + (index % 41),
    updated_at: updatedAt,
    admin_graphql_api_id: `gid://shopify/InventoryLevel/${location}?inventory_item_id=${item}`,
  };
}

/** About 3 KB, the part of an order's payload that every order has. */
function order(index: number) {
  return {
    id: 5_000_000_000_000 + index,
    name: `#${1000 + index}`,
    created_at: "2026-11-21T09:00:00-05:00",
    updated_at: "2026-11-21T09:00:00-05:00",
    currency: "USD",
    total_price: "129.00",
    line_items: Array.from({ length: 6 }, (_, line) => ({
      id: 12_000_000_000_000 + index * 10 + line,
      variant_id: 40_000_000_000_000 + line,
      product_id: 8_000_000_000_000 + line,
      title: `A product with an ordinary title ${line}`,
      variant_title: "Medium / Indigo",
      sku: `SKU-${index}-${line}`,
      quantity: 1,
      price: "21.50",
      requires_shipping: true,
      taxable: true,
      fulfillment_status: null,
      properties: [],
      discount_allocations: [],
      tax_lines: [{ title: "State tax", price: "1.77", rate: 0.0825, channel_liable: false }],
    })),
    shipping_lines: [{ id: index, title: "Pick up in store", code: "PICK_UP", price: "0.00" }],
    note_attributes: [{ name: "Pickup store", value: "Main street" }],
  };
}

/** The same deliveries as signed requests; each gets an id of its own when it is sent. */
export function signed(deliveries: SampleDelivery[], secret = BENCH_SECRET): LoadRequest[] {
  return deliveries.map(({ topic, body }) => ({
    path: "/webhooks",
    method: "POST",
    body,
    freshHeader: "x-shopify-webhook-id",
    headers: {
      "content-type": "application/json",
      "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
      "x-shopify-shop-domain": BENCH_SHOP,
      "x-shopify-topic": topic,
      "x-shopify-triggered-at": "2026-11-21T14:00:00.000Z",
    },
  }));
}

import { expect, test } from "vitest";
import { known } from "#test/simulator/small-shop.ts";
import { openSimulator } from "./open-simulator.ts";
import type { OpenSimulator } from "./open-simulator.ts";

const payloads = (it: OpenSimulator, topic: string) =>
  it.sim.webhooks
    .pending()
    .filter((one) => one.topic === topic)
    .map((one) => JSON.parse(one.body));

// docs, webhook payloads: numbers for ids, the gid beside them, times in the shop's zone
test("inventory_levels/update: numeric ids, gid with its query, the shop's own offset", async () => {
  await using it = await openSimulator();
  it.sim.shop.setsStock({ variantId: known.mugOnly, locationId: known.kota, available: 3 });
  expect(payloads(it, "inventory_levels/update")).toEqual([
    {
      inventory_item_id: 404,
      location_id: 101,
      available: 3,
      updated_at: "2026-11-01T09:00:00+07:00",
      admin_graphql_api_id: "gid://shopify/InventoryLevel/608?inventory_item_id=404",
    },
  ]);
});

// docs: inventory_levels/disconnect names the pair only
test("inventory_levels/disconnect has neither a quantity nor a time", async () => {
  await using it = await openSimulator();
  it.sim.shop.unstocks({ variantId: known.mugOnly, locationId: known.barat });
  expect(payloads(it, "inventory_levels/disconnect")).toEqual([
    { inventory_item_id: 404, location_id: 102 },
  ]);
});

test("locations/update has the address but nothing of pickup, and switching pickup sends none", async () => {
  await using it = await openSimulator();
  it.sim.shop.changesLocation(known.kota, { name: "Kota Lama" });
  it.sim.shop.disablesPickup(known.kota);
  const all = payloads(it, "locations/update");
  expect(all).toMatchObject([
    { id: 101, name: "Kota Lama", city: "Bandung", active: true, country_code: "ID" },
  ]);
  expect(JSON.stringify(all)).not.toContain("pickup");
});

test("products/update carries its variants; a deleted product only its id", async () => {
  await using it = await openSimulator();
  it.sim.shop.changesVariant(known.teeSmall, { price: 2_700 });
  expect(payloads(it, "products/update")[0]).toMatchObject({
    id: 201,
    admin_graphql_api_id: "gid://shopify/Product/201",
    status: "active",
    tags: "shirts",
    variants: [
      { id: 301, inventory_item_id: 401, price: "27.00", option1: "S" },
      { id: 302 },
      { id: 303 },
    ],
  });
  it.sim.shop.deletesProduct(known.tee);
  expect(payloads(it, "products/delete")).toEqual([{ id: 201 }]);
  expect(payloads(it, "inventory_items/delete")).toEqual([{ id: 401 }, { id: 402 }, { id: 403 }]);
});

test("orders/create: cart attributes as note_attributes, the cart's token, the shopper's language", async () => {
  await using it = await openSimulator();
  it.sim.shop.buys({
    lines: [{ variantId: known.teeSmall, quantity: 2, properties: { Gift: "yes" } }],
    delivery: { method: "PICK_UP", locationId: known.kota },
    customer: { email: "ayu@example.com" },
    locale: "id-ID",
    cartToken: "c1",
    customAttributes: [{ key: "_sambung_store", value: "101" }],
  });
  expect(payloads(it, "orders/create")[0]).toMatchObject({
    name: "#1001",
    email: "ayu@example.com",
    cart_token: "c1",
    customer_locale: "id-ID",
    note_attributes: [{ name: "_sambung_store", value: "101" }],
    line_items: [
      {
        variant_id: 301,
        quantity: 2,
        price: "25.00",
        properties: [{ name: "Gift", value: "yes" }],
      },
    ],
    fulfillment_status: null,
    total_price: "50.00",
    fulfillments: [],
  });
});

// documented samples give gids and small letters; unverified on a real shop
test("fulfillment_orders/*: gids, small letters, one object per part played", async () => {
  await using it = await openSimulator();
  it.sim.shop.buys({
    lines: [{ variantId: known.mugOnly, quantity: 1 }],
    delivery: { method: "PICK_UP", locationId: known.kota },
    customer: { email: "ayu@example.com" },
  });
  await it.sim.clock.advance(2_000);
  const [id = ""] = it.sim.shop.state.fulfillmentOrders.keys();
  expect(payloads(it, "fulfillment_orders/order_routing_complete")).toEqual([
    { fulfillment_order: { id: `gid://shopify/FulfillmentOrder/${id}`, status: "open" } },
  ]);
  it.sim.shop.moves(id, known.barat);
  expect(payloads(it, "fulfillment_orders/moved")[0]).toMatchObject({
    original_fulfillment_order: { id: `gid://shopify/FulfillmentOrder/${id}`, status: "closed" },
    moved_fulfillment_order: { status: "open" },
    origin_location_id: "gid://shopify/Location/101",
    destination_location_id: "gid://shopify/Location/102",
  });
});

// docs, privacy law compliance: payloads of the three mandatory topics
test("compliance topics name the shop, the customer and the orders", async () => {
  await using it = await openSimulator();
  const order = it.sim.shop.buys({
    lines: [{ variantId: known.mugOnly, quantity: 1 }],
    delivery: { method: "PICK_UP", locationId: known.kota },
    customer: { id: known.ayu, email: "ayu@example.com" },
  });
  it.sim.shop.asksForRedaction(known.ayu);
  it.sim.shop.asksForData(known.ayu);
  const asked = {
    shop_id: 70_001,
    shop_domain: "sambung-demo.myshopify.com",
    customer: { id: 501, email: "ayu@example.com" },
  };
  expect(payloads(it, "customers/redact")[0]).toMatchObject({
    ...asked,
    orders_to_redact: [Number(order.id)],
  });
  expect(payloads(it, "customers/data_request")[0]).toMatchObject({
    ...asked,
    orders_requested: [Number(order.id)],
  });
});

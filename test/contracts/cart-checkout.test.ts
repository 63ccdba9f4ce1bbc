import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PeopleWorld, Visitor } from "./people-world.ts";
import { startPeopleWorld } from "./people-world.ts";

const routingMs = 5_000;

/** Shopify's checkout: https://help.shopify.com/en/manual/fulfillment/setup/delivery-methods/pickup-in-store */
describe("the checkout", () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await startPeopleWorld();
  });
  afterAll(() => world.close());

  const pay = (shopper: Visitor, fields: Record<string, string>, query = "") =>
    shopper.fetch(`/checkout${query}`, { method: "POST", body: new URLSearchParams(fields) });
  const withCart = async (...items: [handle: string, option: string, quantity: number][]) => {
    const shopper = world.browser();
    for (const [handle, option, quantity] of items) {
      const variant = world.variant(handle, option);
      for (const location of world.shop.state.locations.values()) {
        world.shop.setsStock({ variantId: variant.id, locationId: location.id, available: 5 });
      }
      await shopper.json("/cart/add.js", { items: [{ id: Number(variant.id), quantity }] });
    }
    return shopper;
  };

  // "Local pickup is only available … if all of the products … are in stock at the same location"
  test("offers the pickup locations that have all lines in stock, and no other", async () => {
    const shopper = await withCart(["kebun-mug", "Clay", 2], ["pasar-tote", "Sage", 1]);
    const bandung = world.location("Bandung Dago");
    world.shop.setsStock({
      variantId: world.variant("pasar-tote", "Sage").id,
      locationId: bandung.id,
      available: 0,
    });
    const html = await (await shopper.fetch("/checkout")).text();
    expect(html).toContain("Jakarta Kemang");
    expect(html).toContain("Usually ready in 2 hours");
    expect(html).not.toContain("Bandung Dago");
    // it never had pickup
    expect(html).not.toContain("Gudang Cikarang");
  });

  test("preselects the store that the cart attributes name", async () => {
    const shopper = await withCart(["kebun-mug", "Sage", 1]);
    const makassar = world.location("Makassar Somba Opu");
    await shopper.json("/cart/update.js", { attributes: { __location: makassar.id } });
    const html = await (await shopper.fetch("/id/checkout")).text();
    expect(html).toMatch(new RegExp(`value="${makassar.id}"\\s+checked`));
    expect(html).toMatch(/value="pickup"[^>]*checked/);
  });

  test("paying makes a pickup order with the cart's token and all its attributes, commits the stock, and empties the cart", async () => {
    const shopper = await withCart(["kebun-mug", "Ink", 2]);
    await shopper.json("/cart/update.js", {
      note: "A gift",
      attributes: { "Pickup store": "Bandung Dago", __x: "1" },
    });
    const token = String((await shopper.json("/cart.js")).body.token).split("?")[0];
    const bandung = world.location("Bandung Dago");
    const response = await pay(shopper, {
      email: "dewi@pelanggan.example",
      first_name: "Dewi",
      language: "id",
      delivery: "pickup",
      location: bandung.id,
    });
    expect(response.status).toBe(303);
    const page = response.headers.get("location") ?? "";
    await world.clock.advance(routingMs);
    const order = world.shop.state.orders.get(/\d+/.exec(page)?.[0] ?? "");
    expect(order).toMatchObject({
      cartToken: token,
      email: "dewi@pelanggan.example",
      customerLocale: "id",
      note: "A gift",
      customAttributes: [
        { key: "Pickup store", value: "Bandung Dago" },
        { key: "__x", value: "1" },
      ],
    });
    const [part] = [...world.shop.state.fulfillmentOrders.values()].filter(
      (one) => one.orderId === order?.id,
    );
    expect(part).toMatchObject({
      assignedLocationId: bandung.id,
      deliveryMethod: { methodType: "PICK_UP" },
    });
    const level = world.shop.state.levels.get(
      `${world.variant("kebun-mug", "Ink").inventoryItemId}:${bandung.id}`,
    );
    expect(level).toMatchObject({ available: 3, committed: 2 });
    expect((await shopper.json("/cart.js")).body.item_count).toBe(0);
    expect(await (await shopper.fetch(page)).text()).toContain("Pickup at Bandung Dago");
    expect(world.news).toContain("orders/create");
  });

  test("`?mixed=1` makes one order with a shipping and a pickup part at the same location", async () => {
    const shopper = await withCart(["kebun-mug", "Ivory", 1], ["pasar-tote", "Natural", 1]);
    const jakarta = world.location("Jakarta Kemang");
    const response = await pay(
      shopper,
      {
        email: "a@b.example",
        delivery: "mixed",
        location: jakarta.id,
        "line-0": "pickup",
        "line-1": "ship",
        address1: "Jl. Melati 1",
        city: "Bogor",
        zip: "16111",
      },
      "?mixed=1",
    );
    await world.clock.advance(routingMs);
    const id = /\d+/.exec(response.headers.get("location") ?? "")?.[0];
    const parts = [...world.shop.state.fulfillmentOrders.values()].filter(
      (one) => one.orderId === id,
    );
    expect(
      new Set(parts.map((part) => `${part.deliveryMethod.methodType} ${part.assignedLocationId}`)),
    ).toEqual(new Set([`PICK_UP ${jakarta.id}`, `SHIPPING ${jakarta.id}`]));
  });

  test("shipping works too", async () => {
    const shopper = await withCart(["melati-candle", "Default Title", 1]);
    const response = await pay(shopper, {
      email: "a@b.example",
      delivery: "ship",
      address1: "Jl. Melati 1",
      city: "Bogor",
      zip: "16111",
    });
    expect(response.status).toBe(303);
  });

  test("a store that sold its last one meanwhile is refused, and nothing is ordered", async () => {
    const shopper = await withCart(["kebun-mug", "Clay", 1]);
    const bandung = world.location("Bandung Dago");
    world.shop.setsStock({
      variantId: world.variant("kebun-mug", "Clay").id,
      locationId: bandung.id,
      available: 0,
    });
    const before = world.shop.state.orders.size;
    const response = await pay(shopper, {
      email: "a@b.example",
      delivery: "pickup",
      location: bandung.id,
    });
    expect(response.status).toBe(422);
    expect(world.shop.state.orders.size).toBe(before);
    expect((await shopper.json("/cart.js")).body.item_count).toBe(1);
  });
});

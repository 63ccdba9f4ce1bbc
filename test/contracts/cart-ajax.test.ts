import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PeopleWorld, Visitor } from "./people-world.ts";
import { startPeopleWorld } from "./people-world.ts";

/** https://shopify.dev/docs/api/ajax/reference/cart and its changelogs; each test names the line that it copies. */
describe("the Ajax Cart API", () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await startPeopleWorld();
  });
  afterAll(() => world.close());

  const id = (handle: string, ...options: string[]) => Number(world.variant(handle, ...options).id);
  const stock = (variantId: number, units: number) => {
    const variant = world.shop.state.variants.get(String(variantId));
    for (const location of world.shop.state.locations.values()) {
      const level = world.shop.state.levels.get(`${variant?.inventoryItemId}:${location.id}`);
      if (level !== undefined) level.available = 0;
    }
    const level = world.shop.state.levels.get(
      `${variant?.inventoryItemId}:${world.location("Gudang Cikarang").id}`,
    );
    if (level !== undefined) level.available = units;
  };
  const add = (shopper: Visitor, item: object) => shopper.json("/cart/add.js", { items: [item] });

  test("a line's quantity in the answer of add.js is the line's new total, and the cart cookie is `<id>?key=<secret>`", async () => {
    const shopper = world.browser();
    const mug = id("kebun-mug", "Clay");
    await add(shopper, { id: mug, quantity: 2 });
    const { status, body } = await add(shopper, { id: mug, quantity: 1 });
    expect(status).toBe(200);
    expect(body.items[0].quantity).toBe(3);
    const cart = await shopper.json("/cart.js");
    expect(cart.body.token).toMatch(/^\w[\w-]+\?key=[0-9a-f]{32}$/);
    expect(decodeURIComponent(shopper.cookies.get("cart") ?? "")).toBe(cart.body.token);
    expect(cart.body).toMatchObject({
      item_count: 3,
      currency: "IDR",
      total_price: 3 * 14_500_000,
    });
  });

  test("one product given by id, without `items`, is answered as the line itself", async () => {
    const { body } = await world
      .browser()
      .json("/cart/add.js", { id: id("kebun-mug", "Clay"), quantity: 1 });
    expect(body).toMatchObject({ quantity: 1, product_title: "Kebun Mug" });
    expect(body.items).toBeUndefined();
  });

  // "the cart will instead add the maximum available quantity" (and the answer is 422: liquid-ajax-cart #74)
  test("asking for more than there is answers 422 and has still added what there was", async () => {
    const shopper = world.browser();
    const plate = id("senja-plate", "Clay");
    stock(plate, 2);
    const refused = await add(shopper, { id: plate, quantity: 5 });
    expect(refused).toMatchObject({
      status: 422,
      body: {
        status: 422,
        message: "Cart Error",
        description: "Only 2 items were added to your cart.",
      },
    });
    expect((await shopper.json("/cart.js")).body.items[0]).toMatchObject({ quantity: 2 });
    const again = await add(shopper, { id: plate, quantity: 1 });
    // changelog 2025-03-04
    expect(again.body.description).toBe(
      "The maximum quantity of this item is already in your cart.",
    );
  });

  test("a product without stock is refused with its name", async () => {
    const plate = id("senja-plate", "Indigo");
    stock(plate, 0);
    const refused = await add(world.browser(), { id: plate, quantity: 1 });
    expect(refused).toMatchObject({
      status: 422,
      body: { description: "The product 'Senja Plate' is already sold out." },
    });
  });

  // "the line item key … changes when characteristics of the line change"
  test("line keys are not stable: new properties, new key", async () => {
    const shopper = world.browser();
    await add(shopper, {
      id: id("pasar-tote", "Clay"),
      quantity: 1,
      properties: { Engraving: "A" },
    });
    const before = (await shopper.json("/cart.js")).body.items[0].key;
    await shopper.json("/cart/change.js", {
      id: before,
      quantity: 1,
      properties: { Engraving: "B" },
    });
    const after = (await shopper.json("/cart.js")).body.items[0];
    expect(after.properties).toEqual({ Engraving: "B" });
    expect(after.key).not.toBe(before);
  });

  // "the same variant splits into lines when price, properties or selling plan differ"
  test("the same variant with other properties is another line, and properties cannot be set back to empty", async () => {
    const shopper = world.browser();
    const tote = id("pasar-tote", "Sage");
    await add(shopper, { id: tote, quantity: 1 });
    await add(shopper, { id: tote, quantity: 1, properties: { _gift: "yes" } });
    const { items } = (await shopper.json("/cart.js")).body;
    expect(items).toHaveLength(2);
    await shopper.json("/cart/change.js", { id: items[0].key, quantity: 1, properties: {} });
    expect((await shopper.json("/cart.js")).body.items[0].properties).toEqual({ _gift: "yes" });
  });

  // "update.js … no stock validation on lines already in the cart"
  test("update.js takes any quantity for a line that is there; change.js does not", async () => {
    const shopper = world.browser();
    const bowl = id("sawah-bowl", "Small", "Ivory");
    stock(bowl, 3);
    await add(shopper, { id: bowl, quantity: 1 });
    const updated = await shopper.json("/cart/update.js", { updates: { [bowl]: 50 } });
    expect(updated).toMatchObject({ status: 200, body: { item_count: 50 } });
    await shopper.json("/cart/update.js", { updates: { [bowl]: 1 } });
    const changed = await shopper.json("/cart/change.js", { id: String(bowl), quantity: 50 });
    expect(changed.status).toBe(422);
    expect((await shopper.json("/cart.js")).body.item_count).toBe(3);
  });

  test("update.js adds a variant that the cart does not have, and answers 404 for one that nobody has", async () => {
    const shopper = world.browser();
    const added = await shopper.json("/cart/update.js", { updates: { [id("melati-candle")]: 2 } });
    expect(added.body.item_count).toBe(2);
    const unknown = await shopper.json("/cart/update.js", { updates: { "123": 1 } });
    expect(unknown).toEqual({
      status: 404,
      body: expect.objectContaining({
        status: 404,
        message: "Cart Error",
        description: "Cannot find variant",
      }),
    });
  });

  test("when several lines share a variant, update.js by variant changes the first", async () => {
    const shopper = world.browser();
    const tote = id("pasar-tote", "Natural");
    await add(shopper, { id: tote, quantity: 1, properties: { n: "1" } });
    await add(shopper, { id: tote, quantity: 1, properties: { n: "2" } });
    const { items } = (await shopper.json("/cart/update.js", { updates: { [tote]: 4 } })).body;
    expect(items.map((item: { quantity: number }) => item.quantity)).toEqual([4, 1]);
  });

  // 400 `{"status":"bad_request", …}`: the status is a string here
  test("change.js with an unknown line answers 400 with a word for a status", async () => {
    const refused = await world.browser().json("/cart/change.js", { id: "nonsense", quantity: 1 });
    expect(refused).toMatchObject({ status: 400, body: { status: "bad_request" } });
  });

  test("change.js finds a line by its place, counted from one", async () => {
    const shopper = world.browser();
    await add(shopper, { id: id("melati-candle"), quantity: 1 });
    const { body } = await shopper.json("/cart/change.js", { line: 1, quantity: 0 });
    expect(body.items).toEqual([]);
  });

  // "clear.js empties lines only; attributes and note stay"
  test("clear.js leaves note and attributes, and `__` attributes are hidden but kept", async () => {
    const shopper = world.browser();
    await add(shopper, { id: id("melati-candle"), quantity: 1 });
    const set = await shopper.json("/cart/update.js", {
      note: "Ring twice",
      attributes: { "Pickup store": "Bandung Dago", __location: "68501000002" },
    });
    expect(set.body.attributes).toEqual({ "Pickup store": "Bandung Dago" });
    const cleared = await shopper.json("/cart/clear.js", {});
    expect(cleared.body).toMatchObject({
      item_count: 0,
      note: "Ring twice",
      attributes: { "Pickup store": "Bandung Dago" },
    });
    expect(world.storefront.carts.save().every((cart) => cart.lines.length > 0)).toBe(true);
  });

  test("selling plans are refused by name", async () => {
    const refused = await add(world.browser(), {
      id: id("melati-candle"),
      quantity: 1,
      selling_plan: 7,
    });
    expect(refused).toMatchObject({
      status: 422,
      body: { description: "selling_plan: selling plans are not simulated" },
    });
  });

  // "bundled section rendering": up to five, null for one that failed
  test("sections come with the answer, drawn for sections_url; an unknown one is null", async () => {
    const shopper = world.browser();
    const { body } = await shopper.json("/cart/add.js", {
      items: [{ id: id("melati-candle"), quantity: 1 }],
      sections: "template--1__main,nothing-like-it",
      sections_url: "/cart",
    });
    expect(body.sections["template--1__main"]).toContain("Melati Candle");
    expect(body.sections["nothing-like-it"]).toBeNull();
  });

  test("a plain form post goes to the cart page, as without JavaScript", async () => {
    const shopper = world.browser();
    const response = await shopper.fetch("/id/cart/add", {
      method: "POST",
      body: new URLSearchParams({ id: String(id("melati-candle")), quantity: "1" }),
    });
    expect([response.status, response.headers.get("location")]).toEqual([303, "/id/cart"]);
    expect(await (await shopper.fetch("/id/cart")).text()).toContain("Keranjang Anda");
  });

  test("two shoppers do not share a cart, and a guessed id without its key opens none", async () => {
    const one = world.browser();
    await add(one, { id: id("melati-candle"), quantity: 1 });
    const other = world.browser();
    const token = decodeURIComponent(one.cookies.get("cart") ?? "");
    other.cookies.set("cart", encodeURIComponent(token.split("?")[0] ?? ""));
    expect((await other.json("/cart.js")).body.item_count).toBe(0);
  });

  test("unreadable input is a bad request, and a broken cookie is no cart", async () => {
    const shopper = world.browser();
    shopper.cookies.set("cart", "%E0%A4%A");
    const headers = { "content-type": "application/json" };
    for (const body of ["{", "[]", "7"]) {
      const refused = await shopper.fetch("/cart/add.js", { method: "POST", headers, body });
      expect([body, refused.status]).toEqual([body, 400]);
    }
    expect((await shopper.json("/cart.js")).body.item_count).toBe(0);
    expect((await shopper.fetch("/products/%E0%A4%A")).status).toBe(404);
    expect(world.problems).toEqual([]);
  });
});

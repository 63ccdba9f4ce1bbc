import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyShop } from "#test/simulator/empty-shop.ts";
import { smallShop, known } from "#test/simulator/small-shop.ts";
import { openSimulator } from "./open-simulator.ts";

// docs, pagination: opaque cursors, pageInfo, hasNextPage
test("pages join up to everything, once, in both directions", async () => {
  await using it = await openSimulator();
  const walk = async (reverse: boolean) => {
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const answer = await it.graphql(
        `query P($after: String) { productVariants(first: 2, after: $after, sortKey: SKU, reverse: ${reverse}) { nodes { sku } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
        { after },
      );
      const page = answer.data.productVariants;
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      for (const { sku } of page.nodes) seen.push(sku);
      if (!page.pageInfo.hasNextPage) return seen;
      after = page.pageInfo.endCursor;
    }
  };
  const all = ["LAMP", "MUG", "POSTER", "TEE-L", "TEE-M", "TEE-S"];
  expect(await walk(false)).toEqual(all);
  expect(await walk(true)).toEqual(all.toReversed());
});

// a cursor is a place in the order, not a number of elements
test("a page goes on at its place although elements before it went away", async () => {
  await using it = await openSimulator();
  const first = await it.graphql(
    "{ products(first: 2, sortKey: ID) { nodes { id } pageInfo { endCursor } } }",
  );
  it.sim.shop.deletesProduct(known.tee);
  const next = await it.graphql(
    "query P($after: String) { products(first: 2, sortKey: ID, after: $after) { nodes { id } } }",
    { after: first.data.products.pageInfo.endCursor },
  );
  expect(next.data.products.nodes).toEqual([
    { id: "gid://shopify/Product/203" },
    { id: "gid://shopify/Product/204" },
  ]);
});

// docs, API limits: at most 250 per page
test("a page without a size, of more than 250, or at a foreign cursor is refused", async () => {
  await using it = await openSimulator();
  for (const args of ["", "(first: 251)", '(first: 1, after: "bm9uc2Vuc2U=")']) {
    const { errors } = await it.graphql(`{ products${args} { nodes { id } } }`);
    expect([args, errors?.[0].extensions.code]).toEqual([args, "BAD_REQUEST"]);
  }
});

// docs, search syntax: AND by a blank, OR, "-", brackets, comparators, quotes
test("search filters that apps use decide as documented", async () => {
  await using it = await openSimulator();
  const search = async (query: string) => {
    const answer = await it.graphql(
      "query S($q: String) { products(first: 9, query: $q) { nodes { title } } }",
      { q: query },
    );
    return answer.data.products.nodes.map((one: { title: string }) => one.title);
  };
  expect(await search("tag:shirts")).toEqual(["Batik tee"]);
  expect(await search("-tag:shirts AND sku:MUG")).toEqual(["Enamel mug"]);
  expect(await search("(sku:MUG OR sku:LAMP) status:active")).toEqual([
    "Enamel mug",
    "Rattan lamp",
  ]);
  expect(await search("title:'rattan lamp'")).toEqual(["Rattan lamp"]);
  expect(await search("id:>202")).toEqual(["Poster", "Rattan lamp"]);
  expect(await search("updated_at:>2026-11-01T02:00:00Z")).toEqual([]);
  expect(await search("updated_at:>='2026-11-01T02:00:00Z' sku:TEE-*")).toEqual(["Batik tee"]);
});

// docs, search syntax: an invalid field is ignored and told in extensions.search.warnings
test("an unknown filter is ignored, with a warning", async () => {
  await using it = await openSimulator();
  const { data, extensions } = await it.graphql(
    '{ orders(first: 1, query: "pickup_slot:today") { nodes { id } } }',
  );
  expect(data.orders.nodes).toEqual([]);
  expect(extensions.search).toMatchObject([
    { path: ["orders"], warnings: [{ field: "pickup_slot", code: "invalid_field" }] },
  ]);
  const known = await it.graphql('{ orders(first: 1, query: "risk_level:high") { nodes { id } } }');
  expect(known.errors?.[0].message).toContain("the search filter risk_level of orders");
});

// schema, fulfillmentOrders(query:): assigned_location_id, status, updated_at, id, and no delivery method
test("fulfillment orders cannot be searched by delivery method, orders can", async () => {
  await using it = await openSimulator();
  it.sim.shop.buys({
    lines: [{ variantId: known.mugOnly, quantity: 1 }],
    delivery: { method: "PICK_UP", locationId: known.kota },
    customer: { email: "ayu@example.com" },
  });
  await it.sim.clock.advance(10_000);
  const wrong = await it.graphql(
    '{ fulfillmentOrders(first: 5, query: "delivery_method:pick-up") { nodes { id } } }',
  );
  expect(wrong.extensions.search[0].warnings[0].field).toBe("delivery_method");
  const right = await it.graphql(
    '{ orders(first: 5, query: "delivery_method:pick-up updated_at:>=2026-01-01") { nodes { name } } }',
  );
  expect(right.data.orders.nodes).toEqual([{ name: "#1001" }]);
});

// schema, Location: active ones only by default, sorted by name; filter pickup_in_store
test("locations come by name, active ones only, and can be searched by pickup", async () => {
  await using it = await openSimulator();
  const names = async (args: string) =>
    (
      await it.graphql(`{ locations(first: 9${args}) { nodes { name } } }`)
    ).data.locations.nodes.map((one: { name: string }) => one.name);
  expect(await names("")).toEqual(["Barat", "Gudang", "Kota"]);
  expect(await names(', query: "pickup_in_store:enabled"')).toEqual(["Barat", "Kota"]);
  it.sim.shop.deactivatesLocation(known.barat);
  expect(await names("")).toEqual(["Gudang", "Kota"]);
  expect(await names(", includeInactive: true")).toEqual(["Barat", "Gudang", "Kota"]);
});

// schema, InventoryLevel.id carries a query; a location that never stocked the item has no level at all
test("inventory levels are absent where an item was never stocked", async () => {
  await using it = await openSimulator();
  const { data } =
    await it.graphql(`{ productVariant(id: "gid://shopify/ProductVariant/${known.teeLarge}") { inventoryItem {
    here: inventoryLevel(locationId: "gid://shopify/Location/${known.kota}") { id }
    inventoryLevels(first: 9) { nodes { id location { id } quantities(names: ["available", "on_hand", "committed"]) { name quantity } } } } } }`);
  expect(data.productVariant.inventoryItem).toEqual({
    here: null,
    inventoryLevels: {
      nodes: [
        {
          id: "gid://shopify/InventoryLevel/607?inventory_item_id=403",
          location: { id: "gid://shopify/Location/103" },
          quantities: [
            { name: "available", quantity: 12 },
            { name: "on_hand", quantity: 12 },
            { name: "committed", quantity: 0 },
          ],
        },
      ],
    },
  });
});

test("node and nodes find a thing by its type, and null where there is none", async () => {
  await using it = await openSimulator();
  const { data } = await it.graphql(
    "query N($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Location { name } ... on InventoryLevel { isActive } } }",
    {
      ids: [
        "gid://shopify/Location/101",
        "gid://shopify/Order/9",
        "gid://shopify/InventoryLevel/607?inventory_item_id=403",
      ],
    },
  );
  expect(data.nodes).toEqual([
    { __typename: "Location", id: "gid://shopify/Location/101", name: "Kota" },
    null,
    {
      __typename: "InventoryLevel",
      id: "gid://shopify/InventoryLevel/607?inventory_item_id=403",
      isActive: true,
    },
  ]);
});

test("two shops with the same ids never see each other's things", async () => {
  await using it = await openSimulator();
  const other = it.sim.addShop(
    smallShop({ id: "70002", domain: "other.myshopify.com", name: "Other" }),
  );
  other.changesLocation(known.kota, { name: "Elsewhere" });
  const ask = '{ shop { name } location(id: "gid://shopify/Location/101") { name } }';
  expect((await it.graphql(ask)).data).toMatchObject({
    shop: { name: "Sambung Demo" },
    location: { name: "Kota" },
  });
  expect((await it.graphql(ask, {}, "other.myshopify.com")).data).toMatchObject({
    shop: { name: "Other" },
    location: { name: "Elsewhere" },
  });
  const response = await it.post(
    "/admin/api/2026-10/graphql.json",
    { query: ask },
    { "x-shopify-access-token": it.sim.offlineToken(), "x-sim-host": "other.myshopify.com" },
  );
  expect(response.status).toBe(401);
});

test("names with HTML, emoji and right-to-left text come back as they went in", async () => {
  await using it = await openSimulator({ catalogue: emptyShop() });
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1 }), async (title) => {
      const { product } = it.sim.shop.addsProduct({
        title,
        variants: [{ optionValues: [], price: 1 }],
      });
      it.sim.throttles.get(it.sim.shop.state.info.domain)?.giveBack(9_999);
      const { data } = await it.graphql("query P($id: ID!) { product(id: $id) { title } }", {
        id: `gid://shopify/Product/${product.id}`,
      });
      expect(data.product.title).toBe(title);
    }),
    { numRuns: 50, examples: [["<script>alert(1)</script>"], ["مرحبا 👋🏽"], ["\u202e\u0000"]] },
  );
});

import { expect, test } from "vitest";
import { registry } from "#test/simulator/admin-api/admin-api.ts";
import { adminSchema } from "#test/simulator/schema/admin-schema.ts";
import { known } from "#test/simulator/small-shop.ts";
import { openSimulator } from "./open-simulator.ts";

// schema: only what Shopify's own 2026-10 schema has can be simulated
test("every simulated field exists in Shopify's schema", () => {
  const { schema } = adminSchema();
  const missing = [...registry].flatMap(([name, fields]) => {
    const type = schema.getType(name);
    const real = type && "getFields" in type ? type.getFields() : {};
    return Object.keys(fields).flatMap((field) => (field in real ? [] : [`${name}.${field}`]));
  });
  expect(missing).toEqual([]);
});

// docs, GraphQL Admin API "status and error codes": undefinedField with typeName and fieldName
test("an unknown field is refused in Shopify's words, with its path", async () => {
  await using it = await openSimulator();
  const { errors, data } = await it.graphql("query Bad { orders(first: 1) { nodes { colour } } }");
  expect(data).toBeUndefined();
  expect(errors).toMatchObject([
    {
      message: "Field 'colour' doesn't exist on type 'Order'",
      path: ["query Bad", "orders", "nodes", "colour"],
      extensions: { code: "undefinedField", typeName: "Order", fieldName: "colour" },
    },
  ]);
});

// schema 2026-10: compareQuantity and ignoreCompareQuantity are gone since 2026-04
test("an unknown argument and a removed input field are refused", async () => {
  await using it = await openSimulator();
  const unknown = await it.graphql("{ shop { name(loud: true) } }");
  expect(unknown.errors).toMatchObject([
    {
      message: "Field 'name' doesn't accept argument 'loud'",
      extensions: { code: "argumentNotAccepted", argumentName: "loud" },
    },
  ]);
  const removed = await it.graphql(
    `mutation { inventorySetQuantities(input: { name: "available", reason: "correction", ignoreCompareQuantity: true, quantities: [] })
      @idempotent(key: "k") { userErrors { code } } }`,
  );
  expect(removed.errors?.[0].message).toContain("ignoreCompareQuantity");
});

test("a field that is not simulated fails by name and guesses nothing", async () => {
  await using it = await openSimulator();
  const { data, errors } = await it.graphql(
    "{ shop { name shopOwnerName } markets(first: 1) { nodes { id } } }",
  );
  expect(data).toBeNull();
  expect(errors?.map((one) => one.extensions.code)).toContain("SIMULATOR_NOT_IMPLEMENTED");
  expect(errors?.map((one) => one.message).join()).toContain("Shop.shopOwnerName");
});

// docs, access scopes: ACCESS_DENIED with the scope that is required; the field is null and the rest is answered
test("a field whose scope was not granted is null with ACCESS_DENIED", async () => {
  await using it = await openSimulator({ scopes: ["read_locations"] });
  const { data, errors } = await it.graphql(
    '{ shop { name } location(id: "gid://shopify/Location/101") { name } order(id: "gid://shopify/Order/1") { id } }',
  );
  expect(data).toMatchObject({
    shop: { name: "Sambung Demo" },
    location: { name: "Kota" },
    order: null,
  });
  expect(errors).toMatchObject([
    {
      path: ["order"],
      extensions: {
        code: "ACCESS_DENIED",
        documentation: "https://shopify.dev/api/usage/access-scopes",
      },
    },
  ]);
  expect(errors?.[0].message).toContain("`read_orders` access scope");
});

// schema, locationLocalPickupEnable: "Any of `shipping` access scopes or `manage_delivery_settings` user permission."
test("switching pickup on needs a shipping scope", async () => {
  const enable = `mutation { locationLocalPickupEnable(localPickupSettings: { locationId: "gid://shopify/Location/103", pickupTime: ONE_HOUR })
    { localPickupSettings { pickupTime } userErrors { code } } }`;
  await using without = await openSimulator({ scopes: ["read_locations"] });
  expect((await without.graphql(enable)).errors?.[0].extensions.code).toBe("ACCESS_DENIED");
  await using allowed = await openSimulator({ scopes: ["read_locations", "write_shipping"] });
  expect((await allowed.graphql(enable)).data.locationLocalPickupEnable).toEqual({
    localPickupSettings: { pickupTime: "ONE_HOUR" },
    userErrors: [],
  });
});

// docs, protected customer data; the flagged fields are `isProtected` in Shopify's introspection
test("protected customer data is null without approval, here and in webhooks", async () => {
  await using it = await openSimulator();
  const ask = `{ customer(id: "gid://shopify/Customer/${known.ayu}") { id firstName locale defaultEmailAddress { emailAddress } } }`;
  expect((await it.graphql(ask)).data.customer).toMatchObject({
    firstName: "Ayu",
    defaultEmailAddress: { emailAddress: "ayu@example.com" },
  });
  it.sim.shop.settings.protectedCustomerData = false;
  const closed = await it.graphql(ask);
  expect(closed.data.customer).toMatchObject({ firstName: null, locale: "id" });
  expect(closed.errors?.[0].message).toContain("not approved to use the firstName field");
  expect(closed.errors?.[0].extensions.documentation).toContain("protected-customer-data");
  it.sim.shop.changesCustomer(known.ayu, { lastName: "Wulandari" });
  expect(it.sim.webhooks.pending().at(-1)?.body).not.toContain("ayu@example.com");
});

// introspection `gidTypes`: the id of a product is no id of an order
test("ids are checked: malformed ones, and ids of another kind", async () => {
  await using it = await openSimulator();
  const other = await it.graphql('{ order(id: "gid://shopify/Product/201") { id } }');
  expect(other.errors).toMatchObject([
    { message: "invalid id", extensions: { code: "RESOURCE_NOT_FOUND" } },
  ]);
  const malformed = await it.graphql('{ order(id: "201") { id } }');
  expect(malformed.errors?.[0].message).toBe("Invalid global id '201'");
  const nested = await it.graphql(
    'mutation { fulfillmentOrderLineItemsPreparedForPickup(input: { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: "gid://shopify/Order/1" }] }) { userErrors { code } } }',
  );
  expect(nested.errors?.[0].extensions.code).toBe("RESOURCE_NOT_FOUND");
});

test("a wrong variable is refused as INVALID_VARIABLE", async () => {
  await using it = await openSimulator();
  const { errors } = await it.graphql("query Q($id: ID!) { order(id: $id) { id } }");
  expect(errors).toMatchObject([
    {
      message: "Variable $id of type ID! was provided invalid value",
      extensions: { code: "INVALID_VARIABLE" },
    },
  ]);
});

test("a dead token, another version and an unknown shop are refused before anything runs", async () => {
  await using it = await openSimulator();
  const ask = { query: "{ shop { name } }" };
  const good = { "x-shopify-access-token": it.sim.offlineToken() };
  const path = "/admin/api/2026-10/graphql.json";
  expect((await it.post(path, ask, { "x-shopify-access-token": "shpat_forged" })).status).toBe(401);
  expect((await it.post("/admin/api/2023-01/graphql.json", ask, good)).status).toBe(404);
  expect((await it.post(path, ask, { ...good, "x-sim-host": "other.myshopify.com" })).status).toBe(
    404,
  );
  expect((await it.post(path, ask, good)).status).toBe(200);
});

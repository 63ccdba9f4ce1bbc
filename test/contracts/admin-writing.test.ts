import { expect, test } from "vitest";
import { known } from "#test/simulator/small-shop.ts";
import { openSimulator } from "./open-simulator.ts";
import type { OpenSimulator } from "./open-simulator.ts";

const adjust = (it: OpenSimulator, key: string | null, delta: number, from?: number) =>
  it.graphql(
    `mutation A($delta: Int!, $from: Int) { inventoryAdjustQuantities(input: { name: "available", reason: "correction", changes: [{ delta: $delta, changeFromQuantity: $from, inventoryItemId: "gid://shopify/InventoryItem/404", locationId: "gid://shopify/Location/101" }] })
      ${key === null ? "" : `@idempotent(key: "${key}")`} { inventoryAdjustmentGroup { changes { delta quantityAfterChange } } userErrors { code field } } }`,
    { delta, ...(from === undefined ? {} : { from }) },
  );
const mugsAt = (it: OpenSimulator) => it.sim.shop.state.levels.get(`404:${known.kota}`);

// changelog 2025-12-12: "calling these mutations without an idempotency directive will result in an error at runtime" from 2026-04
test("an inventory write without @idempotent is refused and changes nothing", async () => {
  await using it = await openSimulator();
  const { data, errors } = await adjust(it, null, 1);
  expect(data.inventoryAdjustQuantities).toBeNull();
  expect(errors?.[0].message).toContain("@idempotent");
  expect(mugsAt(it)?.available).toBe(7);
});

// docs, implementing idempotency
test("a repeated key gives the first answer again; the same key with other parameters is refused", async () => {
  await using it = await openSimulator();
  const first = await adjust(it, "k1", 2);
  const again = await adjust(it, "k1", 2);
  expect(again.data).toEqual(first.data);
  expect(mugsAt(it)?.available).toBe(9);
  const other = await adjust(it, "k1", 3);
  expect(other.data.inventoryAdjustQuantities).toMatchObject({
    inventoryAdjustmentGroup: null,
    userErrors: [{ code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" }],
  });
  await adjust(it, "k2", 2);
  expect(mugsAt(it)?.available).toBe(11);
});

// schema 2026-10: changeFromQuantity is compare-and-swap; CHANGE_FROM_QUANTITY_STALE
test("a write from a stale quantity is refused", async () => {
  await using it = await openSimulator();
  const stale = await adjust(it, "k1", 1, 6);
  expect(stale.data.inventoryAdjustQuantities.userErrors).toMatchObject([
    { code: "CHANGE_FROM_QUANTITY_STALE" },
  ]);
  expect((await adjust(it, "k2", 1, 7)).data.inventoryAdjustQuantities.userErrors).toEqual([]);
  expect(mugsAt(it)?.available).toBe(8);
});

// schema, inventoryMoveQuantities: between states at one location
test("units move from available to reserved at one place, not between places", async () => {
  await using it = await openSimulator();
  const move = (key: string, to: string) =>
    it.graphql(
      `mutation { inventoryMoveQuantities(input: { reason: "reservation_created", referenceDocumentUri: "gid://sambung/Hold/1", changes: [{ inventoryItemId: "gid://shopify/InventoryItem/404", quantity: 2, from: { locationId: "gid://shopify/Location/101", name: "available" }, to: { locationId: "gid://shopify/Location/${to}", name: "reserved", ledgerDocumentUri: "gid://sambung/Hold/1" } }] }) @idempotent(key: "${key}") { userErrors { code } } }`,
    );
  expect((await move("a", known.kota)).data.inventoryMoveQuantities.userErrors).toEqual([]);
  expect(mugsAt(it)).toMatchObject({ available: 5, reserved: 2 });
  expect((await move("b", known.barat)).data.inventoryMoveQuantities.userErrors).toMatchObject([
    { code: "DIFFERENT_LOCATIONS" },
  ]);
  expect(mugsAt(it)).toMatchObject({ available: 5, reserved: 2 });
});

test("an item is stocked at a location and taken off again, with the webhooks of both", async () => {
  await using it = await openSimulator();
  const { data } = await it.graphql(
    `mutation { inventoryActivate(inventoryItemId: "gid://shopify/InventoryItem/406", locationId: "gid://shopify/Location/102", available: 4) @idempotent(key: "a") { inventoryLevel { id } userErrors { message } } }`,
  );
  const id = data.inventoryActivate.inventoryLevel.id;
  await it.graphql(
    `mutation D($id: ID!) { inventoryDeactivate(inventoryLevelId: $id) { userErrors { message } } }`,
    { id },
  );
  expect(it.sim.webhooks.pending().map((one) => one.topic)).toEqual([
    "inventory_levels/connect",
    "inventory_levels/disconnect",
  ]);
  expect(it.sim.shop.state.levels.get("406:102")?.isActive).toBe(false);
});

// schema, metafieldsSet: atomic; compareDigest is compare-and-set with STALE_OBJECT
test("the app's metafields are set, compared and never half written", async () => {
  await using it = await openSimulator({ scopes: ["read_products"] });
  const { data: own } = await it.graphql("{ currentAppInstallation { id } }");
  const set = (metafields: unknown[]) =>
    it.graphql(
      "mutation S($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { metafields { key value compareDigest } userErrors { code field } } }",
      { m: metafields },
    );
  const field = {
    ownerId: own.currentAppInstallation.id,
    namespace: "sambung",
    key: "hours",
    type: "json",
    value: '{"mon":"9-5"}',
  };
  const first = await set([field]);
  expect(first.data.metafieldsSet.userErrors).toEqual([]);
  const { compareDigest } = first.data.metafieldsSet.metafields[0];
  const halfBad = await set([
    { ...field, key: "new" },
    { ...field, value: "no json" },
  ]);
  expect(halfBad.data.metafieldsSet).toMatchObject({
    metafields: null,
    userErrors: [{ code: "INVALID_VALUE" }],
  });
  expect(
    (await set([{ ...field, value: "{}", compareDigest }])).data.metafieldsSet.userErrors,
  ).toEqual([]);
  expect(
    (await set([{ ...field, value: "[]", compareDigest }])).data.metafieldsSet.userErrors,
  ).toMatchObject([{ code: "STALE_OBJECT" }]);
  const { data } = await it.graphql(
    '{ currentAppInstallation { metafields(first: 5) { nodes { key jsonValue } } metafield(namespace: "sambung", key: "new") { id } } }',
  );
  expect(data.currentAppInstallation).toEqual({
    metafields: { nodes: [{ key: "hours", jsonValue: {} }] },
    metafield: null,
  });
});

// metafieldsSet: "the same access level needed to mutate the owner resource"
test("a product's metafield needs write_products", async () => {
  await using it = await openSimulator({ scopes: ["read_products"] });
  const { errors } = await it.graphql(
    'mutation { metafieldsSet(metafields: [{ ownerId: "gid://shopify/Product/201", key: "x", type: "boolean", value: "true" }]) { userErrors { code } } }',
  );
  expect(errors?.[0].extensions.code).toBe("ACCESS_DENIED");
});

test("tags are added to an order, and webhook subscriptions made and dropped", async () => {
  await using it = await openSimulator();
  const order = it.sim.shop.sells({
    variantId: known.mugOnly,
    locationId: known.kota,
    quantity: 1,
  });
  const tagged = await it.graphql(
    `mutation { tagsAdd(id: "gid://shopify/Order/${order.id}", tags: ["pickup", "vip"]) { node { ... on Order { tags } } userErrors { message } } }`,
  );
  expect(tagged.data.tagsAdd.node.tags).toEqual(["pickup", "vip"]);
  const create =
    'mutation { webhookSubscriptionCreate(topic: ORDERS_PAID, webhookSubscription: { uri: "https://app.example/paid" }) { webhookSubscription { id topic uri } userErrors { message } } }';
  const made = await it.graphql(create);
  expect(made.data.webhookSubscriptionCreate.webhookSubscription).toMatchObject({
    topic: "ORDERS_PAID",
    uri: "https://app.example/paid",
  });
  expect((await it.graphql(create)).data.webhookSubscriptionCreate.userErrors).toHaveLength(1);
  const dropped = await it.graphql(
    "mutation D($id: ID!) { webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId } }",
    { id: made.data.webhookSubscriptionCreate.webhookSubscription.id },
  );
  expect(dropped.data.webhookSubscriptionDelete.deletedWebhookSubscriptionId).toBe(
    made.data.webhookSubscriptionCreate.webhookSubscription.id,
  );
});

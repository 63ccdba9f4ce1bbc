import { expect, test } from "vitest";
import { gid } from "#test/simulator/gid.ts";
import { known } from "#test/simulator/small-shop.ts";
import type { Simulator } from "#test/simulator/simulator.ts";
import { openSimulator } from "./open-simulator.ts";
import type { OpenSimulator } from "./open-simulator.ts";

const prepare = `mutation P($id: ID!) { fulfillmentOrderLineItemsPreparedForPickup(input: { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: $id }] }) { userErrors { code field message } } }`;
const fulfill = `mutation F($id: ID!, $lines: [FulfillmentOrderLineItemInput!]) { fulfillmentCreate(fulfillment: { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: $id, fulfillmentOrderLineItems: $lines }] }) { fulfillment { displayStatus } userErrors { field message } } }`;
const read = `query R($id: ID!) { fulfillmentOrder(id: $id) { status supportedActions { action } lineItems(first: 9) { nodes { id remainingQuantity totalQuantity } } order { displayFulfillmentStatus fulfillments { displayStatus status } } } }`;

const homeAddress = {
  address1: "Jalan Dago 5",
  address2: null,
  city: "Bandung",
  province: null,
  provinceCode: null,
  country: "Indonesia",
  countryCode: "ID",
  zip: "40135",
  phone: null,
  latitude: null,
  longitude: null,
};

async function boughtForPickup(it: OpenSimulator, quantity = 2) {
  const order = it.sim.shop.buys({
    lines: [{ variantId: known.mugOnly, quantity }],
    delivery: { method: "PICK_UP", locationId: known.kota },
    customer: { email: "ayu@example.com" },
    customAttributes: [{ key: "Pickup store", value: "Kota" }],
  });
  await it.sim.clock.advance(it.sim.shop.settings.routingDelayMs);
  const one = [...it.sim.shop.state.fulfillmentOrders.values()].find(
    (fo) => fo.orderId === order.id,
  );
  return { order, one, id: gid("FulfillmentOrder", one?.id ?? "") };
}

function levelOf(sim: Simulator, locationId: string) {
  return sim.shop.state.levels.get(`404:${locationId}`);
}

// schema, FulfillmentOrder: "a background worker performs the order routing process"
test("an order has no fulfillment orders until the router has been there", async () => {
  await using it = await openSimulator();
  const order = it.sim.shop.buys({
    lines: [{ variantId: known.mugOnly, quantity: 1 }],
    delivery: { method: "PICK_UP", locationId: known.kota },
    customer: { email: "new@example.com" },
  });
  const ask = `{ order(id: "${gid("Order", order.id)}") { fulfillmentOrders(first: 5) { nodes { status deliveryMethod { methodType } assignedLocation { location { id } } } } } }`;
  expect((await it.graphql(ask)).data.order.fulfillmentOrders.nodes).toEqual([]);
  expect(levelOf(it.sim, known.kota)).toMatchObject({ available: 6, committed: 1 });
  await it.sim.clock.advance(1_500);
  expect((await it.graphql(ask)).data.order.fulfillmentOrders.nodes).toEqual([
    {
      status: "OPEN",
      deliveryMethod: { methodType: "PICK_UP" },
      assignedLocation: { location: { id: "gid://shopify/Location/101" } },
    },
  ]);
  expect(it.sim.webhooks.pending().map((one) => one.topic)).toEqual([
    "customers/create",
    "inventory_levels/update",
    "orders/create",
    "fulfillment_orders/order_routing_complete",
  ]);
});

// schema, fulfillmentOrderLineItemsPreparedForPickup: "Sends a Ready For Pickup notification to the customer".
// [U]: status IN_PROGRESS and the READY_FOR_PICKUP fulfillment are inferred, see research/pickup.md
test("prepared: in progress, ready in the order's fulfillments, and Shopify's own notice is sent", async () => {
  await using it = await openSimulator();
  const { id, order } = await boughtForPickup(it);
  expect((await it.graphql(prepare, { id })).data).toEqual({
    fulfillmentOrderLineItemsPreparedForPickup: { userErrors: [] },
  });
  expect((await it.graphql(read, { id })).data.fulfillmentOrder).toMatchObject({
    status: "IN_PROGRESS",
    lineItems: { nodes: [{ remainingQuantity: 2 }] },
    order: {
      displayFulfillmentStatus: "IN_PROGRESS",
      fulfillments: [{ displayStatus: "READY_FOR_PICKUP" }],
    },
  });
  expect(it.sim.shop.state.nativeNotices.at(-1)).toMatchObject({
    kind: "ready_for_pickup",
    orderId: order.id,
    to: "ayu@example.com",
  });
  expect(it.sim.webhooks.pending().map((one) => one.topic)).toContain(
    "fulfillment_orders/line_items_prepared_for_pickup",
  );
});

// schema, FulfillmentOrderLineItemsPreparedForPickupUserErrorCode
test("preparing twice, a closed one or a shipped one is refused, and no second notice goes out", async () => {
  await using it = await openSimulator();
  const { id } = await boughtForPickup(it);
  await it.graphql(prepare, { id });
  const notices = it.sim.shop.state.nativeNotices.length;
  const again = await it.graphql(prepare, { id });
  expect(again.data.fulfillmentOrderLineItemsPreparedForPickup.userErrors).toMatchObject([
    { code: "NO_LINE_ITEMS_TO_PREPARE_FOR_FULFILLMENT_ORDER" },
  ]);
  await it.graphql(fulfill, { id });
  const closed = await it.graphql(prepare, { id });
  expect(closed.data.fulfillmentOrderLineItemsPreparedForPickup.userErrors).toMatchObject([
    { code: "FULFILLMENT_ORDER_INVALID" },
  ]);
  const absent = await it.graphql(prepare, { id: "gid://shopify/FulfillmentOrder/9" });
  expect(absent.data.fulfillmentOrderLineItemsPreparedForPickup.userErrors).toMatchObject([
    { code: "FULFILLMENT_ORDER_INVALID" },
  ]);
  expect(it.sim.shop.state.nativeNotices).toHaveLength(notices);
});

// schema, FulfillmentDisplayStatus PICKED_UP; [U] that fulfillmentCreate shows it
test("handed over: picked up, closed, and the units leave the building", async () => {
  await using it = await openSimulator();
  const { id } = await boughtForPickup(it);
  await it.graphql(prepare, { id });
  const done = await it.graphql(fulfill, { id });
  expect(done.data.fulfillmentCreate).toEqual({
    fulfillment: { displayStatus: "PICKED_UP" },
    userErrors: [],
  });
  expect((await it.graphql(read, { id })).data.fulfillmentOrder).toMatchObject({
    status: "CLOSED",
    supportedActions: [],
    order: {
      displayFulfillmentStatus: "FULFILLED",
      fulfillments: [{ displayStatus: "PICKED_UP" }],
    },
  });
  expect(levelOf(it.sim, known.kota)).toMatchObject({ available: 5, committed: 0 });
  const again = await it.graphql(fulfill, { id });
  expect(again.data.fulfillmentCreate.userErrors[0].message).toContain(
    "unfulfillable status= closed",
  );
});

test("a part can be handed over, never more than remains", async () => {
  await using it = await openSimulator();
  const { id, one } = await boughtForPickup(it, 3);
  const line = gid("FulfillmentOrderLineItem", one?.lineItems[0]?.id ?? "");
  const tooMany = await it.graphql(fulfill, { id, lines: [{ id: line, quantity: 4 }] });
  expect(tooMany.data.fulfillmentCreate.userErrors).toHaveLength(1);
  await it.graphql(fulfill, { id, lines: [{ id: line, quantity: 1 }] });
  expect((await it.graphql(read, { id })).data.fulfillmentOrder).toMatchObject({
    status: "IN_PROGRESS",
    lineItems: { nodes: [{ remainingQuantity: 2 }] },
    order: { displayFulfillmentStatus: "PARTIALLY_FULFILLED" },
  });
});

// research/pickup.md vector 16: one order, one store, shipping and pickup side by side
test("an order with a shipping part and a pickup part at one store has two fulfillment orders there", async () => {
  await using it = await openSimulator();
  const order = it.sim.shop.buys({
    lines: [
      { variantId: known.mugOnly, quantity: 1, delivery: "pickup" },
      { variantId: known.teeSmall, quantity: 1, delivery: "ship" },
    ],
    delivery: {
      method: "SHIPPING",
      locationId: known.kota,
      pickupAt: known.kota,
      address: homeAddress,
    },
    customer: { email: "ayu@example.com" },
  });
  await it.sim.clock.advance(1_500);
  const { data } = await it.graphql(
    `{ order(id: "${gid("Order", order.id)}") { fulfillmentOrders(first: 5) { nodes { deliveryMethod { methodType } assignedLocation { location { id } } } } } }`,
  );
  const at = { location: { id: "gid://shopify/Location/101" } };
  expect(data.order.fulfillmentOrders.nodes).toEqual([
    { deliveryMethod: { methodType: "PICK_UP" }, assignedLocation: at },
    { deliveryMethod: { methodType: "SHIPPING" }, assignedLocation: at },
  ]);
});

// schema, fulfillmentOrderMove: moves to a location that stocks the items; not after progress was reported
test("moved: the original closes, a new one opens at the other store and takes the committed units along", async () => {
  await using it = await openSimulator();
  const move = `mutation M($id: ID!, $to: ID!) { fulfillmentOrderMove(id: $id, newLocationId: $to) { movedFulfillmentOrder { id status assignedLocation { location { id } } } originalFulfillmentOrder { status } userErrors { code message } } }`;
  const { id } = await boughtForPickup(it, 1);
  const nowhere = await it.graphql(move, { id, to: "gid://shopify/Location/103" });
  expect(nowhere.data.fulfillmentOrderMove.userErrors[0].message).toContain("does not stock");
  const moved = await it.graphql(move, { id, to: "gid://shopify/Location/102" });
  expect(moved.data.fulfillmentOrderMove).toMatchObject({
    movedFulfillmentOrder: {
      status: "OPEN",
      assignedLocation: { location: { id: "gid://shopify/Location/102" } },
    },
    originalFulfillmentOrder: { status: "CLOSED" },
    userErrors: [],
  });
  expect(levelOf(it.sim, known.kota)).toMatchObject({ available: 7, committed: 0 });
  expect(levelOf(it.sim, known.barat)).toMatchObject({ available: 0, committed: 1 });
  const target = moved.data.fulfillmentOrderMove.movedFulfillmentOrder.id;
  await it.graphql(prepare, { id: target });
  const late = await it.graphql(move, { id: target, to: "gid://shopify/Location/101" });
  expect(late.data.fulfillmentOrderMove.userErrors[0].code).toBe(
    "CANNOT_MOVE_FULFILLMENT_ORDER_WITH_REPORTED_PROGRESS",
  );
});

// schema, fulfillmentOrderHold: unique handle per app, at most 10 holds per app and fulfillment order
test("held and released; a handle is used once, and ten holds are the limit", async () => {
  await using it = await openSimulator();
  const hold = `mutation H($id: ID!, $handle: String) { fulfillmentOrderHold(id: $id, fulfillmentHold: { reason: INVENTORY_OUT_OF_STOCK, reasonNotes: "shelf empty", handle: $handle }) { fulfillmentHold { id reason } fulfillmentOrder { status } userErrors { code } } }`;
  const { id } = await boughtForPickup(it);
  const first = await it.graphql(hold, { id, handle: "a" });
  expect(first.data.fulfillmentOrderHold).toMatchObject({
    fulfillmentHold: { reason: "INVENTORY_OUT_OF_STOCK" },
    fulfillmentOrder: { status: "ON_HOLD" },
  });
  expect(
    (await it.graphql(hold, { id, handle: "a" })).data.fulfillmentOrderHold.userErrors,
  ).toEqual([{ code: "DUPLICATE_FULFILLMENT_HOLD_HANDLE" }]);
  for (const handle of "bcdefghij") await it.graphql(hold, { id, handle });
  expect(
    (await it.graphql(hold, { id, handle: "k" })).data.fulfillmentOrderHold.userErrors,
  ).toEqual([{ code: "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED" }]);
  expect(
    (await it.graphql(prepare, { id })).data.fulfillmentOrderLineItemsPreparedForPickup.userErrors,
  ).toMatchObject([{ code: "FULFILLMENT_ORDER_INVALID" }]);
  const release = await it.graphql(
    `mutation R($id: ID!) { fulfillmentOrderReleaseHold(id: $id) { fulfillmentOrder { status fulfillmentHolds { id } } userErrors { code } } }`,
    { id },
  );
  expect(release.data.fulfillmentOrderReleaseHold.fulfillmentOrder).toEqual({
    status: "OPEN",
    fulfillmentHolds: [],
  });
});

test("split: the named units leave for a fulfillment order of their own, so that a part can be made ready", async () => {
  await using it = await openSimulator();
  const { id, one } = await boughtForPickup(it, 3);
  const line = gid("FulfillmentOrderLineItem", one?.lineItems[0]?.id ?? "");
  const split = `mutation S($splits: [FulfillmentOrderSplitInput!]!) { fulfillmentOrderSplit(fulfillmentOrderSplits: $splits) { fulfillmentOrderSplits { fulfillmentOrder { lineItems(first: 2) { nodes { totalQuantity } } } remainingFulfillmentOrder { status lineItems(first: 2) { nodes { totalQuantity } } } } userErrors { code } } }`;
  const done = await it.graphql(split, {
    splits: [{ fulfillmentOrderId: id, fulfillmentOrderLineItems: [{ id: line, quantity: 1 }] }],
  });
  expect(done.data.fulfillmentOrderSplit.fulfillmentOrderSplits).toEqual([
    {
      fulfillmentOrder: { lineItems: { nodes: [{ totalQuantity: 2 }] } },
      remainingFulfillmentOrder: { status: "OPEN", lineItems: { nodes: [{ totalQuantity: 1 }] } },
    },
  ]);
  const all = await it.graphql(split, {
    splits: [{ fulfillmentOrderId: id, fulfillmentOrderLineItems: [{ id: line, quantity: 2 }] }],
  });
  expect(all.data.fulfillmentOrderSplit.userErrors).toEqual([
    { code: "INVALID_LINE_ITEM_QUANTITY" },
  ]);
});

// schema, orderCancel: restock gives the units back; what lay ready is cancelled with it
test("a cancelled order cancels its fulfillment orders and puts the units back on the shelf", async () => {
  await using it = await openSimulator();
  const { id, order } = await boughtForPickup(it);
  await it.graphql(prepare, { id });
  const cancel = `mutation C($id: ID!) { orderCancel(orderId: $id, reason: CUSTOMER, restock: true) { orderCancelUserErrors { code } } }`;
  expect(
    (await it.graphql(cancel, { id: gid("Order", order.id) })).data.orderCancel
      .orderCancelUserErrors,
  ).toEqual([]);
  expect((await it.graphql(read, { id })).data.fulfillmentOrder).toMatchObject({
    status: "CANCELLED",
    order: { fulfillments: [{ displayStatus: "CANCELED" }] },
  });
  expect(levelOf(it.sim, known.kota)).toMatchObject({ available: 7, committed: 0 });
  expect(
    (await it.graphql(cancel, { id: gid("Order", order.id) })).data.orderCancel
      .orderCancelUserErrors,
  ).toEqual([{ code: "INVALID" }]);
});

// research/pickup.md vector 5: a partial refund takes units out of the fulfillment order; only orders/updated tells
test("refunded units leave the fulfillment order, and the rest can still be made ready", async () => {
  await using it = await openSimulator();
  const { id, order } = await boughtForPickup(it, 3);
  it.sim.shop.refunds(order.id, [
    { lineItemId: order.lines[0]?.id ?? "", quantity: 2, restockAt: known.kota },
  ]);
  expect((await it.graphql(read, { id })).data.fulfillmentOrder).toMatchObject({
    status: "OPEN",
    lineItems: { nodes: [{ remainingQuantity: 1 }] },
  });
  expect(it.sim.webhooks.pending().at(-1)?.topic).toBe("orders/updated");
  expect(
    (await it.graphql(prepare, { id })).data.fulfillmentOrderLineItemsPreparedForPickup.userErrors,
  ).toEqual([]);
});

// schema, DeliveryLocationLocalPickupSettingsErrorCode
test("native pickup goes on and off per location; a closed location is refused", async () => {
  await using it = await openSimulator();
  const enable = (id: string, time: string) =>
    it.graphql(
      `mutation { locationLocalPickupEnable(localPickupSettings: { locationId: "${gid("Location", id)}", pickupTime: ${time}, instructions: "Back door" }) { localPickupSettings { pickupTime instructions } userErrors { code field } } }`,
    );
  expect(
    (await enable(known.gudang, "FOUR_HOURS")).data.locationLocalPickupEnable.localPickupSettings,
  ).toEqual({ pickupTime: "FOUR_HOURS", instructions: "Back door" });
  expect(
    (await enable(known.gudang, "CUSTOM")).data.locationLocalPickupEnable.userErrors,
  ).toMatchObject([{ code: "CUSTOM_PICKUP_TIME_NOT_ALLOWED" }]);
  it.sim.shop.deactivatesLocation(known.barat);
  expect(
    (await enable(known.barat, "ONE_HOUR")).data.locationLocalPickupEnable.userErrors,
  ).toMatchObject([{ code: "ACTIVE_LOCATION_NOT_FOUND" }]);
  await it.graphql(
    `mutation { locationLocalPickupDisable(locationId: "gid://shopify/Location/101") { locationId userErrors { code } } }`,
  );
  expect(it.sim.shop.state.locations.get(known.kota)?.localPickupSettingsV2).toBeNull();
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { hours, minutes, seconds } from "#app/domains/kernel/time.ts";
import type { PickupId } from "#app/domains/kernel/ids.ts";
import { stored } from "#app/domains/kernel/ids.ts";
import { actOnPickup } from "#app/domains/pickup/act-on-pickup.server.ts";
import { pickupCode } from "#app/domains/pickup/code.server.ts";
import { handOver } from "#app/domains/pickup/hand-over.server.ts";
import type { StaffAct } from "#app/domains/pickup/pickup.ts";
import { reportProblem } from "#app/domains/pickup/report-problem.server.ts";
import { retryShopify } from "#app/domains/pickup/retry-shopify.server.ts";
import { known } from "#test/simulator/small-shop.ts";
import type { Purchase } from "#test/simulator/shop.ts";
import type { Id } from "#test/simulator/state.ts";
import { startAppWorld } from "#test/support/app-world.ts";
import type { AppWorld } from "#test/support/app-world.ts";

let world: AppWorld;
beforeEach(async () => {
  world = await startAppWorld();
});
afterEach(() => world.close());

const STAFF = "staff:7";

async function buys(change: Partial<Purchase> = {}) {
  const order = world.simulator.shop.buys({
    lines: [{ variantId: known.teeSmall, quantity: 2 }],
    delivery: { method: "PICK_UP", locationId: known.kota },
    customer: { id: known.ayu, email: "ayu@example.com" },
    locale: "id",
    ...change,
  });
  await world.pass(seconds(5));
  return order;
}

const pickups = (orderId: Id) =>
  world.db.prisma.pickup.findMany({
    where: { orderId },
    include: { lines: { orderBy: { position: "asc" } }, events: { orderBy: { id: "asc" } } },
    orderBy: [{ locationId: "asc" }, { round: "asc" }],
  });

async function only(orderId: Id) {
  const [pickup, ...others] = await pickups(orderId);
  if (!pickup || others.length > 0) throw new Error(`${others.length + 1} pickups`);
  return pickup;
}

async function act(orderId: Id, act: Exclude<StaffAct, "hand-over">) {
  const { id, version } = await only(orderId);
  const { db, shop, services } = world;
  const request = { pickupId: stored<PickupId>(id), actor: STAFF, seenVersion: version };
  const outcome = await actOnPickup(db, shop, act, request, services.clock());
  expect(outcome).toMatchObject({ ok: true });
}

async function handsOver(orderId: Id) {
  const { id, generation } = await only(orderId);
  const { db, shop, services } = world;
  const { encryptionKey } = services.config;
  return handOver(
    { db, encryptionKey },
    shop,
    {
      text: pickupCode(encryptionKey, shop, stored<PickupId>(id), generation),
      actor: STAFF,
      locationId: null,
    },
    services.clock(),
  );
}

const notices = () =>
  world.simulator.shop.state.nativeNotices.filter((one) => one.kind === "ready_for_pickup").length;
const displayed = (orderId: Id) =>
  [...world.simulator.shop.state.fulfillments.values()]
    .filter((one) => one.orderId === orderId && one.status !== "CANCELLED")
    .map((one) => one.displayStatus);
const partOf = (orderId: Id, method = "PICK_UP") => {
  const part = [...world.simulator.shop.state.fulfillmentOrders.values()].findLast(
    (one) => one.orderId === orderId && one.deliveryMethod.methodType === method,
  );
  if (!part) throw new Error("not routed");
  return part;
};
const mailIntents = () => world.db.prisma.outbox.count({ where: { kind: "mail.pickup-ready" } });
const mutations = (name: string) =>
  world.simulator.calls.filter((call) => call.operation.includes(name)).length;

/** From now on Shopify does what this operation asks for, and the answer is lost on the way. */
function loseAnswersOf(operation: string, times: number) {
  const ask = world.services.askAdmin;
  let left = times;
  world.services.askAdmin = async (shop, asked, variables) => {
    const answer = await ask(shop, asked, variables);
    if (asked.name !== operation || left === 0) return answer;
    left--;
    throw new Error("socket hang up");
  };
}

test("an order goes all the way from the checkout to PICKED_UP", async () => {
  const order = await buys();
  const pickup = await only(order.id);
  expect(pickup).toMatchObject({ state: "new", locationId: known.kota, locationName: "Kota" });
  expect(pickup.lines).toMatchObject([
    { title: "Batik tee", quantity: 2, options: [{ name: "Size", value: "S" }] },
  ]);
  await act(order.id, "start-picking");
  await act(order.id, "mark-ready");
  expect(await mailIntents()).toBe(1);
  await world.pass(seconds(5));
  expect(displayed(order.id)).toEqual(["READY_FOR_PICKUP"]);
  expect(notices()).toBe(1);
  expect(await handsOver(order.id)).toMatchObject({ ok: true });
  await world.pass(seconds(5));
  expect(displayed(order.id)).toEqual(["PICKED_UP"]);
  const after = await only(order.id);
  expect(after).toMatchObject({ state: "collected", refusedAct: null, codeHash: null });
  expect(after.events.map((event) => event.kind)).toEqual([
    "created",
    "start-picking",
    "mark-ready",
    "shopify-told",
    "hand-over",
    "shopify-told",
  ]);
  expect(await mailIntents()).toBe(1);
});

test("the shopper leaves before Shopify has heard of anything, and Shopify agrees later", async () => {
  const order = await buys();
  await act(order.id, "mark-ready");
  expect(await handsOver(order.id)).toMatchObject({ ok: true });
  expect(displayed(order.id)).toEqual([]);
  await world.pass(seconds(5));
  expect(displayed(order.id)).toEqual(["PICKED_UP"]);
});

test("one order with a shipping part and a pickup part at the same location is one pickup", async () => {
  const order = await buys({
    lines: [
      { variantId: known.teeSmall, quantity: 1, delivery: "pickup" },
      { variantId: known.mugOnly, quantity: 3, delivery: "ship" },
    ],
    delivery: {
      method: "SHIPPING",
      address: address(),
      locationId: known.kota,
      pickupAt: known.kota,
    },
  });
  expect((await only(order.id)).lines).toMatchObject([{ title: "Batik tee", quantity: 1 }]);
  await act(order.id, "mark-ready");
  await world.pass(seconds(5));
  await handsOver(order.id);
  await world.pass(seconds(5));
  expect(displayed(order.id)).toEqual(["PICKED_UP"]);
  expect(partOf(order.id, "SHIPPING").status).toBe("OPEN");
});

test("fulfillment orders that come half a minute after the order are found without further news", async () => {
  world.simulator.shop.settings.routingDelayMs = seconds(30);
  const order = await buys();
  expect(await pickups(order.id)).toEqual([]);
  world.simulator.webhooks.faults = { lose: 1 };
  for (let waited = 0; waited < 40; waited += 2) await world.pass(seconds(2));
  expect(await only(order.id)).toMatchObject({ state: "new" });
});

test("an order that only ships leaves nothing with us", async () => {
  const order = await buys({ delivery: { method: "SHIPPING", address: address() } });
  expect(await pickups(order.id)).toEqual([]);
  expect(await world.db.prisma.pickupOrder.count()).toBe(0);
});

test("the answer to 'ready' is lost twice: Shopify prepares once and sends one notice", async () => {
  const order = await buys();
  loseAnswersOf("MarkReadyForPickup", 2);
  await act(order.id, "mark-ready");
  await world.pass(0);
  for (let i = 0; i < 6; i++) await world.pass(minutes(3));
  expect(mutations("MarkReadyForPickup")).toBe(1);
  expect(notices()).toBe(1);
  expect(await mailIntents()).toBe(1);
  expect(await only(order.id)).toMatchObject({ state: "ready", refusedAct: null });
});

test("the answer to the hand-over is lost: Shopify fulfills once", async () => {
  const order = await buys();
  await act(order.id, "mark-ready");
  await world.pass(seconds(5));
  loseAnswersOf("HandOverPickup", 1);
  await handsOver(order.id);
  for (let i = 0; i < 4; i++) await world.pass(minutes(3));
  expect(mutations("HandOverPickup")).toBe(1);
  expect(displayed(order.id)).toEqual(["PICKED_UP"]);
  expect(await only(order.id)).toMatchObject({ state: "collected", refusedAct: null });
});

test("the process dies after Shopify took it and before we settled: nothing is done twice", async () => {
  const order = await buys();
  await act(order.id, "mark-ready");
  await world.pass(seconds(5));
  // as a lease leaves it whose taker died
  await world.db.prisma.outbox.updateMany({
    where: { kind: "shopify.mark-ready" },
    data: { status: "pending", notBefore: new Date(0) },
  });
  await world.pass(seconds(5));
  expect(mutations("MarkReadyForPickup")).toBe(1);
  expect(notices()).toBe(1);
  const told = (await only(order.id)).events.filter((event) => event.kind === "shopify-told");
  expect(told).toHaveLength(1);
});

test("prepared in Shopify's admin first: ours is ready, mails once, and prepares nothing", async () => {
  const order = await buys();
  world.simulator.shop.preparesForPickup(partOf(order.id).id);
  await world.pass(seconds(5));
  expect(await only(order.id)).toMatchObject({ state: "ready" });
  expect(await mailIntents()).toBe(1);
  expect(mutations("MarkReadyForPickup")).toBe(0);
});

test("Shopify prepared it a moment before we did: one notice, no complaint", async () => {
  const order = await buys();
  world.simulator.webhooks.hold();
  world.simulator.shop.preparesForPickup(partOf(order.id).id);
  await act(order.id, "mark-ready");
  await world.pass(seconds(5));
  expect(notices()).toBe(1);
  expect(await only(order.id)).toMatchObject({ state: "ready", refusedAct: null });
});

test("handed over at Shopify's own counter first: ours is collected and its code is void", async () => {
  const order = await buys();
  await act(order.id, "mark-ready");
  await world.pass(seconds(5));
  world.simulator.shop.fulfills([partOf(order.id).id]);
  await world.pass(seconds(5));
  expect(await only(order.id)).toMatchObject({ state: "collected", codeHash: null });
  expect(await handsOver(order.id)).toMatchObject({ ok: false, reason: "used" });
});

test("a partial refund takes the units off, then the rest is made ready and collected", async () => {
  const order = await buys();
  const [line] = order.lines;
  world.simulator.shop.refunds(order.id, [{ lineItemId: line?.id ?? "", quantity: 1 }]);
  await world.pass(seconds(5));
  expect((await only(order.id)).lines).toMatchObject([{ quantity: 1 }]);
  await act(order.id, "mark-ready");
  await world.pass(seconds(5));
  await handsOver(order.id);
  await world.pass(seconds(5));
  expect(displayed(order.id)).toEqual(["PICKED_UP"]);
});

test("everything refunded: nothing is left to collect", async () => {
  const order = await buys();
  const [line] = order.lines;
  world.simulator.shop.refunds(order.id, [{ lineItemId: line?.id ?? "", quantity: 2 }]);
  await world.pass(seconds(5));
  const pickup = await only(order.id);
  expect(pickup).toMatchObject({ state: "cancelled", codeHash: null });
  expect(pickup.events.at(-1)?.detail).toEqual({ because: "nothing-left" });
});

test("the last unit in the store is still made ready", async () => {
  const order = await buys({ lines: [{ variantId: known.lampOnly, quantity: 1 }] });
  await act(order.id, "mark-ready");
  await world.pass(seconds(5));
  expect(displayed(order.id)).toEqual(["READY_FOR_PICKUP"]);
});

test("cancelled while staff were picking: whoever marks it ready is told", async () => {
  const order = await buys();
  await act(order.id, "start-picking");
  const seen = await only(order.id);
  world.simulator.shop.cancels(order.id, { restock: true });
  await world.pass(seconds(5));
  const { db, shop, services } = world;
  const request = {
    pickupId: stored<PickupId>(seen.id),
    actor: STAFF,
    seenVersion: seen.version,
  };
  expect(await actOnPickup(db, shop, "mark-ready", request, services.clock())).toMatchObject({
    ok: false,
    reason: "changed",
    latest: { kind: "follow-cancelled", actor: "shopify" },
  });
});

test("cancelled in Shopify before it heard that we marked it ready: nothing is prepared", async () => {
  const order = await buys();
  world.simulator.webhooks.hold();
  world.simulator.shop.cancels(order.id, { restock: true });
  await act(order.id, "mark-ready");
  await world.pass(seconds(5));
  expect(notices()).toBe(0);
  expect(await only(order.id)).toMatchObject({ state: "cancelled", refusedAct: null });
});

test("moved to another store before anyone touched it, and after", async () => {
  const order = await buys();
  const { shop } = world.simulator;
  shop.moves(partOf(order.id).id, known.barat);
  await world.pass(seconds(5));
  const open = (await pickups(order.id)).filter((one) => one.closedAt === null);
  expect(open).toMatchObject([{ locationId: known.barat, state: "new" }]);

  const touched = await buys();
  await act(touched.id, "start-picking");
  shop.moves(partOf(touched.id).id, known.barat);
  await world.pass(seconds(5));
  expect((await pickups(touched.id)).map(({ locationId, state }) => [locationId, state])).toEqual([
    [known.kota, "cancelled"],
    [known.barat, "new"],
  ]);
});

test("a hold in Shopify is a problem here, and its release lets staff go on", async () => {
  const order = await buys();
  await act(order.id, "start-picking");
  const part = partOf(order.id);
  world.simulator.shop.holds(part.id, {
    reason: "AWAITING_PAYMENT",
    reasonNotes: "Bank <b>slow</b>",
  });
  await world.pass(seconds(5));
  expect(await only(order.id)).toMatchObject({
    state: "problem",
    problemReason: "held-in-shopify",
    problemNote: "awaiting payment: Bank <b>slow</b>",
  });
  world.simulator.shop.releasesHold(part.id);
  await world.pass(seconds(5));
  expect(await only(order.id)).toMatchObject({ state: "picking", problemReason: null });
});

test("a split part is a pickup of its own", async () => {
  const order = await buys();
  const part = partOf(order.id);
  const [line] = part.lineItems;
  world.simulator.shop.splits(part.id, [{ id: line?.id ?? "", quantity: 1 }]);
  await world.pass(seconds(5));
  const both = await pickups(order.id);
  expect(both.map((one) => [one.state, one.lines.map((l) => l.quantity)])).toEqual([
    ["new", [1]],
    ["new", [1]],
  ]);
});

test("a problem that staff report changes nothing in Shopify", async () => {
  const order = await buys();
  const { id, version } = await only(order.id);
  const { db, shop, services } = world;
  const before = world.simulator.calls.length;
  await reportProblem(
    db,
    shop,
    {
      pickupId: stored<PickupId>(id),
      actor: STAFF,
      seenVersion: version,
      reason: "not-found",
      note: "  shelf empty ",
    },
    services.clock(),
  );
  await world.pass(seconds(5));
  expect(await only(order.id)).toMatchObject({ state: "problem", problemNote: "shelf empty" });
  expect(world.simulator.calls.length).toBe(before);
  expect(partOf(order.id).status).toBe("OPEN");
});

test("Shopify refuses, the board says so, and a retry settles it", async () => {
  const order = await buys();
  await act(order.id, "mark-ready");
  await world.pass(seconds(5));
  const part = partOf(order.id);
  part.status = "ON_HOLD";
  await handsOver(order.id);
  await world.pass(seconds(5));
  expect(await only(order.id)).toMatchObject({
    state: "collected",
    refusedAct: "hand-over",
    refusedReason: "held-in-shopify",
  });
  part.status = "IN_PROGRESS";
  const { db, shop, services } = world;
  const request = { pickupId: stored<PickupId>((await only(order.id)).id), actor: STAFF };
  const twice = await Promise.all([
    retryShopify(db, shop, request, services.clock()),
    retryShopify(db, shop, request, services.clock()),
  ]);
  expect(twice.filter((outcome) => outcome.ok)).toHaveLength(1);
  await world.pass(seconds(5));
  expect(displayed(order.id)).toEqual(["PICKED_UP"]);
  expect(await only(order.id)).toMatchObject({ refusedAct: null });
});

test("Shopify does not want it marked ready: its reason is on the board, and nobody is mailed by Shopify", async () => {
  const order = await buys();
  const ask = world.services.askAdmin;
  world.services.askAdmin = async (shop, asked, variables) =>
    asked.name === "MarkReadyForPickup"
      ? asked.data.parse({
          fulfillmentOrderLineItemsPreparedForPickup: {
            userErrors: [{ code: "FULFILLMENT_ORDER_INVALID", message: "Invalid." }],
          },
        })
      : ask(shop, asked, variables);
  await act(order.id, "mark-ready");
  await world.pass(seconds(5));
  expect(await only(order.id)).toMatchObject({
    state: "ready",
    refusedAct: "mark-ready",
    refusedReason: "FULFILLMENT_ORDER_INVALID",
  });
  expect(notices()).toBe(0);
});

test("Shopify cannot be reached: the board says so after some attempts, and it comes right by itself", async () => {
  const order = await buys();
  const ask = world.services.askAdmin;
  world.services.askAdmin = () => Promise.reject(new Error("fetch failed"));
  await act(order.id, "mark-ready");
  await world.pass(seconds(1));
  expect(await only(order.id)).toMatchObject({ refusedAct: null });
  for (let i = 0; i < 5; i++) await world.pass(seconds(8));
  expect(await only(order.id)).toMatchObject({
    refusedAct: "mark-ready",
    refusedReason: "unreachable",
  });
  world.services.askAdmin = ask;
  for (let i = 0; i < 3; i++) await world.pass(minutes(2));
  expect(await only(order.id)).toMatchObject({ state: "ready", refusedAct: null });
  expect(notices()).toBe(1);
});

test("staff undo a hand-over in Shopify: what was collected stays so, and it waits again as another pickup", async () => {
  const order = await buys();
  await act(order.id, "mark-ready");
  await world.pass(seconds(5));
  await handsOver(order.id);
  await world.pass(seconds(5));
  const [fulfillment] = [...world.simulator.shop.state.fulfillments.values()].filter(
    (one) => one.orderId === order.id,
  );
  world.simulator.shop.cancelsFulfillment(fulfillment?.id ?? "");
  await world.pass(seconds(5));
  expect((await pickups(order.id)).map((one) => [one.round, one.state])).toEqual([
    [1, "collected"],
    [2, "new"],
  ]);
});

test("webhooks doubled, overtaken, a day late and half of them lost end in the same state", async () => {
  world.simulator.webhooks.faults = { duplicate: 0.5, reorder: true, lose: 0.3, dayLate: 0.2 };
  const order = await buys();
  for (let i = 0; i < 5; i++) await world.pass(seconds(2));
  world.simulator.shop.preparesForPickup(partOf(order.id).id);
  for (let i = 0; i < 3; i++) await world.pass(seconds(5));
  world.simulator.webhooks.faults = {};
  world.simulator.shop.fulfills([partOf(order.id).id]);
  for (let i = 0; i < 3; i++) await world.pass(hours(12));
  expect(await only(order.id)).toMatchObject({ state: "collected" });
  expect(await mailIntents()).toBeLessThanOrEqual(1);
});

test("a location that is deactivated, or gives up pickup, keeps its open pickups", async () => {
  const order = await buys();
  world.simulator.shop.disablesPickup(known.kota);
  world.simulator.shop.deactivatesLocation(known.kota);
  await world.pass(seconds(5));
  await act(order.id, "mark-ready");
  await world.pass(seconds(5));
  expect(await only(order.id)).toMatchObject({ state: "ready", locationName: "Kota" });
});

test("names and titles with HTML, emoji, right-to-left marks and NUL-like text stay what they are", async () => {
  const title = `<img src=x onerror=alert(1)> 🧶 \u202Eكوب\u202C "quoted" \\u0000`;
  const { variants } = world.simulator.shop.addsProduct({
    title,
    optionNames: ["<b>Size</b>"],
    variants: [{ optionValues: ["'; DROP TABLE--"], price: 100, stock: { [known.kota]: 3 } }],
  });
  const order = await buys({
    lines: [{ variantId: variants[0]?.id ?? "", quantity: 1 }],
    customer: { email: "x@example.com", firstName: "<script>", lastName: "👩‍👩‍👧 عمر" },
  });
  const pickup = await only(order.id);
  expect(pickup.lines).toMatchObject([
    { title, options: [{ name: "<b>Size</b>", value: "'; DROP TABLE--" }] },
  ]);
});

test("a payload that is not of the documented shape is kept and given up, and nothing else stops", async () => {
  for (const [topic, payload] of [
    ["orders/create", { id: "not-a-number" }],
    ["orders/updated", []],
    ["fulfillment_orders/moved", { surprise: null }],
    ["fulfillments/create", { order_id: {} }],
  ] as const)
    world.simulator.webhooks.send(world.shop, topic, payload);
  await world.pass(seconds(5));
  const kept = await world.db.prisma.inbox.findMany({ where: { status: "failed" } });
  expect(kept.map((row) => row.topic).sort()).toEqual([
    "fulfillment_orders/moved",
    "fulfillments/create",
    "orders/create",
    "orders/updated",
  ]);
  expect(await only((await buys()).id)).toMatchObject({ state: "new" });
});

function address() {
  return {
    address1: "Jalan Braga 2",
    address2: null,
    city: "Bandung",
    province: null,
    provinceCode: null,
    country: "Indonesia",
    countryCode: "ID",
    zip: "40111",
    phone: null,
    latitude: null,
    longitude: null,
  };
}

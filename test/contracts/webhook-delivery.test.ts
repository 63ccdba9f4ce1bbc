import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { known } from "#test/simulator/small-shop.ts";
import { openReceiver, openSimulator } from "./open-simulator.ts";
import type { OpenSimulator } from "./open-simulator.ts";

const hour = 3_600_000;
const sell = (it: OpenSimulator) =>
  it.sim.shop.sells({ variantId: known.mugOnly, locationId: known.kota, quantity: 1 });

// docs, webhooks: headers; HMAC-SHA256 of the raw body in base64
test("a delivery is signed over its exact bytes and carries the documented headers", async () => {
  await using app = await openReceiver();
  await using it = await openSimulator({ appUrl: app.url });
  it.sim.shop.changesProduct(known.tee, { title: "<b>Té</b> 👕" });
  await it.sim.webhooks.drain();
  const [one] = app.received;
  expect(one?.headers).toMatchObject({
    "x-shopify-topic": "products/update",
    "x-shopify-shop-domain": "sambung-demo.myshopify.com",
    "x-shopify-api-version": "2026-10",
    "content-type": "application/json",
    "x-shopify-hmac-sha256": createHmac("sha256", "sambung-demo-secret")
      .update(one?.body ?? "")
      .digest("base64"),
  });
  expect(one?.headers["x-shopify-webhook-id"]).toMatch(/^[0-9a-f-]{36}$/);
  expect(one?.headers["x-shopify-event-id"]).toMatch(/^[0-9a-f-]{36}$/);
  expect(one?.headers["x-shopify-triggered-at"]).toMatch(/^2026-11-01T02:00:00\.\d{9}Z$/);
});

// X-Shopify-Triggered-At is how an app tells older news from newer: two events of one second differ in it
test("two events of one instant have different trigger times, the later one greater", async () => {
  await using it = await openSimulator();
  for (const title of ["a", "b", "c"]) it.sim.shop.changesProduct(known.tee, { title });
  const times = it.sim.webhooks.pending().map((one) => one.triggeredAt);
  expect(times).toEqual([...new Set(times)].toSorted());
  expect(times).toHaveLength(3);
});

// shopify.app.toml: only what is subscribed to is sent, to the address that it names
test("topics without a subscription are not sent", async () => {
  await using app = await openReceiver();
  await using it = await openSimulator({ appUrl: app.url });
  sell(it);
  await it.sim.webhooks.drain();
  expect(app.topics()).toEqual(["inventory_levels/update", "orders/create", "fulfillments/create"]);
});

// changelog 2024-09-10: 8 retries over 4 hours, the original payload, the same webhook id
test("a failing app is tried nine times in four hours, with the same id and the same bytes", async () => {
  await using app = await openReceiver(() => 500);
  await using it = await openSimulator({ appUrl: app.url });
  it.sim.shop.changesProduct(known.tee, { title: "First" });
  it.sim.webhooks.faults = { lose: 1 };
  it.sim.shop.changesProduct(known.tee, { title: "Second" });
  await it.sim.clock.advance(4 * hour - 60_000);
  expect(app.received).toHaveLength(8);
  await it.sim.clock.advance(60_000);
  expect(app.received).toHaveLength(9);
  await it.sim.clock.advance(48 * hour);
  expect(app.received).toHaveLength(9);
  expect(new Set(app.received.map((one) => one.webhookId)).size).toBe(1);
  expect(new Set(app.received.map((one) => one.body)).size).toBe(1);
  const waits = it.sim.webhooks.log[0]?.attempts.map((one) => Date.parse(one.at)) ?? [];
  const gaps = waits.slice(1).map((at, n) => at - (waits[n] ?? 0));
  for (const [n, gap] of gaps.slice(1).entries()) expect(gap / (gaps[n] ?? 1)).toBeCloseTo(2, 1);
  expect(it.sim.webhooks.log.map((one) => one.state)).toEqual(["given up", "lost"]);
});

// docs: any 2xx is a success, everything else is not
test("an app that recovers gets the news once, and 202 is as good as 200", async () => {
  let answers = [500, 301, 404, 202];
  await using app = await openReceiver(() => answers.shift() ?? 200);
  await using it = await openSimulator({ appUrl: app.url });
  it.sim.shop.changesProduct(known.tee, { title: "News" });
  await it.sim.clock.advance(4 * hour);
  expect(app.received).toHaveLength(4);
  expect(it.sim.webhooks.log[0]?.state).toBe("delivered");
  answers = [];
});

// docs: the whole answer must be there within five seconds
test("an app that answers too late has failed and is tried again", async () => {
  let slow = true;
  await using app = await openReceiver(async () => {
    if (slow) await sleep(250);
    return 200;
  });
  await using it = await openSimulator({ appUrl: app.url });
  expect(it.sim.webhooks.deadlineMs).toBe(5_000);
  it.sim.webhooks.deadlineMs = 100;
  it.sim.shop.changesProduct(known.tee, { title: "News" });
  await it.sim.webhooks.drain();
  expect(it.sim.webhooks.log[0]).toMatchObject({
    state: "retrying",
    attempts: [{ status: null, error: "TimeoutError" }],
  });
  slow = false;
  it.sim.webhooks.deadlineMs = 5_000;
  await it.sim.clock.advance(60_000);
  expect(it.sim.webhooks.log[0]?.state).toBe("delivered");
});

// docs, ignore duplicates: the same webhook id comes twice
test("duplicates share their webhook id; a day late is a day late", async () => {
  await using app = await openReceiver();
  await using it = await openSimulator({ appUrl: app.url });
  it.sim.webhooks.faults = { duplicate: 1 };
  it.sim.shop.changesProduct(known.tee, { title: "Twice" });
  await it.sim.clock.advance(5_000);
  expect(app.received).toHaveLength(2);
  expect(app.received[0]?.webhookId).toBe(app.received[1]?.webhookId);
  it.sim.webhooks.faults = { dayLate: 1, topics: ["products/update"] };
  it.sim.shop.changesProduct(known.tee, { title: "Late" });
  await it.sim.clock.advance(23 * hour);
  expect(app.received).toHaveLength(2);
  await it.sim.clock.advance(hour);
  expect(app.received).toHaveLength(3);
  expect(app.received[2]?.headers["x-shopify-triggered-at"]).toMatch(/^2026-11-01T02:00:05/);
});

// docs: no order is guaranteed
test("reordered deliveries all come, in an order that the seed decides", async () => {
  const order = async (seed: number) => {
    await using app = await openReceiver();
    await using it = await openSimulator({ appUrl: app.url, seed });
    it.sim.webhooks.faults = { reorder: true };
    for (const title of ["a", "b", "c", "d", "e", "f"])
      it.sim.shop.changesProduct(known.tee, { title });
    await it.sim.clock.advance(2_000);
    return app.received.map((one) => String(JSON.parse(one.body).title)).join("");
  };
  const first = await order(1);
  expect(first.split("").toSorted().join("")).toBe("abcdef");
  expect(first).not.toBe("abcdef");
  expect(await order(1)).toBe(first);
  expect(await order(2)).not.toBe(first);
});

test("held deliveries go out exactly as a test says: permuted, doubled, some never", async () => {
  await using app = await openReceiver();
  await using it = await openSimulator({ appUrl: app.url });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 4 }), { maxLength: 8 }), async (picks) => {
      app.received.length = 0;
      it.sim.webhooks.hold();
      for (const title of "abcde") it.sim.shop.changesProduct(known.tee, { title });
      const ids = it.sim.webhooks.pending().map((one) => one.webhookId);
      const order = picks.map((pick) => ids[pick] ?? "");
      await it.sim.webhooks.release(order);
      expect(app.received.map((one) => one.webhookId)).toEqual(order);
      const left = it.sim.webhooks.pending().map((one) => one.webhookId);
      expect(left).toEqual(ids.filter((id) => !order.includes(id)));
      it.sim.webhooks.lose();
      expect(it.sim.webhooks.pending()).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

// docs: a subscription made by the Admin API is removed after eight failures in a row; those of the toml stay
test("a subscription of the API is dropped when its address keeps failing", async () => {
  await using app = await openReceiver((one) => (one.topic === "refunds/create" ? 500 : 200));
  await using it = await openSimulator({ appUrl: app.url });
  await it.graphql(
    `mutation { webhookSubscriptionCreate(topic: REFUNDS_CREATE, webhookSubscription: { uri: "${app.url}/refunds", includeFields: ["id", "order_id"] }) { userErrors { message } } }`,
  );
  const order = sell(it);
  it.sim.shop.refunds(order.id, [{ lineItemId: order.lines[0]?.id ?? "", quantity: 1 }]);
  await it.sim.clock.advance(0);
  const refund = app.received.find((one) => one.topic === "refunds/create");
  expect(Object.keys(JSON.parse(refund?.body ?? "{}"))).toEqual(["id", "order_id"]);
  await it.sim.clock.advance(4 * hour);
  const { data } = await it.graphql("{ webhookSubscriptions(first: 5) { nodes { id } } }");
  expect(data.webhookSubscriptions.nodes).toEqual([]);
});

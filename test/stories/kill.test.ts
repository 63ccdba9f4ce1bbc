import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "#app/db/open-database.server.ts";
import { hours, minutes, seconds } from "#app/domains/kernel/time.ts";
import { shopDomain } from "#app/domains/kernel/ids.ts";
import { seededRandom } from "#test/simulator/seeded-random.ts";
import type { Order } from "#test/simulator/state.ts";
import { ourCopy, theirState } from "#test/support/compare-copy.ts";
import { skippableClock } from "#test/support/skippable-clock.ts";
import type { SkippableClock } from "#test/support/skippable-clock.ts";
import { openDemo } from "./open-demo.ts";
import type { OpenDemo } from "./open-demo.ts";
import { insist, staffAtWork } from "./staff-at-work.ts";
import type { StaffAtWork } from "./staff-at-work.ts";

/**
 * `kill -9` of the app between any two steps of an order's way, again and again (KILL_ROUNDS; KILL_SEED repeats a run). Promises 2
 * and 3 of the product: what was acknowledged is not lost, and nothing happens twice. Time is skipped after each kill, so
 * that what the dead process had taken is free again.
 */
const ROUNDS = Number(process.env["KILL_ROUNDS"] ?? 1);
const SEED = Number(process.env["KILL_SEED"] ?? Date.now() % 1_000_000);
/** on this real Postgres instead of the embedded one; it must be empty */
const DATABASE_URL = process.env["KILL_DATABASE_URL"];
/** longer than a lease and than the longest attempt to send a mail */
const AWAY = minutes(4);

const random = seededRandom(SEED);
const below = (n: number) => Math.floor(random() * n);

let demo: OpenDemo;
let clock: SkippableClock;
let staff: StaffAtWork;
let kills = 0;
let reviving: Promise<void> | null = null;
const orders: Order[] = [];

beforeAll(async () => {
  process.stdout.write(`kill.test.ts: KILL_SEED=${SEED} KILL_ROUNDS=${ROUNDS}\n`);
  const file = path.join(mkdtempSync(path.join(tmpdir(), "sambung-time-")), "skipped");
  clock = skippableClock(file);
  demo = await openDemo({
    clock,
    ...(DATABASE_URL ? { databaseUrl: DATABASE_URL } : {}),
    env: {
      NODE_OPTIONS: "--import ./test/support/skipped-time.ts",
      SKIPPED_TIME_FILE: file,
      LOG_LEVEL: process.env["LOG_LEVEL"] ?? "silent",
    },
  });
  staff = staffAtWork(demo, clock, DATABASE_URL);
});
afterAll(() => demo.close());

/** At this instant; it comes again later, on the same data. Called again before that, it does nothing. */
function kill(): void {
  if (reviving) return;
  kills += 1;
  demo.app.process.kill("SIGKILL");
  reviving = (async () => {
    await demo.app.kill();
    await clock.skip(AWAY);
    await demo.crash();
    await retryWebhooks();
  })().finally(() => (reviving = null));
}

/** What Shopify could not deliver while nobody was there comes again. */
async function retryWebhooks(): Promise<void> {
  const { webhooks } = demo.world.simulator;
  for (const { webhookId, state } of webhooks.log)
    if (state === "retrying" || state === "given up") await webhooks.redeliver(webhookId);
}

interface Moment {
  name: string;
  /** it comes at any time, or never */
  isChance?: boolean;
  /** calls `then` at the moment; returns how to stop waiting for it */
  wait(then: () => void): () => void;
}

const call = (name: string, operation: string): Moment => ({
  name,
  wait: (then) =>
    demo.world.simulator.onCall((one) => one.operation.startsWith(operation) && then()),
});
const delivery = (name: string, topic: string, state: string): Moment => ({
  name,
  wait: (then) =>
    demo.world.simulator.webhooks.onChange(
      (one) => one.topic === topic && one.state === state && then(),
    ),
});
const acknowledgement = (name: string, act: string): Moment => ({
  name,
  wait: (then) => {
    const { push } = staff.acknowledged;
    staff.acknowledged.push = (...acts) => {
      if (acts.some((one) => one.act === act)) then();
      return push.apply(staff.acknowledged, acts);
    };
    return () => (staff.acknowledged.push = push);
  },
});
const later = (ms: number): Moment => ({
  name: `${ms} ms after the order`,
  isChance: true,
  wait: (then) => {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
});
const mailTaken: Moment = {
  name: "the mail server has the mail and has not yet said so",
  wait: (then) => {
    let waits = true;
    for (const { email } of orders.slice(-2))
      void demo.world.mailbox.waitFor(email ?? "").then(() => waits && then());
    return () => (waits = false);
  },
};

const MOMENTS: (() => Moment)[] = [
  () => delivery("orders/create was acknowledged", "orders/create", "delivered"),
  () =>
    delivery(
      "the routing was acknowledged",
      "fulfillment_orders/order_routing_complete",
      "delivered",
    ),
  () => call("the order was read and nothing recorded", "ReadOrder"),
  () => acknowledgement("start-picking was acknowledged", "start-picking"),
  () => acknowledgement("mark-ready was acknowledged, Shopify knows nothing", "mark-ready"),
  () => call("Shopify was told that it is ready and has not answered", "MarkReadyForPickup"),
  () => mailTaken,
  () => acknowledgement("hand-over was acknowledged, Shopify knows nothing", "hand-over"),
  () => call("Shopify was told of the hand-over and has not answered", "HandOverPickup"),
  () => later(below(2_500)),
  () => later(1_500 + below(1_500)),
];

let shoppers = 0;

/** Someone buys one or two things for pickup at a store that has them. */
function someoneBuys(): Order {
  const { shop } = demo.world.simulator;
  const stores = [...shop.state.locations.values()].filter((one) => one.localPickupSettingsV2);
  const store = stores[below(stores.length)];
  const there = [...shop.state.levels.values()].filter(
    (one) => one.locationId === store?.id && one.isActive && one.available > 3,
  );
  const level = there[below(there.length)];
  const variant = [...shop.state.variants.values()].find(
    (one) => one.inventoryItemId === level?.inventoryItemId,
  );
  if (!store || !variant) throw new Error("nothing is left in the shop");
  shoppers += 1;
  const order = shop.buys({
    lines: [{ variantId: variant.id, quantity: 1 + below(2) }],
    delivery: { method: "PICK_UP", locationId: store.id },
    customer: { email: `shopper-${shoppers}@example.com`, firstName: "Sari", lastName: "Dewi" },
    locale: random() < 0.5 ? "id" : "en",
  });
  orders.push(order);
  return order;
}

/** Meanwhile the tills of all stores go on. */
function someoneSells(): void {
  const { shop } = demo.world.simulator;
  const levels = [...shop.state.levels.values()].filter((one) => one.isActive && one.available > 8);
  const level = levels[below(levels.length)];
  const variant = [...shop.state.variants.values()].find(
    (one) => one.inventoryItemId === level?.inventoryItemId,
  );
  if (level && variant)
    shop.sells({ variantId: variant.id, locationId: level.locationId, quantity: 1 });
}

/** Most shoppers come after their mail; a hasty one does not wait for it. */
async function wholeWay(order: Order, isHasty: boolean): Promise<void> {
  await staff.startsPicking(order.id);
  await staff.marksReady(order.id);
  if (!isHasty)
    await Promise.race([demo.world.mailbox.waitFor(order.email ?? ""), sleep(seconds(4))]);
  await staff.handsOver(order.id);
}

/** Lets everything happen that still waits: Shopify's retries, leases, retries of ours. */
async function settle(): Promise<void> {
  const { webhooks } = demo.world.simulator;
  await insist("everything to be done", async () => {
    await reviving;
    await retryWebhooks();
    const [waiting] = await staff.looksUp<{ n: number; next: Date | null }>(
      `SELECT count(*)::int AS n, min("notBefore") AS next FROM (
         SELECT "notBefore" FROM "Inbox" WHERE status = 'pending' UNION ALL
         SELECT "notBefore" FROM "Outbox" WHERE status = 'pending' UNION ALL
         SELECT p."notBefore" FROM "SyncPart" p JOIN "SyncRun" r ON r.shop = p.shop AND r.id = p."runId"
          WHERE r.status = 'running' AND p.status NOT IN ('done', 'failed')) w`,
    );
    const isMoving = webhooks.log.some(({ state }) => state === "sending" || state === "waiting");
    if (waiting?.n === 0 && !isMoving) return;
    const until = (waiting?.next?.getTime() ?? 0) - clock.now();
    // only what waits for its time is skipped to
    if (!isMoving && until > seconds(2)) await clock.skip(Math.min(until, hours(1)));
    await sleep(100);
    throw new Error(`${JSON.stringify(waiting)} and webhooks under way: ${isMoving}`);
  });
}

test(
  "killed at random moments of the first import, it goes on and ends in the shop's exact state",
  async () => {
    demo.world.simulator.install();
    await staff.opens("/app");
    for (let round = 0; round < 3 * ROUNDS; round++) {
      await sleep(below(700));
      someoneSells();
      kill();
      await reviving;
      if (round >= 2) {
        await settle();
        await staff.sends("/app?index", { intent: "check" });
      }
    }
    await checkEverything();
    await compareCopies();
  },
  150_000 * ROUNDS,
);

test(
  "killed between any two steps of an order's way, it loses nothing and does nothing twice",
  async () => {
    for (let round = 0; round < ROUNDS; round++) {
      for (const moment of MOMENTS.map((make) => make())) {
        const two = [someoneBuys(), someoneBuys()];
        let came = false;
        const forget = moment.wait(() => {
          if (came) return;
          came = true;
          kill();
        });
        someoneSells();
        const began = performance.now();
        const isHasty = moment.isChance === true && random() < 0.5;
        await Promise.all(two.map((order) => wholeWay(order, isHasty)));
        forget();
        await reviving;
        const took = Math.round(performance.now() - began);
        if (process.env["KILL_TALK"])
          process.stdout.write(`${took} ms, ${came ? "killed" : "NOT killed"}: ${moment.name}\n`);
        if (!moment.isChance) expect(came, `${moment.name}: it never came`).toBe(true);
      }
    }
    await settle();
    expect(orders.length).toBeGreaterThan(0);
    await everyAcknowledgedWebhookWasUsed();
    await everyAcknowledgedActStands();
    everyoneWasToldOnce();
    await everyMailIsAccountedFor();
  },
  300_000 * ROUNDS,
);

test("and after a check our copy is the shop's again", async () => {
  await checkEverything();
  await compareCopies();
});

async function checkEverything(): Promise<void> {
  await settle();
  await staff.sends("/app?index", { intent: "check" });
  await settle();
}

async function compareCopies(): Promise<void> {
  const { simulator } = demo.world;
  const shop = shopDomain(simulator.shop.state.info.domain);
  if (!shop) throw new Error("no shop");
  const db = connect(
    DATABASE_URL
      ? { connectionString: DATABASE_URL, max: 1 }
      : { host: path.resolve(demo.folder, "app"), user: "postgres", database: "postgres", max: 1 },
    null,
  );
  const copy = await ourCopy(db, shop);
  await db.close();
  expect(copy).toEqual(theirState(simulator.shop.state));
}

async function everyAcknowledgedWebhookWasUsed(): Promise<void> {
  const acknowledged = demo.world.simulator.webhooks.log.filter((one) => one.state === "delivered");
  const rows = await staff.looksUp<{ id: string; status: string; reason: string | null }>(
    `SELECT id, status, reason FROM "Inbox"`,
  );
  const kept = new Map(rows.map((row) => [row.id, row]));
  const lost = acknowledged.filter((one) => kept.get(one.webhookId)?.status !== "done");
  expect(lost.map((one) => [one.topic, kept.get(one.webhookId) ?? "not there"])).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(orders.length);
}

async function everyAcknowledgedActStands(): Promise<void> {
  const events = await staff.looksUp<{ orderId: string; kind: string; n: number }>(
    `SELECT p."orderId", e.kind, count(*)::int AS n FROM "PickupEvent" e JOIN "Pickup" p ON p.shop = e.shop AND p.id = e."pickupId"
      GROUP BY 1, 2`,
  );
  const times = new Map(events.map(({ orderId, kind, n }) => [`${orderId} ${kind}`, n]));
  for (const { orderId, act } of staff.acknowledged)
    expect(times.get(`${orderId} ${act}`), `${act} of order ${orderId}`).toBe(1);
  const pickups = await staff.looksUp<{
    orderId: string;
    state: string;
    refusedAct: string | null;
  }>(`SELECT "orderId", state, "refusedAct" FROM "Pickup" ORDER BY "orderId"`);
  expect(pickups).toEqual(
    orders
      .map((order) => ({ orderId: order.id, state: "collected", refusedAct: null }))
      .toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1)),
  );
}

/** Shopify's own account: how often it was told, and what it did. */
function everyoneWasToldOnce(): void {
  const { shop, calls } = demo.world.simulator;
  for (const order of orders) {
    const of = [...shop.state.fulfillments.values()].filter((one) => one.orderId === order.id);
    expect(
      of.map((one) => `${one.status} ${one.displayStatus}`),
      order.name,
    ).toEqual(["SUCCESS PICKED_UP"]);
    const notices = shop.state.nativeNotices.filter(
      (one) => one.orderId === order.id && one.kind === "ready_for_pickup",
    );
    // none when the shopper had left before Shopify could be told
    expect(notices.length, `notices for ${order.name}`).toBeLessThanOrEqual(1);
  }
  const told = (operation: string) => calls.filter((one) => one.operation === operation).length;
  expect(told("HandOverPickup")).toBe(orders.length);
  expect(told("MarkReadyForPickup")).toBe(
    shop.state.nativeNotices.filter((one) => one.kind === "ready_for_pickup").length,
  );
}

async function everyMailIsAccountedFor(): Promise<void> {
  const rows = await staff.looksUp<{ orderId: string; state: string; reason: string | null }>(
    `SELECT p."orderId", m.state, m.reason FROM "SentMessage" m JOIN "Pickup" p ON p.shop = m.shop AND p.id = m."pickupId"`,
  );
  const { mails } = demo.world.mailbox;
  const told: Record<string, number> = {};
  for (const order of orders) {
    const came = mails.filter((mail) => mail.to.includes(order.email ?? "")).length;
    const said = rows.filter((row) => row.orderId === order.id);
    expect(said.length, `accounts of the mail for ${order.name}`).toBe(1);
    const state = said[0]?.state ?? "";
    told[state] = (told[state] ?? 0) + 1;
    const may = { sent: [1], unknown: [0, 1], "not-sent": [0] }[state] ?? [];
    expect(may, `${order.name}: ${JSON.stringify(said)}`).toContain(came);
  }
  expect(told["sent"]).toBeGreaterThan(0);
  process.stdout.write(
    `kill.test.ts: ${kills} kills, ${orders.length} orders, mails ${JSON.stringify(told)}\n`,
  );
}

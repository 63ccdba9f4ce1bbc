import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { claimInbox, settleInbox } from "#app/db/inbox.server.ts";
import type { InboxRow } from "#app/db/inbox.server.ts";
import { deliveryKeeper } from "#app/db/keep-deliveries.server.ts";
import type { KeepDelivery } from "#app/db/keep-deliveries.server.ts";
import type { Db } from "#app/db/open-database.server.ts";
import { stateIntents } from "#app/db/outbox.server.ts";
import { shopDomain } from "#app/domains/kernel/ids.ts";
import type { ShopDomain } from "#app/domains/kernel/ids.ts";
import { minutes, seconds } from "#app/domains/kernel/time.ts";
import { drain, GiveUp, retryDelay } from "#app/jobs/drain.server.ts";
import { testDatabase } from "#test/support/database.ts";

const shop = shopDomain("sambung-demo.myshopify.com") as ShopDomain;
let db: Db;
let keepDelivery: KeepDelivery;
let now = Date.parse("2026-11-21T08:00:00Z");

beforeAll(async () => {
  db = await testDatabase();
  keepDelivery = deliveryKeeper(db);
});
afterAll(() => db.close());
beforeEach(() => db.prisma.inbox.deleteMany());

function keep(id: string) {
  return keepDelivery(
    { shop, id, topic: "orders/create", body: "{}", triggeredAt: null },
    new Date(now),
  );
}

function work(handle: (row: InboxRow) => Promise<void>) {
  return drain<InboxRow>(
    {
      claim: (limit, at, until) => claimInbox(db, limit, at, until),
      settle: (row, result) => settleInbox(db, row, result),
      attempts: (row) => row.attempts,
      handle,
      report: () => {},
    },
    () => now,
    { lookEvery: minutes(60) },
  );
}

test("a delivery that comes twice is kept once", async () => {
  expect(await Promise.all([keep("a"), keep("a"), keep("a")])).toEqual(
    expect.arrayContaining(["kept", "known", "known"]),
  );
  expect(await db.prisma.inbox.count()).toBe(1);
});

test("every delivery is handled once although three workers look for it", async () => {
  const handled: string[] = [];
  for (let n = 0; n < 40; n++) await keep(`many-${n}`);
  const workers = [1, 2, 3].map(() =>
    work(async (row) => {
      handled.push(row.id);
    }),
  );
  await Promise.all(workers.map((worker) => worker.settle()));
  expect(handled.toSorted()).toEqual([...new Set(handled)].toSorted());
  expect(handled).toHaveLength(40);
  await Promise.all(workers.map((worker) => worker.stop()));
});

test("what fails is tried again later, with its reason kept, and then done", async () => {
  await keep("flaky");
  let fails = true;
  const worker = work(async () => {
    if (fails) throw new Error("Shopify is away");
  });
  await worker.settle();
  expect(await db.prisma.inbox.findFirst()).toMatchObject({
    status: "pending",
    attempts: 1,
    reason: "Shopify is away",
  });
  fails = false;
  await worker.settle();
  expect(await db.prisma.inbox.findFirst()).toMatchObject({ status: "pending" });
  now += retryDelay(1);
  await worker.settle();
  expect(await db.prisma.inbox.findFirst()).toMatchObject({
    status: "done",
    attempts: 2,
    reason: null,
  });
  await worker.stop();
});

test("what can never succeed is kept for a person instead of being tried again", async () => {
  await keep("odd");
  const worker = work(async () => {
    throw new GiveUp("not of the documented shape");
  });
  await worker.settle();
  expect(await db.prisma.inbox.findFirst()).toMatchObject({
    status: "failed",
    reason: "not of the documented shape",
  });
  await worker.stop();
});

test("a row whose worker died is due again after its lease", async () => {
  await keep("orphan");
  await claimInbox(db, 8, new Date(now), new Date(now + minutes(2)));
  expect(await claimInbox(db, 8, new Date(now + seconds(119)), new Date(now))).toEqual([]);
  expect(await claimInbox(db, 8, new Date(now + seconds(121)), new Date(now))).toMatchObject([
    { id: "orphan", attempts: 2 },
  ]);
});

test("an intent that is stated twice happens once, and not at all when its decision is rolled back", async () => {
  const intent = { kind: "mail.pickup-ready", key: "p1", payload: {} };
  await db.transact((tx) => stateIntents(tx, shop, [intent]));
  await db.transact((tx) => stateIntents(tx, shop, [intent]));
  await db
    .transact(async (tx) => {
      await stateIntents(tx, shop, [{ ...intent, key: "p2" }]);
      throw new Error("rolled back");
    })
    .catch(() => {});
  expect(await db.prisma.outbox.findMany({ select: { key: true } })).toEqual([{ key: "p1" }]);
});

test("retries begin after a second and end at ten minutes", () => {
  expect([1, 2, 3, 12].map(retryDelay)).toEqual([seconds(1), seconds(2), seconds(4), minutes(10)]);
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Delivery } from "#app/db/inbox.server.ts";
import { inBatches } from "#app/db/in-batches.ts";
import { deliveryKeeper } from "#app/db/keep-deliveries.server.ts";
import type { Db } from "#app/db/open-database.server.ts";
import { shopDomain } from "#app/domains/kernel/ids.ts";
import type { ShopDomain } from "#app/domains/kernel/ids.ts";
import { testDatabase } from "#test/support/database.ts";

const shop = shopDomain("sambung-demo.myshopify.com") as ShopDomain;
const NOW = new Date("2026-11-21T08:00:00.123Z");
let db: Db;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(() => db.prisma.inbox.deleteMany());

function delivery(more: Partial<Delivery> = {}): Delivery {
  return { shop, id: randomUUID(), topic: "orders/create", body: "{}", triggeredAt: null, ...more };
}

test("a crowd of deliveries is kept, each in its own bytes and with its own times", async () => {
  const keep = deliveryKeeper(db);
  const texts = [`{"a":"\\\\ \\" ' , {}"}`, '{"title":"نص 🧺 <b>"}', "[]", '{"x":"NULL"}', "{\n}"];
  const crowd = Array.from({ length: 200 }, (_, index) =>
    delivery({
      body: texts[index % texts.length] ?? "",
      triggeredAt: index % 2 ? new Date(NOW.getTime() - index) : null,
    }),
  );
  const answers = await Promise.all(crowd.map((one) => keep(one, NOW)));
  expect(new Set(answers)).toEqual(new Set(["kept"]));
  const rows = await db.prisma.inbox.findMany();
  expect(new Map(rows.map((row) => [row.id, row]))).toEqual(
    new Map(
      crowd.map((one) => [
        one.id,
        expect.objectContaining({ ...one, receivedAt: NOW, notBefore: NOW, status: "pending" }),
      ]),
    ),
  );
});

test("the same delivery in a crowd is kept once, and another shop's of the same id is its own", async () => {
  const keep = deliveryKeeper(db);
  const one = delivery();
  const others = delivery({
    id: one.id,
    shop: shopDomain("other-shop.myshopify.com") as ShopDomain,
  });
  const answers = await Promise.all(
    [one, one, others, delivery(), one, others].map((each) => keep(each, NOW)),
  );
  expect(answers.toSorted()).toEqual(["kept", "kept", "kept", "known", "known", "known"]);
  expect(await keep(one, NOW)).toBe("known");
  expect(await db.prisma.inbox.count()).toBe(3);
});

test("a delivery that cannot be kept does not take its neighbours with it", async () => {
  const keep = deliveryKeeper(db);
  const crowd = [
    delivery(),
    delivery(),
    delivery(),
    delivery({ body: "no NUL \0 in text" }),
    delivery(),
  ];
  const outcomes = await Promise.allSettled(crowd.map((one) => keep(one, NOW)));
  expect(outcomes.map(({ status }) => status)).toEqual([
    "fulfilled",
    "fulfilled",
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
  expect(await db.prisma.inbox.count()).toBe(4);
});

test("nobody is told before the batch is done, and whoever comes alone starts at once", async () => {
  const batches: { items: string[]; finish: () => void }[] = [];
  const told: string[] = [];
  const ask = inBatches<string, string>(
    (items) =>
      new Promise((resolve) => {
        batches.push({ items, finish: () => resolve(items) });
      }),
    { atOnce: 1, most: 3, weight: (item) => item.length, heaviest: 6 },
  );
  const all = ["a", "b", "cc", "d", "e", "heavier than all", "f"].map((item) =>
    ask(item).then((answer) => told.push(answer)),
  );
  expect(batches.map(({ items }) => items)).toEqual([["a"]]);
  expect(told).toEqual([]);
  for (let n = 0; n < 4; n++) {
    batches[n]?.finish();
    await new Promise((resolve) => setImmediate(resolve));
  }
  batches[4]?.finish();
  await Promise.all(all);
  expect(batches.map(({ items }) => items)).toEqual([
    ["a"],
    ["b", "cc", "d"],
    ["e"],
    ["heavier than all"],
    ["f"],
  ]);
  expect(told).toEqual(["a", "b", "cc", "d", "e", "heavier than all", "f"]);
});

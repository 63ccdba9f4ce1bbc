import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { minutes, seconds } from "#app/domains/kernel/time.ts";
import { readFreshness } from "#app/domains/shop/read-freshness.server.ts";
import { retrySync } from "#app/domains/shop/retry-sync.server.ts";
import { startSyncRun } from "#app/domains/shop/start-sync-run.server.ts";
import type { Purpose } from "#app/domains/shop/sync-run.ts";
import { startJobs } from "#app/jobs/start-jobs.server.ts";
import type { Jobs } from "#app/jobs/start-jobs.server.ts";
import type { StepOptions } from "#app/jobs/sync/step-part.server.ts";
import { known } from "#test/simulator/small-shop.ts";
import { startAppWorld } from "#test/support/app-world.ts";
import type { AppWorld } from "#test/support/app-world.ts";
import { ourCopy, theirState } from "#test/support/compare-copy.ts";

let world: AppWorld;
let own: Jobs | null = null;
beforeEach(async () => {
  world = await startAppWorld();
});
afterEach(async () => {
  await own?.stop();
  own = null;
  await world.close();
});

const parts = () => world.db.prisma.syncPart.findMany({ orderBy: { kind: "asc" } });
const part = (kind: string) =>
  world.db.prisma.syncPart.findFirstOrThrow({
    where: { kind },
    orderBy: { run: { startedAt: "desc" } },
  });
const run = () => world.db.prisma.syncRun.findFirst({ orderBy: { startedAt: "desc" } });
const theirs = () => theirState(world.simulator.shop.state);
const ours = () => ourCopy(world.db, world.shop);
const asked = (operation: string) =>
  world.simulator.calls.filter((call) => call.operation.includes(operation)).length;

/** Jobs that read in steps of their own size, instead of the world's. */
async function worksInSteps(sync: StepOptions): Promise<void> {
  await world.jobs.stop();
  own = startJobs(world.services, { sync });
}

async function begins(purpose: Purpose = "import") {
  const { db, shop, services } = world;
  await startSyncRun(db, shop, { purpose, actor: "staff:7" }, services.clock());
}

async function goesOn(until: () => Promise<boolean> = isOver, steps = 40) {
  for (let n = 0; n < steps && !(await until()); n += 1) {
    await world.pass(seconds(2));
    await own?.settle();
  }
}

async function isOver(): Promise<boolean> {
  return (await run())?.status !== "running";
}

async function imports() {
  await begins();
  await goesOn();
}

test("an import ends in the shop's exact state and says how much it read", async () => {
  await imports();
  expect(await parts()).toMatchObject([
    { kind: "customers", status: "done", rowsRead: 2, rowsTotal: 2, reason: null },
    { kind: "inventory", status: "done" },
    { kind: "locations", status: "done", rowsRead: 3 },
    { kind: "pickups", status: "done" },
    { kind: "products", status: "done" },
  ]);
  expect(await run()).toMatchObject({ status: "done", purpose: "import" });
  expect(await ours()).toEqual(theirs());
  expect(await world.db.prisma.shop.findFirst()).toMatchObject({ timeZone: "Asia/Jakarta" });
});

test("an order that waits for pickup is there after the import", async () => {
  world.simulator.webhooks.hold();
  world.simulator.shop.buys({
    lines: [{ variantId: known.teeSmall, quantity: 1 }],
    delivery: { method: "PICK_UP", locationId: known.kota },
    customer: { id: known.ayu, email: "ayu@example.com" },
  });
  await world.simulator.clock.advance(seconds(5));
  await imports();
  expect(await world.db.prisma.pickup.findMany()).toMatchObject([{ locationId: known.kota }]);
});

test.each([2, 3, 5])(
  "killed at every %ith step, before or after its commit, an import loses nothing and does nothing twice",
  async (nth) => {
    await worksInSteps({ chunkBytes: 200, readFor: 0 });
    const { pool } = world.db;
    const connect = pool.connect.bind(pool);
    let commits = 0;
    Reflect.set(pool, "connect", async (callback?: unknown) => {
      // with a callback it is pool.query, which has no transaction to be killed in
      if (callback !== undefined) return Reflect.apply(connect, pool, [callback]);
      const client = await connect();
      const query = client.query.bind(client);
      Reflect.set(client, "query", async (text: unknown, values?: unknown[]) => {
        const dies = text === "COMMIT" && ++commits % nth === 0;
        if (dies && commits % (2 * nth) === 0) throw new Error("killed before the commit");
        const result = await query(text as string, values);
        if (dies) throw new Error("killed after the commit");
        return result;
      });
      const release = client.release.bind(client);
      Reflect.set(client, "release", () => {
        Reflect.deleteProperty(client, "query");
        Reflect.deleteProperty(client, "release");
        release();
      });
      return client;
    });
    await begins();
    await goesOn(isOver, 400);
    Reflect.deleteProperty(pool, "connect");
    expect(await ours()).toEqual(theirs());
    for (const one of await parts())
      if (one.kind !== "locations") expect(one.rowsRead, one.kind).toBe(one.rowsTotal);
    expect(commits).toBeGreaterThan(20);
  },
  120_000,
);

test("a worker that died right after asking finds its bulk operation again instead of asking twice", async () => {
  await begins();
  await goesOn(async () => (await part("products")).status === "asked");
  const operation = (await part("products")).bulkOperationId;
  const before = asked("runBulkQuery");
  // as it stood when the worker had asked and not yet noted the answer
  await world.db.prisma.syncPart.updateMany({
    where: { kind: "products" },
    data: { status: "asking", bulkOperationId: null, attempts: 1 },
  });
  await goesOn();
  expect(asked("runBulkQuery")).toBe(before);
  expect(await part("products")).toMatchObject({ status: "done", bulkOperationId: operation });
});

test("a result that Shopify no longer keeps is asked for anew", async () => {
  await begins();
  await goesOn(async () => (await part("products")).status === "asked");
  await world.db.prisma.syncPart.updateMany({
    where: { kind: "products" },
    data: { status: "reading", resultUrl: `${world.simulator.url}/bulk-results/gone.jsonl` },
  });
  await goesOn();
  expect(await run()).toMatchObject({ status: "done" });
  expect(await ours()).toEqual(theirs());
});

test("without access to protected customer data customers come without names, and it is said", async () => {
  world.simulator.shop.settings.protectedCustomerData = false;
  await imports();
  expect(await part("customers")).toMatchObject({ status: "done", reason: "no-contact-data" });
  expect(await run()).toMatchObject({ status: "done" });
  expect(await world.db.prisma.customer.findMany()).toMatchObject([
    { firstName: null, email: null, locale: "id" },
    { firstName: null, email: null },
  ]);
});

test("without access to customers everything else is imported, and it is said", async () => {
  world.simulator.install(undefined, [
    "read_products",
    "read_inventory",
    "read_locations",
    "read_orders",
    "read_fulfillments",
    "read_merchant_managed_fulfillment_orders",
  ]);
  await imports();
  expect(await part("customers")).toMatchObject({ status: "done", reason: "no-customer-access" });
  expect(await part("products")).toMatchObject({ status: "done" });
});

test("Shopify's limit of bulk operations is waited out", async () => {
  world.simulator.bulk.settings.limit = 1;
  await imports();
  expect(await run()).toMatchObject({ status: "done" });
  expect(await ours()).toEqual(theirs());
});

test("an operation that breaks off at Shopify is asked for again", async () => {
  world.simulator.bulk.failNext(2);
  await imports();
  expect(await run()).toMatchObject({ status: "done" });
  expect(await ours()).toEqual(theirs());
});

test("a part that cannot be read fails by itself, says why, and goes on after a retry", async () => {
  const real = world.services.askAdmin;
  let broken = true;
  world.services.askAdmin = async (shop, operation, variables) => {
    const answer = await real(shop, operation, variables);
    if (
      broken &&
      operation.name === "runBulkQuery" &&
      String(variables["query"]).includes("products")
    )
      throw new SyntaxError("not of the documented shape");
    return answer;
  };
  await imports();
  expect(await part("products")).toMatchObject({ status: "failed", reason: "answer-unreadable" });
  expect(await part("inventory")).toMatchObject({ status: "done" });
  expect(await run()).toMatchObject({ status: "failed" });
  const { db, shop, services } = world;
  expect((await readFreshness(db, shop, services.clock())).products).toMatchObject({
    behind: true,
    reasons: ["check-failed"],
  });
  broken = false;
  expect(await retrySync(db, shop, services.clock())).toMatchObject({ ok: true });
  await goesOn();
  expect(await run()).toMatchObject({ status: "done" });
  expect(await ours()).toEqual(theirs());
});

test("an answer with a line that we do not know is read no further, and buries nothing", async () => {
  await imports();
  await world.pass(minutes(1));
  const strange = JSON.stringify({ __parentId: "gid://shopify/Location/101", id: "?" });
  const file = createServer((_, response) => response.end(`${strange}\n`)).listen(0);
  await once(file, "listening");
  await begins("full-check");
  await goesOn(async () => (await part("inventory")).status === "asked");
  await world.db.prisma.syncPart.updateMany({
    where: { kind: "inventory", status: "asked" },
    data: {
      status: "reading",
      resultUrl: `http://127.0.0.1:${(file.address() as AddressInfo).port}/x.jsonl`,
    },
  });
  await goesOn();
  file.close();
  const parts = await world.db.prisma.syncPart.findMany({ where: { status: "failed" } });
  expect(parts).toMatchObject([{ kind: "inventory", reason: "answer-unreadable" }]);
  expect(await ours()).toEqual(theirs());
});

test("two who press at once start one run", async () => {
  const { db, shop, services } = world;
  const start = () =>
    startSyncRun(db, shop, { purpose: "import", actor: "staff:7" }, services.clock());
  const outcomes = await Promise.all([start(), start(), start()]);
  expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
  expect(outcomes.filter((one) => !one.ok && one.reason === "already-running")).toHaveLength(2);
});

test("a check finds a lost change, a lost delete and a lost disconnect, repairs and counts them", async () => {
  await imports();
  await world.pass(minutes(10));
  const { shop, webhooks } = world.simulator;
  webhooks.hold();
  shop.setsStock({ variantId: known.teeSmall, locationId: known.kota, available: 41 });
  shop.unstocks({ variantId: known.teeMedium, locationId: known.kota });
  shop.changesProduct(known.mug, { title: "Mug of today" });
  shop.deletesProduct(known.lamp);
  shop.changesCustomer(known.ayu, { lastName: "Wijaya" });
  webhooks.lose();
  await webhooks.release();
  await world.pass(minutes(1));
  await begins("check");
  await goesOn();
  expect(await run()).toMatchObject({ purpose: "check", status: "done" });
  expect(await ours()).toEqual(theirs());
  const states = await world.db.prisma.syncState.findMany({ orderBy: { kind: "asc" } });
  const drift = Object.fromEntries(states.map((one) => [one.kind, one.driftFound]));
  expect(drift).toMatchObject({ customers: 1, locations: 0 });
  expect(drift["inventory"]).toBeGreaterThanOrEqual(2);
  expect(drift["products"]).toBeGreaterThanOrEqual(2);
});

test("a check of a shop where nothing was lost finds nothing", async () => {
  await imports();
  world.simulator.shop.sells({ variantId: known.teeSmall, locationId: known.kota, quantity: 1 });
  await world.pass(minutes(10));
  await begins("check");
  await goesOn();
  const states = await world.db.prisma.syncState.findMany();
  expect(states.map((one) => one.driftFound)).toEqual([0, 0, 0, 0, 0]);
  expect(asked("runBulkQuery")).toBe(4);
});

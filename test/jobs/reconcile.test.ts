import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { minutes, seconds } from "#app/domains/kernel/time.ts";
import { startSyncRun } from "#app/domains/shop/start-sync-run.server.ts";
import type { Purpose } from "#app/domains/shop/sync-run.ts";
import { startAppWorld } from "#test/support/app-world.ts";
import type { AppWorld } from "#test/support/app-world.ts";
import { ourCopy, theirState } from "#test/support/compare-copy.ts";
import { happen, HAPPENINGS } from "#test/support/live-a-day.ts";
import type { Happening } from "#test/support/live-a-day.ts";

let world: AppWorld;
beforeAll(async () => {
  world = await startAppWorld();
  await runs("import");
});
afterAll(() => world.close());

async function runs(purpose: Purpose) {
  const { db, shop, services } = world;
  await world.pass(minutes(1));
  const started = await startSyncRun(db, shop, { purpose, actor: "sambung" }, services.clock());
  expect(started).toMatchObject({ ok: true });
  for (let n = 0; n < 30; n += 1) {
    await world.pass(seconds(2));
    const running = await db.prisma.syncRun.count({ where: { shop, status: "running" } });
    if (running === 0) break;
  }
  expect(await db.prisma.syncRun.findFirst({ orderBy: { startedAt: "desc" } })).toMatchObject({
    status: "done",
  });
}

/** What became of each held delivery: lost, delivered once or twice, in an order of its own. */
const fate = fc.record({ lost: fc.boolean(), copies: fc.constantFrom(1, 1, 2), at: fc.nat(1_000) });

const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.constantFrom(...(Object.keys(HAPPENINGS) as Happening["what"][])),
  a: fc.nat(50),
  b: fc.nat(50),
  count: fc.nat(20),
  after: fc.constantFrom(0, 0, 1, 7),
});

async function deliver(fates: { lost: boolean; copies: number; at: number }[], mayLose: boolean) {
  const { webhooks } = world.simulator;
  const held = webhooks.pending().map((one, index) => ({
    id: one.webhookId,
    ...(fates[index % fates.length] ?? { lost: false, copies: 1, at: index }),
    index,
  }));
  webhooks.lose(mayLose ? held.filter((one) => one.lost).map((one) => one.id) : []);
  const sent = held
    .filter((one) => !(mayLose && one.lost))
    .flatMap((one) =>
      Array.from({ length: one.copies }, (_, copy) => ({ ...one, at: one.at * (copy + 1) })),
    )
    .toSorted((x, y) => x.at - y.at || x.index - y.index);
  await webhooks.release(sent.map((one) => one.id));
  await webhooks.release();
  for (let n = 0; n < 10 && (await waiting()).length > 0; n += 1) await world.pass(minutes(1));
  expect(await waiting()).toEqual([]);
}

async function waiting() {
  const { inbox, outbox } = world.db.prisma;
  const where = { status: { not: "done" } };
  const select = { status: true, reason: true, attempts: true, notBefore: true };
  return [
    ...(await inbox.findMany({ where, select })),
    ...(await outbox.findMany({ where: { ...where, kind: { startsWith: "sync" } }, select })),
  ];
}

test("whatever is lost, doubled or shuffled, a full check ends in the shop's exact state", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { minLength: 3, maxLength: 14 }),
      fc.array(fate, { minLength: 5, maxLength: 12 }),
      async (happenings, fates) => {
        world.simulator.webhooks.hold();
        for (const one of happenings) await happen(world.simulator, one);
        await deliver(fates, true);
        await runs("full-check");
        expect(await ourCopy(world.db, world.shop)).toEqual(theirState(world.simulator.shop.state));
      },
    ),
    { numRuns: 25, endOnFailure: true },
  );
}, 240_000);

/** no webhook tells a customer's language: it is asked when the customer is new, and at the next check */
function withoutLocales(copy: Awaited<ReturnType<typeof ourCopy>>) {
  const customers = Object.values(copy.customers).map((one) => ({ ...one, locale: null }));
  return { ...copy, customers };
}

test("shuffled and doubled deliveries end in the exact state without any check", async () => {
  await fc.assert(
    fc.asyncProperty(
      // whether locations/update comes for pickup settings is not documented: the check finds those
      fc.array(
        happening.filter((one) => one.what !== "switchesPickup"),
        { minLength: 3, maxLength: 14 },
      ),
      fc.array(fate, { minLength: 5, maxLength: 12 }),
      async (happenings, fates) => {
        world.simulator.webhooks.hold();
        for (const one of happenings) await happen(world.simulator, one);
        await deliver(fates, false);
        expect(withoutLocales(await ourCopy(world.db, world.shop))).toEqual(
          withoutLocales(theirState(world.simulator.shop.state)),
        );
      },
    ),
    { numRuns: 25, endOnFailure: true },
  );
}, 240_000);

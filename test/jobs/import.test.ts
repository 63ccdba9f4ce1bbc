import { afterEach, beforeEach, expect, test } from "vitest";
import { minutes, seconds } from "#app/domains/kernel/time.ts";
import { startSyncRun } from "#app/domains/shop/start-sync-run.server.ts";
import { startAppWorld } from "#test/support/app-world.ts";
import type { AppWorld } from "#test/support/app-world.ts";
import { ourCopy, theirState } from "#test/support/compare-copy.ts";

let world: AppWorld;
beforeEach(async () => {
  world = await startAppWorld();
});
afterEach(() => world.close());

const parts = () => world.db.prisma.syncPart.findMany({ orderBy: { kind: "asc" } });
const run = () => world.db.prisma.syncRun.findFirst({ orderBy: { startedAt: "desc" } });

async function imports() {
  const { db, shop, services } = world;
  await startSyncRun(db, shop, { purpose: "import", actor: "staff:7" }, services.clock());
  await world.pass(0);
  for (let n = 0; n < 10; n += 1) await world.pass(seconds(2));
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
  expect(await ourCopy(world.db, world.shop)).toEqual(theirState(world.simulator.shop.state));
  expect(minutes(1)).toBe(60_000);
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { seconds } from "#app/domains/kernel/time.ts";
import type { LocationId } from "#app/domains/kernel/ids.ts";
import { stored } from "#app/domains/kernel/ids.ts";
import type { LocalPickup } from "#app/domains/pickup/location-form.ts";
import { readLocationPage } from "#app/domains/pickup/read-location-page.server.ts";
import { saveLocationSettings } from "#app/domains/pickup/save-location-settings.server.ts";
import { startSyncRun } from "#app/domains/shop/start-sync-run.server.ts";
import { known } from "#test/simulator/small-shop.ts";
import { startAppWorld } from "#test/support/app-world.ts";
import type { AppWorld } from "#test/support/app-world.ts";

const KOTA: LocationId = stored(known.kota);
const GUDANG: LocationId = stored(known.gudang);

let world: AppWorld;
beforeEach(async () => {
  world = await startAppWorld();
  const { db, shop, services } = world;
  await startSyncRun(db, shop, { purpose: "import", actor: "staff:7" }, services.clock());
  for (let n = 0; n < 20 && !(await page(GUDANG)); n += 1) await world.pass(seconds(2));
});
afterEach(() => world.close());

const page = (id: LocationId) => readLocationPage(world.db, world.shop, id);
const shopifys = (id: string) =>
  world.simulator.shop.state.locations.get(id)?.localPickupSettingsV2;
const told = () =>
  world.simulator.calls.filter(({ operation }) => /(En|Dis)ableLocalPickup/.test(operation)).length;

async function saves(id: LocationId, pickup: Partial<LocalPickup>) {
  const known = await page(id);
  if (!known) throw new Error("not synced");
  const form = { ...known.form, pickup: { ...known.form.pickup, ...pickup } };
  const request = { locationId: id, form, actor: "staff:7" };
  const saved = await saveLocationSettings(world.db, world.shop, request, world.services.clock());
  expect(saved).toMatchObject({ ok: true });
}

test("pickup that the merchant switches on here is on at Shopify, with its time and instructions", async () => {
  expect(shopifys(known.gudang)).toBeNull();
  await saves(GUDANG, {
    enabled: true,
    pickupTime: "FOUR_HOURS",
    instructions: 'Gate 2 "rear" ☕',
  });
  await world.pass(seconds(2));
  expect(shopifys(known.gudang)).toEqual({
    pickupTime: "FOUR_HOURS",
    instructions: 'Gate 2 "rear" ☕',
  });
  expect(await page(GUDANG)).toMatchObject({ telling: null, form: { pickup: { enabled: true } } });
});

test("pickup switched off here is off at Shopify", async () => {
  await saves(KOTA, { enabled: false });
  await world.pass(seconds(2));
  expect(shopifys(known.kota)).toBeNull();
  expect(await page(KOTA)).toMatchObject({ telling: null, form: { pickup: { enabled: false } } });
});

test("what is so at Shopify already is read, and not written again", async () => {
  await saves(KOTA, { enabled: false });
  world.simulator.shop.disablesPickup(known.kota);
  await world.pass(seconds(2));
  expect(told()).toBe(0);
  expect((await page(KOTA))?.telling).toBeNull();
});

test("of several savings the last one holds, in whatever order their jobs run", async () => {
  await saves(KOTA, { enabled: false });
  await world.db.prisma.outbox.updateMany({
    where: { status: "pending" },
    data: { notBefore: new Date(world.services.clock() + seconds(30)) },
  });
  await world.pass(seconds(1));
  await saves(KOTA, { enabled: true, pickupTime: "ONE_HOUR" });
  await world.pass(seconds(2));
  expect(shopifys(known.kota)?.pickupTime).toBe("ONE_HOUR");
  await world.pass(seconds(60));
  expect(shopifys(known.kota)?.pickupTime).toBe("ONE_HOUR");
  expect(told()).toBe(1);
});

test("a location that Shopify has deactivated refuses, and the page says why until it is saved again", async () => {
  world.simulator.shop.deactivatesLocation(known.gudang);
  await saves(GUDANG, { enabled: true });
  await world.pass(seconds(2));
  expect(await page(GUDANG)).toMatchObject({
    telling: { standing: "refused", reason: "ACTIVE_LOCATION_NOT_FOUND" },
  });
  const gudang = world.simulator.shop.state.locations.get(known.gudang);
  if (gudang) gudang.isActive = true;
  await world.pass(seconds(1));
  await saves(GUDANG, { enabled: true });
  await world.pass(seconds(2));
  expect(shopifys(known.gudang)).not.toBeNull();
  expect((await page(GUDANG))?.telling).toBeNull();
});

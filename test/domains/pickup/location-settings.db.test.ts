import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "#app/db/open-database.server.ts";
import type { LocationId, ProductId } from "#app/domains/kernel/ids.ts";
import { shopDomain, stored } from "#app/domains/kernel/ids.ts";
import {
  readProductBuffers,
  searchProducts,
} from "#app/domains/catalog/read-product-buffers.server.ts";
import { saveProductBuffer } from "#app/domains/catalog/save-product-buffer.server.ts";
import type { LocationForm } from "#app/domains/pickup/location-form.ts";
import { NEVER_OPEN } from "#app/domains/pickup/opening-hours.ts";
import { readLocationPage } from "#app/domains/pickup/read-location-page.server.ts";
import { readLocationSettings } from "#app/domains/pickup/read-location-settings.server.ts";
import { readLocations } from "#app/domains/pickup/read-locations.server.ts";
import { saveLocationSettings } from "#app/domains/pickup/save-location-settings.server.ts";
import { stateUsualHours } from "#app/domains/pickup/state-usual-hours.server.ts";
import { testDatabase } from "#test/support/database.ts";
import { SHOP, shopWithStores } from "#test/support/shop-with-stores.ts";

const NOW = Date.UTC(2026, 10, 21, 3);
const OTHER = shopDomain("other-shop.myshopify.com") ?? SHOP;
const KEMANG: LocationId = stored("11");
const TOTE: ProductId = stored("401");
const STAFF = "staff:7";

let db: Db;
let heard: unknown[] = [];
beforeAll(async () => {
  db = await testDatabase();
  await db.listen("availability", (text) => heard.push(JSON.parse(text)));
});
afterAll(() => db.close());
beforeEach(async () => {
  for (const shop of [SHOP, OTHER])
    await shopWithStores(
      db,
      NOW,
      [
        {
          id: "11",
          name: "Jakarta Kemang",
          city: "Jakarta",
          longitude: 106.8,
          available: 3,
          hours: null,
        },
        { id: "12", name: "Warehouse", available: 3, pickup: false, hours: null },
      ],
      shop,
    );
  await db.prisma.outbox.deleteMany();
  heard = [];
});

const form: LocationForm = {
  timeZone: "Asia/Makassar",
  openingHours: {
    ...NEVER_OPEN,
    mon: [
      ["09:00", "12:00"],
      ["13:00", "24:00"],
    ],
  },
  closures: [{ date: "2026-12-25", hours: [["09:00", "12:00"]] }],
  preparationMinutes: 45,
  cutOff: "15:00",
  buffer: 2,
  transferDays: 3,
  pickup: { enabled: true, pickupTime: "TWO_HOURS", instructions: "" },
};
const save = (change: Partial<LocationForm> = {}, locationId = KEMANG) =>
  saveLocationSettings(db, SHOP, { locationId, form: { ...form, ...change }, actor: STAFF }, NOW);
const intents = () =>
  db.prisma.outbox.findMany({ select: { kind: true, shop: true, payload: true } });

test("what was saved is read again, by the page and by whoever promises", async () => {
  expect(await save()).toMatchObject({ ok: true });
  const { pickup: _, ...settings } = form;
  expect(await readLocationSettings(db.prisma, SHOP, KEMANG)).toEqual({
    isStated: true,
    ...settings,
  });
  expect(await readLocationPage(db, SHOP, KEMANG)).toMatchObject({
    form,
    isStated: true,
    telling: null,
  });
  await expect.poll(() => heard).toEqual([{ shop: SHOP }]);
  expect(
    await db.prisma.auditLog.findMany({ where: { shop: SHOP, act: "location.settings-saved" } }),
  ).toMatchObject([{ actor: STAFF, subject: "11" }]);
});

test("another shop's location of the same id is untouched", async () => {
  await save();
  expect((await readLocationSettings(db.prisma, OTHER, KEMANG)).isStated).toBe(false);
});

test("a location that is not there, or was deleted, is refused", async () => {
  expect(await save({}, stored<LocationId>("99"))).toEqual({
    ok: false,
    reason: "unknown-location",
  });
  await db.prisma.location.updateMany({
    where: { shop: SHOP, id: "11" },
    data: { deletedAt: new Date(NOW) },
  });
  expect(await save()).toEqual({ ok: false, reason: "unknown-location" });
});

test("native pickup that is to be as Shopify has it is not told to Shopify", async () => {
  await save();
  expect(await intents()).toEqual([]);
});

test("native pickup that is to be another is stated as an intent, and shown as on its way", async () => {
  await save({ pickup: { ...form.pickup, enabled: false } });
  expect(await intents()).toEqual([
    { kind: "shopify.set-local-pickup", shop: SHOP, payload: { locationId: "11" } },
  ]);
  const page = await readLocationPage(db, SHOP, KEMANG);
  expect(page).toMatchObject({
    form: { pickup: { enabled: false } },
    telling: { standing: "on-its-way" },
  });
  expect((await readLocations(db, SHOP))[0]).toMatchObject({
    offersPickup: true,
    isPickupPending: true,
  });
});

test("going back to what Shopify has leaves nothing to tell", async () => {
  await save({ pickup: { ...form.pickup, enabled: false } });
  await save();
  expect(await readLocationPage(db, SHOP, KEMANG)).toMatchObject({ telling: null, form });
});

test("what Shopify refused is shown with its reason", async () => {
  await save({ pickup: { ...form.pickup, pickupTime: "ONE_HOUR" } });
  await db.prisma.outbox.updateMany({
    data: { status: "failed", reason: "ACTIVE_LOCATION_NOT_FOUND" },
  });
  expect(await readLocationPage(db, SHOP, KEMANG)).toMatchObject({
    telling: { standing: "refused", reason: "ACTIVE_LOCATION_NOT_FOUND" },
  });
});

test("the usual hours go to pickup locations that said nothing, by a press and not by themselves", async () => {
  expect((await readLocations(db, SHOP)).map((one) => one.hours)).toEqual([[], []]);
  expect(await stateUsualHours(db, SHOP, STAFF, NOW)).toBe(1);
  expect(await stateUsualHours(db, SHOP, STAFF, NOW)).toBe(0);
  const [kemang, warehouse] = await readLocations(db, SHOP);
  expect(kemang).toMatchObject({
    hours: [{ from: "mon", to: "sat", hours: [["09:00", "17:00"]] }],
    preparationMinutes: 120,
  });
  expect(warehouse?.hours).toEqual([]);
  expect((await readLocationSettings(db.prisma, OTHER, KEMANG)).isStated).toBe(false);
});

test("a product's buffer is found by its words, listed while it is more than none, and refused where it is no count", async () => {
  const buffer = (amount: number, productId = TOTE) =>
    saveProductBuffer(db, SHOP, { productId, buffer: amount, actor: STAFF }, NOW);
  expect(await buffer(2)).toMatchObject({ ok: true });
  expect(await readProductBuffers(db, SHOP)).toMatchObject([
    { id: "401", title: "Tote", buffer: 2 },
  ]);
  expect(await searchProducts(db, SHOP, " TOT ")).toMatchObject([{ id: "401", buffer: 2 }]);
  expect(await searchProducts(db, SHOP, "tote%")).toEqual([]);
  expect(await readProductBuffers(db, OTHER)).toEqual([]);
  expect(await buffer(0)).toMatchObject({ ok: true });
  expect(await readProductBuffers(db, SHOP)).toEqual([]);
  for (const wrong of [-1, 1.5, Number.NaN, 10_001])
    expect(await buffer(wrong)).toEqual({ ok: false, reason: "buffer-wrong" });
  expect(await buffer(1, stored<ProductId>("999"))).toEqual({
    ok: false,
    reason: "unknown-product",
  });
});

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "#app/db/open-database.server.ts";
import { shopDomain } from "#app/domains/kernel/ids.ts";
import { readShopSettings } from "#app/domains/shop/read-shop-settings.server.ts";
import { saveShopSettings } from "#app/domains/shop/save-shop-settings.server.ts";
import { parseShopSettings, wrongShopSettings } from "#app/domains/shop/shop-settings.ts";
import type { ShopSettings } from "#app/domains/shop/shop-settings.ts";
import { testDatabase } from "#test/support/database.ts";
import { SHOP, shopWithStores } from "#test/support/shop-with-stores.ts";

const NOW = Date.UTC(2026, 10, 21, 3);
const OTHER = shopDomain("other-shop.myshopify.com") ?? SHOP;
const STAFF = "staff:7";
const AT_FIRST: ShopSettings = { stockDisplay: "exact", lowStockAt: 3, pickupExpiresAfterDays: 7 };

let db: Db;
let heard: unknown[] = [];
beforeAll(async () => {
  db = await testDatabase();
  await db.listen("availability", (text) => heard.push(JSON.parse(text)));
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.prisma.auditLog.deleteMany();
  for (const shop of [SHOP, OTHER]) await shopWithStores(db, NOW, [], shop);
  heard = [];
});

test("a shop starts with counts shown, and pickups kept for a week", async () => {
  expect(await readShopSettings(db, SHOP)).toEqual(AT_FIRST);
});

test("what a shop chose is kept, for that shop alone, with who chose it; open pages hear of it", async () => {
  const chosen: ShopSettings = { stockDisplay: "band", lowStockAt: 5, pickupExpiresAfterDays: 14 };
  await saveShopSettings(db, SHOP, chosen, STAFF, NOW);
  expect(await readShopSettings(db, SHOP)).toEqual(chosen);
  expect(await readShopSettings(db, OTHER)).toEqual(AT_FIRST);
  expect(await db.prisma.auditLog.findMany()).toMatchObject([
    { shop: SHOP, actor: STAFF, act: "shop.settings-saved", subject: SHOP, at: new Date(NOW) },
  ]);
  await expect.poll(() => heard).toEqual([{ shop: SHOP }]);
});

test("a pickup waits for one to sixty whole days; anything else is refused at its field", () => {
  for (const days of [1, 60])
    expect(parseShopSettings({ ...AT_FIRST, pickupExpiresAfterDays: days })).not.toBeNull();
  for (const days of [0, 61, 1.5, -7, Number.NaN]) {
    const wrong = { ...AT_FIRST, pickupExpiresAfterDays: days };
    expect(parseShopSettings(wrong)).toBeNull();
    expect(wrongShopSettings(wrong)).toEqual(["pickupExpiresAfterDays"]);
  }
  expect(parseShopSettings({ stockDisplay: "band", lowStockAt: 5 })).toBeNull();
  expect(wrongShopSettings({ ...AT_FIRST, lowStockAt: 0 })).toEqual(["lowStockAt"]);
});

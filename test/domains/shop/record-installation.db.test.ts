import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "#app/db/open-database.server.ts";
import { shopDomain } from "#app/domains/kernel/ids.ts";
import type { ShopDomain } from "#app/domains/kernel/ids.ts";
import { recordInstallation } from "#app/domains/shop/record-installation.server.ts";
import { testDatabase } from "#test/support/database.ts";

const shop = shopDomain("sambung-demo.myshopify.com") as ShopDomain;
const NOON = Date.parse("2026-11-21T12:00:00Z");
let db: Db;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

test("an installation that is told five times at once starts one import", async () => {
  await Promise.all([0, 1, 2, 3, 4].map((ms) => recordInstallation(db, shop, NOON + ms)));
  expect(await db.prisma.outbox.count({ where: { shop, kind: "sync.import" } })).toBe(1);
  expect(await db.prisma.auditLog.count({ where: { shop, act: "app.installed" } })).toBe(1);
});

test("a shop that comes back after it had left is imported anew", async () => {
  await db.prisma.shop.update({ where: { shop }, data: { uninstalledAt: new Date(NOON) } });
  await recordInstallation(db, shop, NOON + 1000);
  expect(await db.prisma.shop.findUnique({ where: { shop } })).toMatchObject({
    uninstalledAt: null,
  });
  expect(await db.prisma.outbox.count({ where: { shop, kind: "sync.import" } })).toBe(2);
});

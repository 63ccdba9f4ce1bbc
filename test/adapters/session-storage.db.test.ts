import { Session } from "@shopify/shopify-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sealedSessionStorage } from "#app/adapters/shopify/session-storage.server.ts";
import type { Db } from "#app/db/open-database.server.ts";
import { testDatabase } from "#test/support/database.ts";

let db: Db;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const session = new Session({
  id: "offline_a.myshopify.com",
  shop: "a.myshopify.com",
  state: "",
  isOnline: false,
  scope: "read_products",
  accessToken: "shpat_plain",
  refreshToken: "shprt_plain",
  expires: new Date("2026-11-21T09:00:00Z"),
});

test("a shop's tokens come back as they were, and stand sealed in the table", async () => {
  const storage = sealedSessionStorage(db.prisma, Buffer.alloc(32, 1));
  await storage.storeSession(session);
  expect(await storage.loadSession(session.id)).toMatchObject({
    accessToken: "shpat_plain",
    refreshToken: "shprt_plain",
    scope: "read_products",
    expires: new Date("2026-11-21T09:00:00Z"),
  });
  expect(JSON.stringify(await db.prisma.session.findMany())).not.toMatch(/_plain/);
});

test("with another key the tokens count as absent, so that Shopify is asked for new ones", async () => {
  const storage = sealedSessionStorage(db.prisma, Buffer.alloc(32, 2));
  expect(await storage.loadSession(session.id)).toBeUndefined();
  expect(await storage.findSessionsByShop("a.myshopify.com")).toEqual([]);
});

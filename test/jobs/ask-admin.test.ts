import { Session } from "@shopify/shopify-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readBulkOperation } from "#app/adapters/shopify/operations/bulk.ts";
import { readLocations, readShop } from "#app/adapters/shopify/operations/read-catalogue.ts";
import type { Db } from "#app/db/open-database.server.ts";
import { shopDomain } from "#app/domains/kernel/ids.ts";
import type { ShopDomain } from "#app/domains/kernel/ids.ts";
import { hours } from "#app/domains/kernel/time.ts";
import type { Services } from "#app/services.server.ts";
import { routeShopifyTo } from "#test/simulator/route-shopify.ts";
import { startSimulator } from "#test/simulator/simulator.ts";
import type { Simulator } from "#test/simulator/simulator.ts";
import { testDatabase } from "#test/support/database.ts";
import { testServices } from "#test/support/services.ts";

let simulator: Simulator;
let unroute: () => void;
let db: Db;
let services: Services;
let shop: ShopDomain;

beforeEach(async () => {
  simulator = await startSimulator({ appUrl: "http://127.0.0.1:1" });
  unroute = routeShopifyTo(simulator.url);
  db = await testDatabase();
  services = testServices(db, { apiKey: simulator.apiKey, apiSecret: simulator.apiSecret });
  shop = shopDomain(simulator.shop.state.info.domain) as ShopDomain;
  await keep(await exchanged());
});
afterEach(async () => {
  await simulator.close();
  unroute();
  await db.close();
});

interface Tokens {
  access_token: string;
  refresh_token: string;
  expires_in: number;
}

/** tokens as the real exchange hands them out */
async function exchanged(): Promise<Tokens> {
  const response = await fetch(`https://${shop}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({
      client_id: simulator.apiKey,
      client_secret: simulator.apiSecret,
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: await simulator.sessionToken(),
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
      expiring: "1",
    }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Tokens;
}

function keep(tokens: Partial<Tokens>, expires = Date.now() + hours(1)) {
  return services.shopify.sessionStorage.storeSession(
    new Session({
      id: `offline_${shop}`,
      shop,
      state: "",
      isOnline: false,
      accessToken: tokens.access_token ?? "",
      expires: new Date(expires),
      ...(tokens.refresh_token ? { refreshToken: tokens.refresh_token } : {}),
    }),
  );
}

const ask = () => services.askAdmin(shop, readShop, {});
const exchanges = () => db.prisma.session.findUniqueOrThrow({ where: { id: `offline_${shop}` } });

test("what Shopify answers comes back in our shape", async () => {
  expect(await ask()).toMatchObject({ shop: { ianaTimezone: "Asia/Jakarta" } });
});

test("an expired token is renewed once, however many ask at the same time", async () => {
  const tokens = await exchanged();
  await keep(tokens, Date.now() - 1_000);
  let refreshes = 0;
  const routed = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    if (String(input instanceof Request ? input.url : input).includes("access_token")) refreshes++;
    return routed(input, init);
  };
  const answers = await Promise.all([ask(), ask(), ask(), ask(), ask()]);
  globalThis.fetch = routed;
  expect(answers).toHaveLength(5);
  expect((await exchanges()).expires?.getTime()).toBeGreaterThan(Date.now());
  expect(refreshes).toBe(1);
});

test("a token that Shopify does not take although it should is renewed, and the question asked again", async () => {
  const { refresh_token } = await exchanged();
  await keep({ access_token: "shpat_forgotten", refresh_token });
  expect(await ask()).toMatchObject({ shop: {} });
});

test("without a token that can be renewed the refusal says so", async () => {
  await keep({ access_token: "shpat_forgotten" });
  await expect(ask()).rejects.toMatchObject({ name: "ShopifyRefused", code: "unauthorized" });
  await services.shopify.sessionStorage.deleteSession(`offline_${shop}`);
  await expect(ask()).rejects.toMatchObject({ name: "ShopifyRefused", code: "unauthorized" });
  await keep({ access_token: "shpat_x", refresh_token: "shprt_wrong" }, Date.now() - 1_000);
  await expect(ask()).rejects.toMatchObject({ name: "ShopifyRefused", code: "token-refresh" });
});

test("a throttled question waits until the bucket holds enough, and is answered", async () => {
  simulator.throttles.get(shop)?.spend(1_950);
  const began = performance.now();
  const { locations } = await services.askAdmin(shop, readLocations, { after: null });
  expect(locations.nodes).toHaveLength(3);
  expect(performance.now() - began).toBeGreaterThan(500);
});

test("Shopify's refusals keep their code", async () => {
  await expect(
    services.askAdmin(shop, readBulkOperation, { id: "gid://shopify/Product/1" }),
  ).rejects.toMatchObject({ name: "ShopifyRefused" });
});

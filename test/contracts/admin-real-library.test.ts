import { Buffer } from "node:buffer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { steppedClock } from "#test/simulator/clock.ts";
import { routeShopifyTo } from "#test/simulator/route-shopify.ts";
import { smallShopStart } from "#test/simulator/small-shop.ts";
import { startSimulator } from "#test/simulator/simulator.ts";
import type { Simulator } from "#test/simulator/simulator.ts";
import { openReceiver } from "./open-simulator.ts";

// The real @shopify/shopify-api must take the simulator for Shopify. Its adapter keeps the fetch that it finds when imported.
let sim: Simulator;
let unroute: () => void;
const domain = "sambung-demo.myshopify.com";

beforeAll(async () => {
  sim = await startSimulator({ appUrl: "http://localhost:9", clock: steppedClock(smallShopStart) });
  unroute = routeShopifyTo(sim.url);
});
afterAll(async () => {
  unroute();
  await sim.close();
});

async function library() {
  await import("@shopify/shopify-api/adapters/node");
  const { ApiVersion, LogSeverity, shopifyApi } = await import("@shopify/shopify-api");
  return shopifyApi({
    apiKey: sim.apiKey,
    apiSecretKey: sim.apiSecret,
    hostName: "app.example",
    apiVersion: ApiVersion.October26,
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error },
  });
}

test("the real library exchanges a session token, refreshes it and queries with it", async () => {
  const { RequestedTokenType } = await import("@shopify/shopify-api");
  const shopify = await library();
  const sessionToken = await sim.sessionToken();
  expect(await shopify.session.decodeSessionToken(sessionToken)).toMatchObject({
    dest: `https://${domain}`,
  });
  const { session } = await shopify.auth.tokenExchange({
    shop: domain,
    sessionToken,
    requestedTokenType: RequestedTokenType.OfflineAccessToken,
    expiring: true,
  });
  expect(session.refreshToken).toMatch(/^shprt_/);
  const renewed = await shopify.auth.refreshToken({
    shop: domain,
    refreshToken: session.refreshToken ?? "",
  });
  const client = new shopify.clients.Graphql({ session: renewed.session });
  const { data, extensions } = await client.request("{ shop { myshopifyDomain } }");
  expect(data).toEqual({ shop: { myshopifyDomain: domain } });
  expect(extensions).toMatchObject({ cost: { throttleStatus: { restoreRate: 100 } } });
});

test("the real library throws what it would throw at Shopify's refusals", async () => {
  const { GraphqlQueryError, HttpResponseError, Session } = await import("@shopify/shopify-api");
  const shopify = await library();
  const session = (accessToken: string) =>
    new Session({ id: "offline", shop: domain, state: "", isOnline: false, accessToken });
  const good = new shopify.clients.Graphql({ session: session(sim.offlineToken()) });
  await expect(good.request("{ shop { colour } }")).rejects.toBeInstanceOf(GraphqlQueryError);
  const dead = new shopify.clients.Graphql({ session: session("shpat_dead") });
  await expect(dead.request("{ shop { name } }")).rejects.toBeInstanceOf(HttpResponseError);
});

test("the real library finds the webhooks' signature good, and bad after one changed byte", async () => {
  const shopify = await library();
  await using app = await openReceiver();
  sim.appUrl = app.url;
  sim.shop.changesProduct("201", { title: "Kaus <b>batik</b> 👕" });
  await sim.webhooks.drain();
  const [one] = app.received;
  const check = (rawBody: string) =>
    shopify.webhooks.validate({
      rawBody,
      rawRequest: { method: "POST", url: "/webhooks", headers: one?.headers ?? {} } as never,
      rawResponse: {} as never,
    });
  expect(await check(one?.body ?? "")).toMatchObject({
    valid: true,
    topic: "PRODUCTS_UPDATE",
    domain,
  });
  expect(await check(`${one?.body ?? ""} `)).toMatchObject({ valid: false });
  expect(Buffer.byteLength(one?.body ?? "")).toBeGreaterThan(100);
});

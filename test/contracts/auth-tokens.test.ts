import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import { steppedClock } from "#test/simulator/clock.ts";
import { smallShopStart } from "#test/simulator/small-shop.ts";
import { startSimulator } from "#test/simulator/simulator.ts";
import { allScopes, openSimulator } from "./open-simulator.ts";
import type { OpenSimulator } from "./open-simulator.ts";

const hour = 3_600_000;
const day = 24 * hour;
const shopQuery = { query: "{ shop { name } }" };
const domain = "sambung-demo.myshopify.com";

async function exchange(it: OpenSimulator, change: Record<string, unknown> = {}) {
  const response = await it.post("/admin/oauth/access_token", {
    client_id: it.sim.apiKey,
    client_secret: it.sim.apiSecret,
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: await it.sim.sessionToken(),
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    expiring: "1",
    ...change,
  });
  const body: Record<string, string> = await response.json();
  return { status: response.status, body };
}

const refresh = (it: OpenSimulator, token: string | undefined) =>
  exchange(it, { grant_type: "refresh_token", refresh_token: token });

async function worksWith(
  it: Pick<OpenSimulator, "post">,
  token: string | undefined,
): Promise<number> {
  const headers = { "x-shopify-access-token": token ?? "" };
  return (await it.post("/admin/api/2026-10/graphql.json", shopQuery, headers)).status;
}

// docs, session tokens: iss, dest, aud, sub, exp in a minute, nbf, iat, jti, sid
test("a session token names the shop, the app and the person, for a minute", async () => {
  await using it = await openSimulator();
  const claims = decodeJwt(await it.sim.sessionToken({ userId: "7" }));
  expect(claims).toMatchObject({
    iss: `https://${domain}/admin`,
    dest: `https://${domain}`,
    aud: "sambung-demo-key",
    sub: "7",
  });
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(60);
  expect(claims.jti).not.toBe(decodeJwt(await it.sim.sessionToken()).jti);
});

// docs, token exchange; changelog: expiring offline tokens, 60 minutes and a refresh token of 90 days
test("a session token is exchanged for an offline token that lives an hour", async () => {
  await using it = await openSimulator();
  const { status, body } = await exchange(it);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    scope: allScopes.join(","),
    expires_in: 3_600,
    refresh_token_expires_in: 7_776_000,
  });
  expect(await worksWith(it, body["access_token"])).toBe(200);
  await it.sim.clock.advance(hour);
  expect(await worksWith(it, body["access_token"])).toBe(401);
});

test("forged, expired, foreign and misaddressed session tokens get nothing", async () => {
  await using it = await openSimulator();
  const bad = [
    await it.sim.sessionToken({ secret: "another-secret" }),
    await it.sim.sessionToken({ expiresInSeconds: -60 }),
    await it.sim.sessionToken({ domain: "other.myshopify.com" }),
    await it.sim.sessionToken({ claims: { aud: "another-app" } }),
    "nonsense",
  ];
  for (const subject_token of bad) {
    const { status, body } = await exchange(it, { subject_token });
    expect([status, body["error"]]).toEqual([400, "invalid_subject_token"]);
  }
  expect((await exchange(it, { client_secret: "wrong" })).status).toBe(401);
});

// changelog 28 August 2026: the old refresh token stays good until its replacement is used
test("a refresh token rotates; the old one dies when its successor is used", async () => {
  await using it = await openSimulator();
  const first = (await exchange(it)).body["refresh_token"];
  const second = (await refresh(it, first)).body;
  expect(await worksWith(it, second["access_token"])).toBe(200);
  const lostAnswer = await refresh(it, first);
  expect(lostAnswer.status).toBe(200);
  expect((await refresh(it, second["refresh_token"])).status).toBe(200);
  const late = await refresh(it, first);
  expect([late.status, late.body["error"]]).toEqual([400, "invalid_grant"]);
});

// docs: refresh tokens live 90 days, so an idle shop must be refreshed before
test("after ninety idle days the refresh token is dead, after eighty-nine it is not", async () => {
  await using it = await openSimulator();
  const token = (await exchange(it)).body["refresh_token"];
  await it.sim.clock.advance(89 * day);
  const renewed = await refresh(it, token);
  expect(renewed.status).toBe(200);
  await it.sim.clock.advance(90 * day);
  expect((await refresh(it, renewed.body["refresh_token"])).body["error"]).toBe("invalid_grant");
});

// docs: public apps made since April 2026 may not use tokens that never expire
test("a token that does not expire is issued on request but refused by the Admin API", async () => {
  await using it = await openSimulator();
  const { body } = await exchange(it, { expiring: undefined });
  expect(body["expires_in"]).toBeUndefined();
  expect(await worksWith(it, body["access_token"])).toBe(403);
});

// docs, privacy law compliance: shop/redact 48 hours after the uninstall
test("uninstalled: every token dies, and two days later the shop's data must go", async () => {
  await using it = await openSimulator();
  const { body } = await exchange(it);
  it.sim.uninstall();
  expect(await worksWith(it, body["access_token"])).toBe(401);
  expect((await refresh(it, body["refresh_token"])).status).toBe(400);
  expect((await exchange(it)).status).toBe(400);
  const topics = () => it.sim.webhooks.pending().map((one) => one.topic);
  expect(topics()).toEqual(["app/uninstalled"]);
  it.sim.shop.changesProduct("201", { title: "Nobody is told" });
  await it.sim.clock.advance(48 * hour - 1);
  expect(topics()).toEqual(["app/uninstalled"]);
  await it.sim.clock.advance(1);
  expect(topics()).toEqual(["app/uninstalled", "shop/redact"]);
});

test("installed again within two days: new tokens, and no shop/redact", async () => {
  await using it = await openSimulator();
  it.sim.uninstall();
  await it.sim.clock.advance(hour);
  it.sim.install();
  expect(await worksWith(it, (await exchange(it)).body["access_token"])).toBe(200);
  await it.sim.clock.advance(3 * day);
  expect(it.sim.webhooks.pending().map((one) => one.topic)).toEqual(["app/uninstalled"]);
});

test("changed scopes hold at once and are told by app/scopes_update", async () => {
  await using it = await openSimulator();
  it.sim.changeScopes(["read_products"]);
  const denied = await it.graphql('{ order(id: "gid://shopify/Order/1") { id } }');
  expect(denied.errors?.[0].extensions.code).toBe("ACCESS_DENIED");
  const told = it.sim.webhooks.pending().at(-1);
  expect(told?.topic).toBe("app/scopes_update");
  expect(JSON.parse(told?.body ?? "")).toMatchObject({
    previous: allScopes,
    current: ["read_products"],
  });
  it.sim.shop.changesLocation("101", { name: "Unheard" });
  expect(it.sim.webhooks.pending().at(-1)?.topic).toBe("app/scopes_update");
});

test("a restart keeps tokens, the shop's state and what was not delivered yet", async () => {
  const clock = steppedClock(smallShopStart);
  const before = await startSimulator({ appUrl: "http://localhost:9", clock, scopes: allScopes });
  before.webhooks.hold();
  const token = before.offlineToken();
  const order = before.shop.buys({
    lines: [{ variantId: "304", quantity: 1 }],
    delivery: { method: "PICK_UP", locationId: "101" },
    customer: { email: "ayu@example.com" },
  });
  const saved = before.save();
  await before.close();
  await using it = await openSimulator({ saved });
  expect(await worksWith(it, token)).toBe(200);
  expect(it.sim.shop.state.orders.get(order.id)?.name).toBe("#1001");
  expect(it.sim.webhooks.log.map((one) => one.topic)).toContain("orders/create");
  await it.sim.clock.advance(2_000);
  const routed = [...it.sim.shop.state.fulfillmentOrders.values()];
  expect(routed).toMatchObject([{ orderId: order.id, status: "OPEN" }]);
  expect(Number(routed[0]?.id)).toBeGreaterThan(Number(order.id));
});

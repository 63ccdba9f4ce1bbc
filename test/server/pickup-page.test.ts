import { once } from "node:events";
import { Liquid } from "liquidjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#app/db/open-database.server.ts";
import { proxyDigest } from "#app/doors/storefront.server.ts";
import type { PickupId } from "#app/domains/kernel/ids.ts";
import { days } from "#app/domains/kernel/time.ts";
import { pickupCode, pickupPageToken } from "#app/domains/pickup/code.server.ts";
import { createHttpServer } from "#app/server/http-server.server.ts";
import { PICKUP_PAGE_SCRIPT } from "#app/server/pickup-page/pickup-page-script.ts";
import { PICKUP_PAGE_STYLE } from "#app/server/pickup-page/pickup-page-style.ts";
import { PAGE_WORDS } from "#app/server/pickup-page/pickup-page-words.ts";
import { LANGUAGES } from "#app/ui/language.ts";
import { noon, startPeopleWorld } from "#test/contracts/people-world.ts";
import type { PeopleWorld } from "#test/contracts/people-world.ts";
import { testDatabase } from "#test/support/database.ts";
import { aPickup, aShopWithAStore, shopNamed } from "#test/support/ready-pickup.ts";
import { testServices } from "#test/support/services.ts";

const KEY = Buffer.alloc(32, 7);
const shop = shopNamed("sambung-demo");
const neighbour = shopNamed("neighbour");

let db: Db;
let world: PeopleWorld;
let appUrl = "";
let now = noon;
let closeApp = () => {};

beforeAll(async () => {
  db = await testDatabase();
  await aShopWithAStore(db, shop);
  await aShopWithAStore(db, neighbour);
  const server = createHttpServer(testServices(db, { apiSecret: "hush", clock: () => now }), null);
  server.listen(0);
  await once(server, "listening");
  const address = server.address();
  appUrl = `http://127.0.0.1:${address && typeof address === "object" ? address.port : 0}`;
  closeApp = () => {
    server.closeAllConnections();
    server.close();
  };
  world = await startPeopleWorld({ appUrl: () => appUrl });
});
afterAll(async () => {
  await world.close();
  closeApp();
  await db.close();
});

const tokenOf = (pickupId: PickupId, generation = 1, of = shop) =>
  pickupPageToken(KEY, of, pickupId, generation);
const onStorefront = async (path: string) => {
  const response = await world.browser().fetch(`/apps/sambung/${path}`);
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const open = (token: string) => onStorefront(`pickup?p=${encodeURIComponent(token)}`);

/** As Shopify would call us, with what a test wants to be wrong. */
async function callDirectly(path: string, changed: Record<string, string> = {}, tamper = "") {
  const url = new URL(path, appUrl);
  const own = { shop, timestamp: `${now / 1000}`, path_prefix: "/apps/sambung", ...changed };
  for (const [name, value] of Object.entries(own)) url.searchParams.append(name, value);
  url.searchParams.append("signature", proxyDigest(url.searchParams, "hush").toString("hex"));
  const response = await fetch(url.href + tamper);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

describe("the shopper's pickup page", () => {
  test.each(LANGUAGES)("says in words how the pickup stands: %s", async (language) => {
    const words = PAGE_WORDS[language];
    for (const state of [
      "new",
      "picking",
      "ready",
      "collected",
      "problem",
      "cancelled",
      "expired",
    ] as const) {
      const pickupId = await aPickup(db, shop, KEY, { now, state, locale: language });
      const { status, text } = await open(tokenOf(pickupId));
      expect(status).toBe(200);
      expect(text).toContain(`<h1>${words.states[state].heading}</h1>`);
      expect(text).toContain(`lang="${language}"`);
      expect(text).toContain("Jasmine tea");
      const current = /aria-current="step">([^<]+)</.exec(text)?.[1];
      const step =
        { problem: "new", expired: "new", cancelled: undefined }[state as "problem"] ?? state;
      if (state === "cancelled") expect(current).toBeUndefined();
      else expect(current).toBe(words.steps[step as "new"]);
    }
  });

  test("stands in the merchant's theme, with the store, its hours and the promise on its own clocks", async () => {
    const pickupId = await aPickup(db, shop, KEY, { now, state: "picking" });
    const { text } = await open(tokenOf(pickupId));
    expect(text).toMatch(/<header|<footer/);
    // noon in UTC+7, promised an hour later
    expect(text).toContain("Ready by today, 13:00");
    expect(text).toContain("Jl. Kemang Raya 12");
    expect(text).toMatch(/Today<\/th><td>Closed/); // a Saturday
    expect(text).toMatch(/Monday<\/th><td>09:00–17:00/);
    expect(text).toContain(
      "https://www.google.com/maps/search/?api=1&amp;query=-6.2607%2C106.8136",
    );
  });

  test("admits that it is late", async () => {
    const pickupId = await aPickup(db, shop, KEY, { now: now - 7_200_000, state: "picking" });
    const { text } = await open(tokenOf(pickupId));
    expect(text).toContain(PAGE_WORDS.en.late);
    expect(text).not.toContain("Ready by");
  });

  test("shows the code only while it is worth something", async () => {
    for (const state of [
      "new",
      "picking",
      "collected",
      "problem",
      "cancelled",
      "expired",
    ] as const) {
      const pickupId = await aPickup(db, shop, KEY, { now, state });
      const { text } = await open(tokenOf(pickupId));
      expect(text).not.toContain(pickupCode(KEY, shop, pickupId, 1));
    }
    const pickupId = await aPickup(db, shop, KEY, { now, state: "ready" });
    const { text } = await open(tokenOf(pickupId));
    const code = pickupCode(KEY, shop, pickupId, 1);
    expect(text).toContain(`<p class="sambung-letters">${code}</p>`);
    expect(text).toContain(`<svg role="img" aria-label="${code}"`);
  });

  test("its state is the same words, for the page's own script", async () => {
    const pickupId = await aPickup(db, shop, KEY, { now, state: "ready" });
    const page = await open(tokenOf(pickupId));
    const state = await onStorefront(`pickup/state?p=${tokenOf(pickupId)}`);
    const news: unknown = JSON.parse(state.text);
    expect(news).toMatchObject({ state: "ready", isOver: false, heading: "Ready for you" });
    const html = (news as { html: string }).html;
    expect(page.text).toContain(`<div data-body>${html}</div>`);
  });

  test("tells nobody where it is", async () => {
    const pickupId = await aPickup(db, shop, KEY, { now });
    for (const path of ["/proxy/pickup", "/proxy/pickup/state"]) {
      const { headers } = await callDirectly(`${path}?p=${tokenOf(pickupId)}`);
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("x-robots-tag")).toContain("noindex");
      expect(headers.get("cache-control")).toContain("no-store");
    }
    const { text } = await open(tokenOf(pickupId));
    expect(text).toContain('<meta name="robots" content="noindex, nofollow">');
    expect(text).not.toMatch(/sari@example\.com|Dewi/);
  });
});

describe("titles from outside", () => {
  const liquid = new Liquid();

  test.each([
    "{{ shop.name }} {{ 'x' | upcase }}",
    "{% assign x = 1 %}{% if true %}",
    "{% endraw %}{{ shop.name }}{% raw %}",
    "{{{{ shop }}}}",
    "{%- comment -%}",
    "<script>alert(1)</script>",
    `"><img src=x onerror=alert(1)>`,
    "شاي 🍵 \u202Eevil",
    "&#123;&#123; shop.name }}",
  ])("%j is shown as it is, and neither Liquid nor the browser obeys it", async (title) => {
    const pickupId = await aPickup(db, shop, KEY, { now, title });
    const raw = await callDirectly(`/proxy/pickup?p=${tokenOf(pickupId)}`);
    expect(raw.headers.get("content-type")).toContain("application/liquid");
    expect(liquid.parseAndRenderSync(raw.text)).toBe(raw.text);
    const { status, text } = await open(tokenOf(pickupId));
    expect(status).toBe(200);
    const shown = title
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&#39;")
      .replaceAll("{", "&#123;")
      .replaceAll("}", "&#125;");
    expect(text).toContain(`<span dir="auto">${shown}<`);
  });

  test("style and script go through Liquid untouched", () => {
    for (const source of [PICKUP_PAGE_STYLE, PICKUP_PAGE_SCRIPT]) {
      expect(source).not.toMatch(/\{[{%]/);
      expect(liquid.parseAndRenderSync(source)).toBe(source);
    }
  });
});

describe("a link that opens nothing", () => {
  test("always gets the same answer", async () => {
    const pickupId = await aPickup(db, shop, KEY, { now });
    const theirs = await aPickup(db, neighbour, KEY, { now });
    const over = await aPickup(db, shop, KEY, { now, state: "collected" });
    await db.prisma.pickup.updateMany({
      where: { id: over },
      data: { closedAt: new Date(now - days(31)) },
    });
    const token = tokenOf(pickupId);
    const wrong = [
      "",
      "x",
      `${token}x`,
      token.slice(0, -1),
      token.slice(0, -1) + (token.endsWith("A") ? "B" : "A"),
      token.toUpperCase(),
      `${crypto.randomUUID()}${token.slice(36)}`,
      tokenOf(pickupId, 2),
      tokenOf(pickupId, 1, neighbour),
      tokenOf(theirs, 1, neighbour),
      tokenOf(theirs, 1, shop),
      tokenOf(over),
      "x".repeat(5000),
      "\u0000",
      "' OR 1=1 --",
    ];
    const answers = await Promise.all([
      ...wrong.map((token) => callDirectly(`/proxy/pickup?p=${encodeURIComponent(token)}`)),
      callDirectly("/proxy/pickup"),
      callDirectly(`/proxy/pickup?p=${token}&p=${token}`),
    ]);
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 404 });
    expect(answers[0]?.text).toContain("This pickup link does not work");
    expect(answers[0]?.text).toContain("Tautan pengambilan ini tidak berlaku");
    const states = await Promise.all(
      wrong.map((token) => callDirectly(`/proxy/pickup/state?p=${encodeURIComponent(token)}`)),
    );
    expect(new Set(states.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(states[0]?.status).toBe(404);
  });

  test("and a right one opens until a month after", async () => {
    const over = await aPickup(db, shop, KEY, { now, state: "collected" });
    await db.prisma.pickup.updateMany({
      where: { id: over },
      data: { closedAt: new Date(now - days(29)) },
    });
    expect((await open(tokenOf(over))).status).toBe(200);
  });
});

describe("the door", () => {
  test.each(["/proxy/pickup", "/proxy/pickup/state"])(
    "%s turns away what Shopify did not sign",
    async (path) => {
      const token = tokenOf(await aPickup(db, shop, KEY, { now }));
      expect((await callDirectly(`${path}?p=${token}`)).status).toBe(200);
      for (const bad of [
        () => callDirectly(`${path}?p=${token}`, {}, "&x=1"),
        () => callDirectly(`${path}?p=${token}`, {}, "0"),
        () => callDirectly(`${path}?p=${token}`, { timestamp: `${now / 1000 - 91}` }),
        () => callDirectly(`${path}?p=${token}`, { timestamp: `${now / 1000 + 91}` }),
        () =>
          fetch(`${appUrl}${path}?p=${token}&shop=${shop}`).then(async (response) => ({
            status: response.status,
            text: await response.text(),
          })),
      ]) {
        const answer = await bad();
        expect(answer.status).toBe(401);
        expect(answer.text).not.toContain("Jasmine");
      }
    },
  );

  test("a token and another shop's signature open nothing", async () => {
    const token = tokenOf(await aPickup(db, shop, KEY, { now }));
    const answer = await callDirectly(`/proxy/pickup?p=${token}`, { shop: neighbour });
    expect(answer.status).toBe(404);
  });
});

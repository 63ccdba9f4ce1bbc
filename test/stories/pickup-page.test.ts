import { once } from "node:events";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Db } from "#app/db/open-database.server.ts";
import type { PickupId } from "#app/domains/kernel/ids.ts";
import { pickupPageToken } from "#app/domains/pickup/code.server.ts";
import type { PickupState } from "#app/domains/pickup/pickup.ts";
import { createHttpServer } from "#app/server/http-server.server.ts";
import { noon, startPeopleWorld } from "#test/contracts/people-world.ts";
import type { PeopleWorld } from "#test/contracts/people-world.ts";
import { barriers } from "#test/support/barriers.ts";
import { launchBrowser } from "#test/support/browser.ts";
import { testDatabase } from "#test/support/database.ts";
import { aPickup, aShopWithAStore, shopNamed } from "#test/support/ready-pickup.ts";
import { testServices } from "#test/support/services.ts";

/** The shopper's pickup page in a real browser, in the theme, behind the app proxy. */
const KEY = Buffer.alloc(32, 7);
const shop = shopNamed("sambung-demo");

let db: Db;
let world: PeopleWorld;
let browser: Browser;
let asked: string[] = [];
let closeApp = () => {};

beforeAll(async () => {
  db = await testDatabase();
  await aShopWithAStore(db, shop);
  const services = testServices(db, { apiSecret: "hush", clock: () => noon });
  const server = createHttpServer(services, null);
  server.on("request", (request) => asked.push(request.url?.split("?")[0] ?? ""));
  server.listen(0);
  await once(server, "listening");
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  closeApp = () => {
    server.closeAllConnections();
    server.close();
  };
  world = await startPeopleWorld({ appUrl: () => `http://127.0.0.1:${port}` });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
  closeApp();
  await db.close();
});
afterEach(() => {
  asked = [];
});

const pageOf = (pickupId: PickupId) =>
  `${world.storefront.origin}/apps/sambung/pickup?p=${pickupPageToken(KEY, shop, pickupId, 1)}`;

async function becomes(pickupId: PickupId, state: PickupState): Promise<void> {
  const at = new Date(noon);
  const times = state === "collected" ? { collectedAt: at, closedAt: at } : { readyAt: at };
  await db.prisma.pickup.updateMany({ where: { shop, id: pickupId }, data: { state, ...times } });
}

/** As if the shopper had looked at something else for a while. */
async function looksBack(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}

const statesAsked = () => asked.filter((path) => path === "/proxy/pickup/state").length;

test("an open page follows the pickup to the hand-over, says so once, and then rests", async () => {
  const pickupId = await aPickup(db, shop, KEY, { now: noon, state: "picking" });
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(pageOf(pickupId));
  await page.getByRole("heading", { name: "We are preparing your order" }).waitFor();
  expect(await page.title()).toBe(`Pickup of order ${(await orderOf(pickupId)) ?? ""}`);

  await becomes(pickupId, "ready");
  await page.getByRole("heading", { name: "Ready for you" }).waitFor({ timeout: 15_000 });
  expect(await page.getByRole("status").textContent()).toBe("Ready for you");
  expect(await page.locator('[aria-current="step"]').textContent()).toBe("Ready");

  await becomes(pickupId, "collected");
  await looksBack(page);
  await page.getByRole("heading", { name: "Collected" }).waitFor();
  expect(await page.locator("[data-note]").textContent()).toBe("");
  const before = statesAsked();
  await looksBack(page);
  await page.waitForTimeout(10_000);
  expect(statesAsked()).toBe(before);
  expect(complaints).toEqual([]);
  await page.close();
});

test("a lost connection is said and survived", async () => {
  const pickupId = await aPickup(db, shop, KEY, { now: noon, state: "picking" });
  const page = await browser.newPage();
  await page.goto(pageOf(pickupId));
  await page.context().setOffline(true);
  await looksBack(page);
  await page.waitForTimeout(200);
  await looksBack(page);
  await page.getByText("The connection was lost.").waitFor({ timeout: 60_000 });
  await page.context().setOffline(false);
  await becomes(pickupId, "ready");
  await looksBack(page);
  await page.getByRole("heading", { name: "Ready for you" }).waitFor();
  expect(await page.getByText("The connection was lost.").isVisible()).toBe(false);
  await page.close();
});

test("without JavaScript the page is complete", async () => {
  const pickupId = await aPickup(db, shop, KEY, { now: noon, state: "ready", locale: "id" });
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(pageOf(pickupId));
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Siap diambil");
  expect(await page.locator(".sambung-letters").isVisible()).toBe(true);
  expect(await page.locator(".sambung-code svg").isVisible()).toBe(true);
  await context.close();
});

test.each(["picking", "ready", "problem"] as const)(
  "is accessible and fits a narrow phone: %s",
  async (state) => {
    const title = "A very long title شاي {{ x }} <b>Supercalifragilisticexpialidocious";
    const pickupId = await aPickup(db, shop, KEY, { now: noon, state, title });
    const page = await browser.newPage({ viewport: { width: 320, height: 700 } });
    await page.goto(pageOf(pickupId));
    expect(await barriers(page, ".sambung-pickup")).toEqual([]);
    const ours = await page.locator(".sambung-pickup").evaluate((element) => ({
      wide: element.scrollWidth,
      room: element.clientWidth,
    }));
    expect(ours.wide).toBeLessThanOrEqual(ours.room);
    await page.close();
  },
);

async function orderOf(pickupId: PickupId): Promise<string | undefined> {
  const pickup = await db.prisma.pickup.findFirst({
    where: { shop, id: pickupId },
    include: { order: true },
  });
  return pickup?.order.name;
}

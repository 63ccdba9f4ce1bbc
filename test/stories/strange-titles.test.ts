import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { realClock } from "#test/simulator/clock.ts";
import type { Order } from "#test/simulator/state.ts";
import { openDemo } from "./open-demo.ts";
import type { OpenDemo } from "./open-demo.ts";
import { insist, staffAtWork } from "./staff-at-work.ts";
import type { StaffAtWork } from "./staff-at-work.ts";

/** What people call things, or an attacker does, on the whole way: webhook, board, product page, mail, pickup page. It is text everywhere. */
const RUN = "window.top.ran=(window.top.ran||0)+1;window.ran=1";
const TITLES = {
  html: `<img src=x onerror="${RUN}"><b>Bold</b> & "quoted"`,
  script: `</script><script>${RUN}</script>`,
  style: `</style></textarea></title><svg onload="${RUN}">`,
  emoji: "Teapot 🫖 👩🏽‍🍳 for a family 👨‍👩‍👧‍👦",
  arabic: "إبريق شاي ‮reversed‬ الأزرق",
  liquid: "{{ 'x' | append: 'LIQUID-RAN' }}{% raw %}{% assign a = 1 %}{%- liquid",
  nul: "Before\0after \ud800 half",
  long: `${"Very ".repeat(2_000)}long`,
};
const STORE = `Toko <img src=x onerror="${RUN}"> {{ shop.name }} 🏬`;
const SHOPPER = { firstName: `<img src=x onerror="${RUN}">`, lastName: "{{ 7 | times: 6 }} ‮name" };

let demo: OpenDemo;
let staff: StaffAtWork;
let order: Order;

beforeAll(async () => {
  demo = await openDemo();
  staff = staffAtWork(demo, realClock());
  const { simulator } = demo.world;
  simulator.install();
  await staff.opens("/app");
  const { shop } = simulator;
  const store = shop.addsLocation({
    name: STORE,
    address: {
      address1: `<script>${RUN}</script>`,
      city: "Jakarta",
      countryCode: "ID",
      zip: "12730",
    },
    pickup: { pickupTime: "ONE_HOUR", instructions: TITLES.html + TITLES.liquid },
  });
  const variants = Object.values(TITLES).map((title) => {
    const { variants } = shop.addsProduct({
      title,
      optionNames: ["Kind"],
      variants: [
        {
          optionValues: [`${title.slice(0, 200)} <i>`],
          sku: `<b>${title.slice(0, 20)}`,
          price: 1_000,
          stock: { [store.id]: 5 },
        },
      ],
    });
    return variants[0]?.id ?? "";
  });
  // a store's block is seen on a product of ordinary name: what a theme does with names is the theme's affair
  const [mug] = [...shop.state.variants.values()].filter((one) => one.sku === "KEBMUG-CLA");
  if (!mug) throw new Error("the demo catalogue has changed");
  shop.stocks({ variantId: mug.id, locationId: store.id, available: 3 });
  order = shop.buys({
    lines: variants.map((variantId) => ({ variantId, quantity: 1 })),
    delivery: { method: "PICK_UP", locationId: store.id },
    customer: { email: "sari@example.com", ...SHOPPER },
    note: TITLES.script,
    customAttributes: [{ key: TITLES.html, value: TITLES.liquid }],
    locale: "en",
  });
});
afterAll(() => demo.close());

async function nothingRan(page: Page): Promise<void> {
  for (const frame of page.frames())
    expect(await frame.evaluate(() => Reflect.get(window, "ran")), frame.url()).toBeUndefined();
}

/** what a browser shows of a title: NUL and half pairs are not text */
const shown = (title: string) => title.replaceAll("\0", "").toWellFormed().replaceAll(/\s+/g, " ");
const visible = async (page: Page, selector: string) =>
  ((await page.locator(selector).first().textContent()) ?? "").replaceAll(/\s+/g, " ");

test("every delivery about them was used", async () => {
  await insist("the deliveries to be used", async () => {
    const products = await staff.looksUp<{ title: string }>(`SELECT title FROM "Product"`);
    const titles = products.map((row) => row.title);
    for (const title of Object.values(TITLES))
      expect(titles).toContain(title.replaceAll("\0", "").toWellFormed());
    const waiting = await staff.looksUp<{ topic: string; status: string; reason: string | null }>(
      `SELECT topic, status, reason FROM "Inbox" WHERE status <> 'done'`,
    );
    expect(waiting).toEqual([]);
  });
});

test("the board shows them as text and runs nothing", async () => {
  const { page, complaints } = await demo.person();
  await page.goto(demo.at.admin("/app/pickups"));
  const board = page.frameLocator("iframe");
  await board.getByText(order.name).first().waitFor();
  await page.waitForTimeout(500);
  await nothingRan(page);
  const text = ((await board.locator("body").textContent()) ?? "").replaceAll(/\s+/g, " ");
  expect(text).toContain("<b>Bold</b>");
  expect(text).not.toMatch(/LIQUID-RAN(?!')/);
  expect(complaints).toEqual([]);
  await page.close();
});

test("the product page's block and chooser show the store's name as text and run nothing", async () => {
  const { page } = await demo.person();
  await page.goto(demo.at.storefront("/products/kebun-mug"));
  await page.getByRole("button", { name: "Change store" }).click();
  const chooser = page.getByRole("dialog", { name: "Choose your store" });
  await chooser.getByText(STORE).first().click();
  await page.getByText(`3 in stock at ${STORE}`).first().waitFor();
  await page.waitForTimeout(500);
  await nothingRan(page);
  await page.reload();
  await page.getByText(`3 in stock at ${STORE}`).first().waitFor();
  await nothingRan(page);
  await page.close();
});

test("the mail and the page it leads to show them as text and run nothing", async () => {
  await staff.marksReady(order.id);
  const mail = await demo.world.mailbox.waitFor("sari@example.com");
  expect(mail.subject).not.toContain("\n");
  const { page } = await demo.person();
  await page.setContent(mail.html);
  await page.waitForTimeout(300);
  await nothingRan(page);
  const read = await visible(page, "body");
  for (const title of [
    TITLES.html,
    TITLES.script,
    TITLES.emoji,
    TITLES.arabic,
    TITLES.liquid,
    STORE,
  ])
    expect(read).toContain(shown(title));
  expect(mail.text).toContain(shown(TITLES.html));

  const link = /https?:\/\/\S+\/apps\/sambung\/pickup\?p=[\w.-]+/.exec(mail.text)?.[0];
  if (!link) throw new Error("the mail has no link");
  const address = new URL(link);
  await page.goto(demo.at.storefront(`${address.pathname}${address.search}`));
  await page.getByText(order.name).first().waitFor();
  await page.waitForTimeout(500);
  await nothingRan(page);
  const pickup = await visible(page, "[data-sambung-pickup]");
  for (const title of [
    TITLES.html,
    TITLES.script,
    TITLES.style,
    TITLES.emoji,
    TITLES.arabic,
    TITLES.liquid,
    STORE,
  ])
    expect(pickup).toContain(shown(title));
  // the shell around it stands: the page does not scroll sideways on a phone for ten thousand characters
  await page.setViewportSize({ width: 390, height: 844 });
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll("[data-sambung-pickup] *")]
      .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
      .map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 40)}`),
  );
  expect(wide).toEqual([]);
  await page.close();
});

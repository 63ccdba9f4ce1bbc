import { afterAll, beforeAll, expect, test } from "vitest";
import type { FrameLocator, Page } from "playwright-core";
import { openDemo } from "./open-demo.ts";
import type { OpenDemo } from "./open-demo.ts";

/** One order, end to end: what a newcomer does by hand in the demo, unattended. The tests build on each other, in order. */
let demo: OpenDemo;
let shopper: Page;
let board: FrameLocator;
let code: string;
const complaints: string[][] = [];

beforeAll(async () => {
  demo = await openDemo();
  shopper = await someone();
});
afterAll(() => demo.close());

async function someone(options?: { phone?: boolean }): Promise<Page> {
  const person = await demo.person(options);
  complaints.push(person.complaints);
  return person.page;
}

test("the merchant installs Sambung in the admin and sees the shop come in step", async () => {
  const merchant = await someone();
  await merchant.goto(demo.at.admin());
  await merchant.getByRole("button", { name: "Install" }).click();
  const app = merchant.frameLocator("iframe");
  await app
    .getByText(/in step/i)
    .first()
    .waitFor({ timeout: 60_000 });
  await merchant.close();
});

test("the merchant states the stores' hours with one button", async () => {
  const merchant = await someone();
  await merchant.goto(demo.at.admin("/app/locations"));
  const app = merchant.frameLocator("iframe");
  await app.getByRole("button", { name: "Use 9:00–17:00, Monday to Saturday" }).click();
  await app.getByText("Mon–Sat").first().waitFor();
  await merchant.close();
});

test("the shopper sees how many are at their store, and when they can collect", async () => {
  await shopper.goto(demo.at.storefront("/products/kebun-mug"));
  await shopper
    .getByText(/^Order now, collect .+ from \d/)
    .first()
    .waitFor();
  await shopper.getByText("10 in stock at Jakarta Kemang", { exact: true }).waitFor();
});

test("the shopper chooses another store, and the page remembers it", async () => {
  await shopper.getByRole("button", { name: "Change store" }).click();
  const chooser = shopper.getByRole("dialog", { name: "Choose your store" });
  await chooser.getByText("Makassar Somba Opu").click();
  await shopper.getByText("12 in stock at Makassar Somba Opu", { exact: true }).waitFor();
  await shopper.reload();
  await shopper.getByText("12 in stock at Makassar Somba Opu", { exact: true }).waitFor();
});

test("a sale at that store's till changes the open page within a second", async () => {
  const { shop } = demo.world.simulator;
  const location = [...shop.state.locations.values()].find(
    ({ name }) => name === "Makassar Somba Opu",
  );
  const variant = [...shop.state.variants.values()].find(({ sku }) => sku === "KEBMUG-CLA");
  if (!location || !variant) throw new Error("the demo catalogue has changed");
  await shopper.waitForTimeout(1_000); // the page's stream is open
  const began = performance.now();
  shop.sells({ variantId: variant.id, locationId: location.id, quantity: 2 });
  await shopper.getByText("10 in stock at Makassar Somba Opu", { exact: true }).waitFor();
  expect(performance.now() - began).toBeLessThan(1_000);
});

test("the shopper buys it for pickup at that store", async () => {
  await shopper.getByRole("button", { name: "Add to cart" }).click();
  await shopper.waitForFunction(
    async () => (await (await fetch("/cart.js")).json()).item_count === 1,
  );
  await shopper.goto(demo.at.storefront("/checkout"));
  await shopper.getByLabel("Email").fill("sari@example.com");
  await shopper.getByLabel("First name").fill("Sari");
  await shopper.getByLabel("Pickup in store").check();
  expect(await shopper.getByRole("radio", { name: /Makassar Somba Opu/ }).isChecked()).toBe(true);
  await shopper.getByRole("button", { name: "Pay now" }).click();
  await shopper
    .getByText(/thank you/i)
    .first()
    .waitFor();
});

test("staff see it arrive on their phone without reloading, pick it and mark it ready", async () => {
  const staff = await someone({ phone: true });
  await staff.goto(demo.at.admin("/app/pickups"));
  board = staff.frameLocator("iframe");
  await board.getByText("#1002").waitFor();
  await board.getByText("Kebun Mug").first().waitFor();
  await board.getByRole("button", { name: "Start picking" }).click();
  await board.getByRole("tab", { name: /Picking/ }).click();
  await board.getByRole("button", { name: "Mark ready" }).click();
  await board.getByRole("tab", { name: /Ready/ }).click();
  await board.getByText("#1002").waitFor();
});

test("Shopify knows that it is ready, and was told once", async () => {
  const { shop } = demo.world.simulator;
  await expect
    .poll(() => shop.state.nativeNotices.filter(({ kind }) => kind === "ready_for_pickup").length)
    .toBe(1);
});

test("the shopper is mailed a code, the store's address and a link to a page that shows the state", async () => {
  const mail = await demo.world.mailbox.waitFor("sari@example.com");
  expect(mail.subject).toContain("#1002");
  expect(mail.html).toContain("Makassar Somba Opu");
  expect(mail.attachments.map(({ type }) => type)).toContain("image/png");
  code = /\b([A-Z0-9]{3}[ -]?[A-Z0-9]{3})\b/.exec(mail.text)?.[1] ?? "";
  const link = /https?:\/\/\S+\/apps\/sambung\/pickup\?p=[\w.-]+/.exec(mail.text)?.[0] ?? "";
  await shopper.goto(link.replace(/^https?:\/\/[^/]+/, demo.at.storefront("").replace(/\/$/, "")));
  await shopper.getByText(code.slice(0, 3)).first().waitFor();
});

test("a wrong code opens nothing", async () => {
  await board.getByRole("button", { name: "Hand over by code" }).click();
  await board.getByLabel("Pickup code").fill("AAA AAA");
  await board.getByRole("button", { name: "Find the order" }).click();
  await board
    .getByText(/No pickup of this shop has that code|not a pickup code/)
    .first()
    .waitFor();
});

test("the right code hands it over, and the shopper's open page says so", async () => {
  await board.getByLabel("Pickup code").fill(code.toLowerCase());
  await board.getByRole("button", { name: "Find the order" }).click();
  await board.getByRole("button", { name: "Hand over #1002" }).click();
  await board.getByRole("tab", { name: /Done today/ }).click();
  await board.getByText("#1002").waitFor();
  await shopper
    .getByText(/collected/i)
    .first()
    .waitFor({ timeout: 30_000 });
});

test("Shopify and Sambung agree that it was collected, and nobody was mailed twice", async () => {
  const { state } = demo.world.simulator.shop;
  await expect
    .poll(() => [...state.fulfillments.values()].map(({ displayStatus }) => displayStatus))
    .toContain("PICKED_UP");
  const pickups = [...state.fulfillmentOrders.values()].filter(
    ({ deliveryMethod }) => deliveryMethod.methodType === "PICK_UP",
  );
  expect(pickups.map(({ status }) => status)).toEqual(["CLOSED"]);
  expect(state.nativeNotices.filter(({ kind }) => kind === "ready_for_pickup")).toHaveLength(1);
  expect(demo.world.mailbox.mails.filter(({ to }) => to.includes("sari@example.com"))).toHaveLength(
    1,
  );
});

test("nobody's console complained", () => {
  expect(complaints.flat()).toEqual([]);
});

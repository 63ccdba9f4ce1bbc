import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { openDemo } from "./open-demo.ts";
import type { OpenDemo } from "./open-demo.ts";

/** One order, end to end: what a newcomer does by hand in the demo, unattended. The tests build on each other, in order. */
let demo: OpenDemo;
let shopper: Page;
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

test("the shopper sees how many are at their store", async () => {
  await shopper.goto(demo.at.storefront("/products/kebun-mug"));
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

test("nobody's console complained", () => {
  expect(complaints.flat()).toEqual([]);
});

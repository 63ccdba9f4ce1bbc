import { afterAll, beforeAll, expect, test } from "vitest";
import type { FrameLocator, Page } from "playwright-core";
import { barriersInApp } from "#test/support/barriers.ts";
import { openDemo } from "./open-demo.ts";
import type { OpenDemo } from "./open-demo.ts";

/**
 * The merchant says how a store works, and a shopper who has its page open reads what follows from it, without reloading.
 * The tests build on each other, in order.
 */
let demo: OpenDemo;
let merchant: Page;
let phone: Page;
let shopper: Page;
let app: FrameLocator;
const complaints: string[][] = [];
const A_DAY = 86_400_000;

beforeAll(async () => {
  demo = await openDemo();
  merchant = await someone();
  phone = await someone({ phone: true });
  shopper = await someone();
  app = merchant.frameLocator("iframe");
  await merchant.goto(demo.at.admin());
  await merchant.getByRole("button", { name: "Install" }).click();
  await app
    .getByText(/in step/i)
    .first()
    .waitFor({ timeout: 60_000 });
  await shopper.goto(demo.at.storefront("/products/kebun-mug"));
  await shopper.getByText("10 in stock at Jakarta Kemang", { exact: true }).waitFor();
});
afterAll(() => demo.close());

async function someone(options?: { phone?: boolean }): Promise<Page> {
  const person = await demo.person(options);
  complaints.push(person.complaints);
  return person.page;
}

function kemang() {
  const all = [...demo.world.simulator.shop.state.locations.values()];
  const found = all.find(({ name }) => name === "Jakarta Kemang");
  if (!found) throw new Error("the demo's locations have changed");
  return found;
}

const kemangPage = () => demo.at.admin(`/app/locations/${kemang().id}`);

/** A day of the store's calendar, so many days from now. */
function day(daysAhead: number, parts: Intl.DateTimeFormatOptions, locale = "en"): string {
  return new Intl.DateTimeFormat(locale, { timeZone: "Asia/Jakarta", ...parts }).format(
    Date.now() + daysAhead * A_DAY,
  );
}
const isoDay = (daysAhead: number) => day(daysAhead, { dateStyle: "short" }, "sv");
const shoppersDay = (daysAhead: number) =>
  day(daysAhead, { weekday: "short", day: "numeric", month: "short" });

/** The save bar goes when what was saved has come back. */
async function save(): Promise<void> {
  const button = merchant.getByRole("button", { name: "Save" });
  await button.click();
  await button.waitFor({ state: "hidden" });
}

/** What the shopper's open page says, with nobody touching it. */
const shopperReads = (text: string | RegExp) =>
  shopper.getByText(text, { exact: true }).first().waitFor();

test("a day with two openings: the promise runs through the break, on the merchant's page and the shopper's", async () => {
  const name = day(3, { weekday: "long" });
  await merchant.goto(kemangPage());
  await app.getByText("Nobody has confirmed this yet").waitFor();
  await app.getByLabel(name, { exact: true }).check();
  await app.getByLabel(`${name}, closes`).fill("12:00");
  await app.getByRole("button", { name: `Add hours on ${name}` }).click();
  await app.getByLabel(`${name}, closes`).last().fill("17:00");
  await app.getByLabel("Preparation time").fill("240");
  await app.getByText(/An order placed now would be ready .*14:00|2:00 PM/).waitFor();
  await save();
  await merchant.getByText("Saved", { exact: true }).waitFor();
  await shopperReads(`Order now, collect ${shoppersDay(3)} from 2:00 PM`);
});

test("a closure on that day moves the promise by a week, and a buffer takes from the count", async () => {
  await app.getByRole("button", { name: "Add a date" }).click();
  await app.getByLabel("Date", { exact: true }).fill(isoDay(3));
  await app.getByLabel("Buffer").fill("4");
  await save();
  await shopperReads(`Order now, collect ${shoppersDay(10)} from 2:00 PM`);
  await shopperReads("6 in stock at Jakarta Kemang");
});

test("all of it is still there after a reload", async () => {
  const name = day(3, { weekday: "long" });
  await merchant.goto(kemangPage());
  await app.getByText("Closures and special hours").waitFor();
  const hours = async (which: string) => {
    const fields = await app.getByLabel(`${name}, ${which}`).all();
    return Promise.all(fields.map((field) => field.inputValue()));
  };
  expect([await hours("opens"), await hours("closes")]).toEqual([
    ["09:00", "13:00"],
    ["12:00", "17:00"],
  ]);
  expect(await app.getByLabel("Date", { exact: true }).inputValue()).toBe(isoDay(3));
  expect(await app.getByLabel("Preparation time").inputValue()).toBe("240");
  expect(await app.getByLabel("Buffer").inputValue()).toBe("4");
  expect(await app.getByText("Nobody has confirmed this yet").count()).toBe(0);
});

test("what cannot be is said at its field and not saved", async () => {
  await app.getByLabel("Preparation time").fill("-5");
  await app.getByLabel("Date", { exact: true }).fill("");
  await merchant.getByRole("button", { name: "Save" }).click();
  await merchant.getByText("Not saved: see the fields marked below").waitFor();
  const preparation = app.getByLabel("Preparation time");
  await expect.poll(() => explained(preparation)).toContain("This is too small.");
  expect(await preparation.getAttribute("aria-invalid")).toBe("true");
  expect(await explained(app.getByLabel("Date", { exact: true }))).toContain("Enter a date.");
  await merchant.getByRole("button", { name: "Discard" }).click();
  await expect.poll(() => preparation.inputValue()).toBe("240");
  await merchant.reload();
  expect(await preparation.inputValue()).toBe("240");
});

/** What a screen reader says of a field after its name. */
async function explained(field: ReturnType<FrameLocator["getByLabel"]>): Promise<string> {
  return field.evaluate((element) =>
    (element.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join(" "),
  );
}

test("pickup switched off is off in Shopify too, and the storefront stops offering that store", async () => {
  const before = kemang().localPickupSettingsV2;
  const choice = app.getByLabel("Shoppers can choose this location at checkout");
  await choice.uncheck();
  await app.getByText("Pickup is off here, so nothing is promised.").waitFor();
  await save();
  await expect.poll(() => kemang().localPickupSettingsV2, { timeout: 10_000 }).toBeNull();
  await shopper.getByText(/stock at Jakarta Kemang/).waitFor({ state: "hidden" });
  expect(await storesOffered()).not.toContain("Jakarta Kemang");

  await choice.check();
  await save();
  await expect.poll(() => kemang().localPickupSettingsV2, { timeout: 10_000 }).toEqual(before);
  await expect.poll(storesOffered).toContain("Jakarta Kemang");
});

async function storesOffered(): Promise<string> {
  await shopper.reload();
  await shopper.getByRole("button", { name: /store/ }).first().click();
  const chooser = shopper.getByRole("dialog", { name: "Choose your store" });
  await chooser.getByText("Makassar Somba Opu").waitFor();
  const text = await chooser.innerText();
  await chooser.getByRole("button", { name: "Close" }).click();
  return text;
}

test("the merchant who shows no counts: shoppers read that only a few are left", async () => {
  await merchant.goto(demo.at.admin("/app/settings"));
  await app.getByText("Only whether there are few").click();
  await app.getByLabel("At or below this many").fill("6");
  await save();
  await shopperReads("Only a few left at Jakarta Kemang");
  await app.getByText("The number that is left").click();
  await save();
  await shopperReads("6 in stock at Jakarta Kemang");
});

test("a product's own buffer, where it is the larger one, takes from the count", async () => {
  await app.getByLabel("Search products").fill("kebun");
  await app.getByLabel("Buffer for Kebun Mug").fill("7");
  await app.getByRole("button", { name: "Keep back" }).click();
  await shopperReads("3 in stock at Jakarta Kemang");
});

test("how long a pickup waits: a number that cannot be is said at its field, another is kept", async () => {
  const days = app.getByLabel("A pickup that nobody collects expires after");
  await expect.poll(() => days.inputValue()).toBe("7");
  await days.fill("61");
  await merchant.getByRole("button", { name: "Save" }).click();
  await merchant.getByText("Not saved: see the field marked below").waitFor();
  await expect.poll(() => explained(days)).toContain("Enter a number of days from 1 to 60.");
  await days.fill("14");
  await save();
  await merchant.reload();
  await expect.poll(() => days.inputValue()).toBe("14");
});

test("no page of the merchant's has a barrier, at a desk or on a phone", async () => {
  const pages: [string, string][] = [
    ["/app", "Daily work"],
    ["/app/locations", "Makassar Somba Opu"],
    [`/app/locations/${kemang().id}`, "Closures and special hours"],
    ["/app/settings", "Buffers for products"],
  ];
  const found: Record<string, string[]> = {};
  for (const page of [merchant, phone])
    for (const [path, text] of pages) {
      await page.goto(demo.at.admin(path));
      await page.frameLocator("iframe").getByText(text).first().waitFor();
      found[`${path} at ${page.viewportSize()?.width}`] = await barriersInApp(page);
    }
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((page) => [page, []])));
});

test("no browser had anything to complain about", () => {
  expect(complaints.flat()).toEqual([]);
});

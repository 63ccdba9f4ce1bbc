import { afterAll, beforeAll, expect, test } from "vitest";
import type { FrameLocator, Page } from "playwright-core";
import { barriersInApp } from "#test/support/barriers.ts";
import { openDemo } from "./open-demo.ts";
import type { OpenDemo } from "./open-demo.ts";

/** Two members of staff at one counter, one at the desk and one with a phone. The tests build on each other, in order. */
let demo: OpenDemo;
let desk: Page;
let phone: Page;
const complaints: string[][] = [];

beforeAll(async () => {
  demo = await openDemo();
  desk = await someone();
  await desk.goto(demo.at.admin());
  await desk.getByRole("button", { name: "Install" }).click();
  await desk
    .frameLocator("iframe")
    .getByText(/in step/i)
    .first()
    .waitFor({ timeout: 60_000 });
  phone = await someone({ phone: true });
  for (const page of [desk, phone]) {
    await page.goto(demo.at.admin("/app/pickups"));
    await boardOf(page).getByText("Nothing new").waitFor();
    await boardOf(page).getByText("Live", { exact: true }).waitFor();
  }
});
afterAll(() => demo.close());

async function someone(options?: { phone?: boolean }): Promise<Page> {
  const person = await demo.person(options);
  complaints.push(person.complaints);
  return person.page;
}

const boardOf = (page: Page): FrameLocator => page.frameLocator("iframe");

function orders(firstName: string, sku: string): string {
  const { shop } = demo.world.simulator;
  const place = [...shop.state.locations.values()].find(({ name }) => name === "Jakarta Kemang");
  const variant = [...shop.state.variants.values()].find((one) => one.sku === sku);
  if (!place || !variant) throw new Error("the demo catalogue has changed");
  const order = shop.buys({
    lines: [{ variantId: variant.id, quantity: 2 }],
    delivery: { method: "PICK_UP", locationId: place.id },
    customer: { email: `${firstName.length}@example.com`, firstName, lastName: "Dewi" },
  });
  return order.name;
}

test("an order comes up on both boards by itself, with markup in a name as mere text", async () => {
  const name = orders('<img src=x onerror="document.title=1">', "KEBMUG-CLA");
  orders("عمر 🧶", "KEBMUG-CLA");
  for (const page of [desk, phone]) {
    await boardOf(page).getByText(name).waitFor({ timeout: 15_000 });
    await boardOf(page).getByText("عمر 🧶").waitFor({ timeout: 15_000 });
    await boardOf(page).getByText("<img src=x").waitFor();
    await boardOf(page)
      .getByText(/Ordered today|Promised for/)
      .first()
      .waitFor();
  }
});

test("what one presses, the other sees within two seconds; who presses second is told who was first", async () => {
  // the phone has just lost its connection and shows what was
  await phone.context().setOffline(true);
  await boardOf(desk).getByRole("button", { name: "Start picking" }).first().click();
  await boardOf(desk)
    .getByRole("tab", { name: /1 ?Picking/ })
    .waitFor();
  await phone.context().setOffline(false);
  await boardOf(phone).getByRole("button", { name: "Start picking" }).first().click();
  await phone
    .getByText(/did that|has changed|is being picked/)
    .first()
    .waitFor();
  await boardOf(phone)
    .getByRole("tab", { name: /1 ?Picking|2 ?Picking/ })
    .waitFor();

  await boardOf(desk)
    .getByRole("tab", { name: /Picking/ })
    .click();
  await boardOf(phone).getByRole("tab", { name: /Ready/ }).click();
  await boardOf(phone).getByText("Nothing waits for collection").waitFor();
  const began = performance.now();
  await boardOf(desk).getByRole("button", { name: "Mark ready" }).first().click();
  await boardOf(phone).getByRole("button", { name: "Hand over", exact: true }).waitFor();
  expect(performance.now() - began).toBeLessThan(2_000);
});

test("a problem is reported with a reason and solved again", async () => {
  const board = boardOf(desk);
  orders("Budi", "KEBMUG-CLA");
  await board.getByRole("tab", { name: /New/ }).click();
  await board.getByText("Budi").waitFor({ timeout: 15_000 });
  await board.getByRole("button", { name: "Problem…" }).first().click();
  await board.getByText("Item damaged").click();
  await board.getByLabel("Note for colleagues").fill("Handle broken");
  expect(await barriersInApp(desk)).toEqual([]);
  await board.getByRole("button", { name: "Report the problem" }).click();
  await board.getByRole("tab", { name: /1 ?Problem/ }).click();
  await board.getByText("Handle broken").waitFor();
  await board.getByRole("button", { name: "Problem solved" }).click();
  await board.getByText("No problems").waitFor();
});

test("the keyboard alone walks the tabs, opens the code field and leaves it", async () => {
  const board = boardOf(desk);
  await board.getByRole("tab", { name: /New/ }).click();
  await board.locator('[role="tab"][aria-selected="true"]', { hasText: "New" }).waitFor();
  await board.getByRole("tab", { name: /New/ }).focus(); // Polaris lets go of what a mouse has pressed
  await desk.keyboard.press("ArrowRight");
  await board.locator('[role="tab"][aria-selected="true"]', { hasText: "Picking" }).waitFor();
  expect(await board.locator(":focus").innerText()).toMatch(/Picking/);
  await desk.keyboard.press("End");
  await board.locator('[role="tab"][aria-selected="true"]', { hasText: "Done today" }).waitFor();
  await board.getByRole("button", { name: "Hand over by code" }).focus();
  await desk.keyboard.press("Enter");
  await expect
    .poll(() =>
      board
        .locator(":focus")
        .getAttribute("aria-labelledby")
        .catch(() => null),
    )
    .not.toBeNull();
  await desk.keyboard.type("cdf-ghj");
  await desk.keyboard.press("Enter");
  await board.getByText("No pickup of this shop has that code").waitFor();
  expect(await barriersInApp(desk)).toEqual([]);
  await desk.keyboard.press("Escape");
  await board.getByRole("dialog").waitFor({ state: "hidden" });
});

test("the chosen location is remembered by this browser alone", async () => {
  await boardOf(phone)
    .getByLabel("Location")
    .selectOption({ label: "Bandung Dago (0)" })
    .catch(async () => {
      const labels = await boardOf(phone).getByLabel("Location").locator("option").allInnerTexts();
      throw new Error(labels.join(", "));
    });
  await phone.waitForTimeout(500);
  await phone.goto(demo.at.admin("/app/pickups"));
  await expect
    .poll(() => boardOf(phone).getByLabel("Location").locator("option:checked").innerText())
    .toContain("Bandung");
  await desk.goto(demo.at.admin("/app/pickups"));
  await desk.waitForTimeout(1_000);
  expect(await boardOf(desk).getByLabel("Location").locator("option:checked").innerText()).toBe(
    "All locations",
  );
});

test("neither board nor a pickup's page has a barrier, on a phone or at a desk", async () => {
  await phone.goto(demo.at.admin("/app/pickups?location=all&tab=ready"));
  await boardOf(phone).getByRole("button", { name: "Hand over", exact: true }).first().waitFor();
  expect(await barriersInApp(phone)).toEqual([]);
  await boardOf(phone).getByRole("link", { name: /#1/ }).first().click();
  await boardOf(phone).getByText("Timeline").waitFor();
  await boardOf(phone).getByText("Marked ready").waitFor();
  expect(await barriersInApp(phone)).toEqual([]);
});

test("no browser had anything else to complain about", () => {
  const offline =
    /Failed to load resource|ERR_INTERNET_DISCONNECTED|Failed to fetch|turbo-stream|SyntaxError/;
  expect(complaints.flat().filter((text) => !offline.test(text))).toEqual([]);
});

test("the app goes away and comes back: the board says so, keeps what it knew, and follows again", async () => {
  await desk.goto(demo.at.admin("/app/pickups?location=all&tab=ready"));
  await boardOf(desk).getByText("Live", { exact: true }).waitFor();
  const cards = await boardOf(desk).getByRole("heading", { level: 2 }).count();
  expect(cards).toBeGreaterThan(0);
  const crashed = demo.crash();
  await boardOf(desk)
    .getByText(/Updates every 10 seconds|No connection/)
    .waitFor({ timeout: 20_000 });
  expect(await boardOf(desk).getByRole("heading", { level: 2 }).count()).toBe(cards);
  await crashed;
  await boardOf(desk).getByText("Live", { exact: true }).waitFor({ timeout: 30_000 });
});

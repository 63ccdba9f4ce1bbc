import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { barriers } from "#test/support/barriers.ts";
import { launchBrowser } from "#test/support/browser.ts";
import type { PeopleWorld } from "./people-world.ts";
import { startPeopleWorld } from "./people-world.ts";

/** What an app may expect from a theme, in a real browser. The page is drawn without the app, so that only the theme is judged. */
describe("the demo theme in a browser", () => {
  let world: PeopleWorld;
  let browser: Browser;
  beforeAll(async () => {
    world = await startPeopleWorld({ withExtension: false });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const open = async (path: string, width = 1280): Promise<{ page: Page; errors: string[] }> => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(world.storefront.origin + path, { waitUntil: "load" });
    return { page, errors };
  };
  const listen = (page: Page) =>
    page.evaluate(`
      window.told = [];
      for (const name of ["shopify:product:select", "shopify:cart:lines-update", "shopify:cart:error"])
        document.addEventListener(name, (event) => {
          window.told.push([name, event.action ?? null]);
          event.promise?.then((result) => window.told.push([name, result]));
        });
      document.addEventListener("change", (event) => event.target.name === "id" && window.told.push(["change", event.target.value]));
    `);
  const told = (page: Page): Promise<[string, unknown][]> => page.evaluate("window.told");

  test("choosing an option updates the address, the form, the price, and says `change`", async () => {
    const { page, errors } = await open("/products/sawah-bowl?sim_events=off");
    await listen(page);
    await page.getByText("Large", { exact: true }).click();
    await page.getByText("Rp 218.000").waitFor();
    const large = world.variant("sawah-bowl", "Large", "Ivory").id;
    expect(new URL(page.url()).searchParams.get("variant")).toBe(large);
    expect(await page.inputValue("#product-form [name=id]")).toBe(large);
    expect(await told(page)).toEqual([["change", large]]);
    expect(errors).toEqual([]);
    await page.close();
  });

  // https://shopify.dev/docs/apps/build/online-store/standard-events-and-actions
  test("with standard events on, it also says `shopify:product:select` with a promise of the variant", async () => {
    const { page } = await open("/products/sawah-bowl?sim_events=on");
    await listen(page);
    await page.getByText("Sage", { exact: true }).click();
    const variant = world.variant("sawah-bowl", "Small", "Sage").id;
    await page.waitForFunction("window.told.length > 2");
    const [first, , result] = await told(page);
    expect(first).toEqual(["shopify:product:select", null]);
    expect(result?.[1]).toMatchObject({
      variant: {
        id: `gid://shopify/ProductVariant/${variant}`,
        availableForSale: true,
        price: { amount: "120000.00", currencyCode: "IDR" },
      },
    });
    await page.close();
  });

  test("of two quick choices the last one stays", async () => {
    const { page, errors } = await open("/products/sawah-bowl");
    await page.evaluate(`
      const real = window.fetch;
      let calls = 0;
      window.fetch = async (...args) => { const wait = calls++ === 0 ? 400 : 0; const response = await real(...args); await new Promise((r) => setTimeout(r, wait)); args[1]?.signal?.throwIfAborted(); return response; };`);
    await page.getByText("Large", { exact: true }).click();
    await page.getByText("Medium", { exact: true }).click();
    await page.getByText("Rp 165.000").waitFor();
    await page.waitForTimeout(500);
    expect(await page.locator(".price").textContent()).toContain("Rp 165.000");
    expect(errors).toEqual([]);
    await page.close();
  });

  test("adding shows the count; a refusal shows Shopify's words and what was added in spite of it", async () => {
    const plate = world.variant("senja-plate", "Clay");
    for (const location of world.shop.state.locations.values())
      world.shop.unstocks({ variantId: plate.id, locationId: location.id });
    world.shop.stocks({
      variantId: plate.id,
      locationId: world.location("Jakarta Kemang").id,
      available: 2,
    });
    const { page } = await open(`/products/senja-plate?variant=${plate.id}&sim_events=on`);
    await listen(page);
    await page.fill("[name=quantity]", "3");
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.getByRole("alert").getByText("Only 2 items were added to your cart.").waitFor();
    expect(await page.textContent("[data-cart-count]")).toBe("2");
    expect((await told(page)).map(([name]) => name)).toContain("shopify:cart:error");
    await page.close();
  });

  test("Shopify.actions reads and writes the cart without a reload", async () => {
    const { page } = await open("/products/kebun-mug?sim_events=on");
    await listen(page);
    await page.evaluate("window.stayed = true");
    const mug = world.variant("kebun-mug", "Ink").id;
    const result = await page.evaluate(
      `Shopify.actions.updateCart({ lines: [{ merchandiseId: "gid://shopify/ProductVariant/${mug}", quantity: 2 }] })`,
    );
    expect(result).toMatchObject({ cart: { totalQuantity: 2 } });
    expect(
      await page.evaluate("Shopify.actions.getCart().then(({ cart }) => cart.totalQuantity)"),
    ).toBe(2);
    expect(await page.evaluate("[Shopify.actions.updateCart.isDefault(), window.stayed]")).toEqual([
      false,
      true,
    ]);
    expect((await told(page))[0]).toEqual(["shopify:cart:lines-update", "add"]);
    await page.close();
  });

  test("the cart page changes and removes lines", async () => {
    const { page, errors } = await open("/products/kebun-mug");
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.getByRole("link", { name: "View cart" }).click();
    await page.fill("[name='updates[]']", "3");
    await page.keyboard.press("Tab");
    await page.getByText("Rp 435.000").first().waitFor();
    await page.getByRole("button", { name: /^Remove Kebun Mug/ }).click();
    await page.getByText("Nothing here yet.").waitFor();
    expect(await page.textContent("[data-cart-count]")).toBe("");
    expect(errors).toEqual([]);
    await page.close();
  });

  test("without JavaScript the form still adds and the cart still updates", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${world.storefront.origin}/products/kebun-mug`);
    await page.getByRole("button", { name: "Add to cart" }).click();
    expect(new URL(page.url()).pathname).toBe("/cart");
    await page.getByRole("button", { name: "Check out" }).click();
    expect(new URL(page.url()).pathname).toBe("/checkout");
    await context.close();
  });

  test("no page has an accessibility violation or scrolls sideways, at a desk and on a phone", async () => {
    const { page } = await open("/products/kebun-mug");
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.getByRole("link", { name: "View cart" }).waitFor();
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      for (const path of [
        "/",
        "/products/lurik-camp-shirt",
        "/id/collections/all",
        "/cart",
        "/checkout",
        "/account/login",
        "/nowhere",
      ]) {
        await page.goto(world.storefront.origin + path);
        const violations = await barriers(page);
        const overflow = Number(
          await page.evaluate("document.documentElement.scrollWidth - innerWidth"),
        );
        expect([path, width, violations, Math.max(overflow, 0)]).toEqual([path, width, [], 0]);
      }
    }
    await page.close();
  });
});

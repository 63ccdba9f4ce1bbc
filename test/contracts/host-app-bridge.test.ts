import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adminHost } from "#test/simulator/admin-host/admin-host.ts";
import type { Front } from "#test/simulator/admin-host/start-front.ts";
import { startFront } from "#test/simulator/admin-host/start-front.ts";
import { startSimulator } from "#test/simulator/simulator.ts";
import type { Route, Simulator } from "#test/simulator/simulator.ts";
import { launchBrowser } from "#test/support/browser.ts";
import { startApp } from "./people-world.ts";

/** https://shopify.dev/docs/api/app-home (App Bridge): what an embedded app may count on, in a real browser. */
describe("Shopify's admin around the app", () => {
  let browser: Browser;
  let simulator: Simulator;
  let front: Front;
  let app: { url: string; close(): void };
  const bearers: string[] = [];
  beforeAll(async () => {
    app = await startApp((request, response) => {
      const path = request.url?.split("?")[0];
      if (path === "/data") {
        bearers.push(request.headers.authorization ?? "");
        // the first call finds its token stale
        const stale = bearers.length === 1;
        response
          .writeHead(
            stale ? 401 : 200,
            stale ? { "x-shopify-retry-invalid-session-request": "1" } : {},
          )
          .end("fresh");
        return;
      }
      const policy = "frame-ancestors https://sambung-demo.myshopify.com https://admin.shopify.com";
      response
        .writeHead(200, { "content-type": "text/html", "content-security-policy": policy })
        .end(path === "/auth/bounce" ? bounce : page);
    });
    let routes: Route[] = [];
    simulator = await startSimulator({
      appUrl: app.url,
      installed: false,
      mount: () => [async (request, response) => (await routes[0]?.(request, response)) ?? false],
    });
    front = await startFront({ appUrl: () => app.url, hostOrigin: () => simulator.url });
    routes = [adminHost({ simulator, frontOrigin: () => front.origin })];
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await front.close();
    await simulator.close();
    app.close();
  });

  const bounce =
    '<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js" data-api-key="k"></script>';
  const page = `<!doctype html><title>Home</title>${bounce}
    <ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/pickups">Pickups</a><a href="/app/settings">Settings</a></ui-nav-menu>
    <ui-title-bar title="Pickups of today"><button variant="primary" onclick="document.body.dataset.pressed='yes'">Refresh</button></ui-title-bar>
    <ui-modal id="m"><p>Really?</p><ui-title-bar title="Hand over"><button variant="primary" onclick="document.body.dataset.handed='yes'">Yes</button></ui-title-bar></ui-modal>
    <form data-save-bar onsubmit="event.preventDefault();document.body.dataset.saved=this.name.value"><input name="name" value="a"></form>
    <script>addEventListener("shopify:navigate", (event) => history.pushState({}, "", event.target.getAttribute("href")))</script>`;

  const open = async (
    path = "",
    size = { width: 1280, height: 800 },
  ): Promise<{ host: Page; frame: Frame }> => {
    const host = await browser.newPage({ viewport: size });
    await host.goto(`${simulator.url}/admin/apps/sambung${path}`);
    const frame = host.frames().find((one) => one.url().startsWith(front.origin));
    if (frame === undefined)
      throw new Error(
        `the app is not framed: ${host
          .frames()
          .map((one) => one.url())
          .join()}`,
      );
    await frame.waitForFunction("window.shopify !== undefined");
    return { host, frame };
  };

  test("asks before it installs, and then opens the app", async () => {
    const host = await browser.newPage();
    await host.goto(`${simulator.url}/admin/apps/sambung/app`);
    expect(await host.textContent("main")).toContain("read_merchant_managed_fulfillment_orders");
    expect(simulator.isInstalled()).toBe(false);
    await host.getByRole("button", { name: "Install" }).click();
    await host.waitForSelector("iframe");
    expect(simulator.isInstalled()).toBe(true);
    await host.close();
  });

  test("a deep link opens that page of the app, with shop, host, language and a session token for this app", async () => {
    const { host, frame } = await open("/app/pickups?tab=ready&locale=id");
    const config = await frame.evaluate("window.shopify.config");
    expect(config).toEqual({
      apiKey: "k",
      shop: simulator.shop.state.info.domain,
      host: expect.any(String),
      locale: "id",
    });
    const url = new URL(frame.url());
    expect([url.pathname, url.searchParams.get("tab"), url.searchParams.get("embedded")]).toEqual([
      "/app/pickups",
      "ready",
      "1",
    ]);
    expect(Buffer.from(url.searchParams.get("host") ?? "", "base64").toString()).toBe(
      "admin.shopify.com/store/" + simulator.shop.state.info.domain.split(".")[0],
    );
    const token = String(await frame.evaluate("window.shopify.idToken()"));
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    expect(claims).toMatchObject({
      aud: simulator.apiKey,
      dest: `https://${simulator.shop.state.info.domain}`,
    });
    await host.close();
  });

  test("calls to the app's own origin carry a fresh token, and a stale one is tried again", async () => {
    const { host, frame } = await open("/app");
    expect(await frame.evaluate("fetch('/data').then((response) => response.text())")).toBe(
      "fresh",
    );
    expect(bearers).toEqual([
      expect.stringMatching(/^Bearer ey/),
      expect.stringMatching(/^Bearer ey/),
    ]);
    await host.close();
  });

  test("the menu stands in the host and steers the app; the address follows", async () => {
    const { host, frame } = await open("/app");
    await host.waitForSelector("[data-nav] a");
    expect(await host.locator("[data-nav] a").allTextContents()).toEqual(["Pickups", "Settings"]);
    await host.locator("[data-nav] a", { hasText: "Settings" }).click();
    await host.waitForURL("**/admin/apps/sambung/app/settings");
    expect(new URL(frame.url()).pathname).toBe("/app/settings");
    expect(await host.getAttribute("[data-nav] a:nth-child(2)", "aria-current")).toBe("page");
    expect(await frame.locator("ui-nav-menu").isVisible()).toBe(false);
    await host.close();
  });

  test("title bar, toast and loading are shown by the host", async () => {
    const { host, frame } = await open("/app");
    await host.getByText("Pickups of today").waitFor();
    await host.getByRole("button", { name: "Refresh" }).click();
    await frame.waitForSelector("body[data-pressed]");
    await frame.evaluate("window.shopify.toast.show('Saved <b>well</b>')");
    expect(await host.locator(".toast").textContent()).toContain("Saved <b>well</b>");
    await frame.evaluate("window.shopify.loading(true)");
    await host.waitForSelector("[data-progress]:not([hidden])");
    await host.close();
  });

  test("a form with data-save-bar brings the save bar; it saves, discards, and keeps people from leaving", async () => {
    const { host, frame } = await open("/app");
    await frame.fill("input", "b");
    await host.getByText("Unsaved changes").waitFor();
    await host.locator("[data-nav] a", { hasText: "Settings" }).click();
    await host.waitForSelector(".save-bar.shake");
    expect(new URL(frame.url()).pathname).toBe("/app");
    await host.getByRole("button", { name: "Discard" }).click();
    await host.waitForSelector("[data-save-bar][hidden]", { state: "attached" });
    expect(await frame.inputValue("input")).toBe("a");
    await frame.fill("input", "c");
    await host.getByRole("button", { name: "Save" }).click();
    await frame.waitForSelector('body[data-saved="c"]');
    await host.waitForSelector("[data-save-bar][hidden]", { state: "attached" });
    await host.close();
  });

  test("a modal shows its content, its title and its buttons", async () => {
    const { host, frame } = await open("/app");
    await frame.evaluate("window.shopify.modal.show('m')");
    await frame.getByRole("dialog", { name: "Hand over" }).waitFor();
    await frame.getByRole("button", { name: "Yes" }).click();
    await frame.waitForSelector("body[data-handed]");
    await frame.evaluate("window.shopify.modal.hide('m')");
    expect(await frame.getByText("Really?").isVisible()).toBe(false);
    await host.close();
  });

  // the bounce page of @shopify/shopify-app-remix: /auth/session-token?shopify-reload=<address>
  test("the bounce page comes back to the wanted address with a token", async () => {
    const { host, frame } = await open("/app");
    await frame.evaluate(
      `location.assign('/auth/bounce?shopify-reload=${encodeURIComponent("https://app.example/app/pickups?x=1")}')`,
    );
    await frame.waitForURL(/\/app\/pickups\?x=1&id_token=ey/);
    expect(frame.url().startsWith(front.origin)).toBe(true);
    await host.close();
  });

  test("what is not simulated is refused by name", async () => {
    const { host, frame } = await open("/app");
    const refused = frame.evaluate("window.shopify.resourcePicker({ type: 'product' })");
    await expect(refused).rejects.toThrow("shopify.resourcePicker is not simulated");
    await host.close();
  });

  test("on a phone the menu lies above the app and nothing scrolls sideways", async () => {
    const { host } = await open("/app", { width: 390, height: 844 });
    await host.locator("[data-phone-nav] a", { hasText: "Pickups" }).waitFor();
    expect(await host.locator(".side").isVisible()).toBe(false);
    expect(await host.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await host.close();
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PeopleWorld } from "./people-world.ts";
import { startPeopleWorld } from "./people-world.ts";

describe("the storefront", () => {
  let world: PeopleWorld;
  beforeAll(async () => {
    world = await startPeopleWorld();
  });
  afterAll(() => world.close());
  const text = async (path: string) => (await world.browser().fetch(path)).text();

  test("every product, collection and page answers, in both languages", async () => {
    const { products, collections } = world.shop.state;
    const shown = [...products.values()].filter((product) => product.status === "ACTIVE");
    const paths = [
      "/",
      "/cart",
      "/account/login",
      "/checkout",
      ...shown.map((product) => `/products/${product.handle}`),
      ...[...collections.keys()].map((handle) => `/collections/${handle}`),
    ];
    for (const path of paths.flatMap((one) => [one, `/id${one}`])) {
      const response = await world.browser().fetch(path);
      expect([path, response.status]).toEqual([path, 200]);
    }
  });

  test("a draft is not for sale, and an unknown page is the theme's 404", async () => {
    expect((await world.browser().fetch("/products/prototype-lamp")).status).toBe(404);
    expect((await world.browser().fetch("/products/prototype-lamp.js")).status).toBe(404);
    expect(await text("/nowhere")).toContain("This page has moved on");
  });

  // "localization … routes.root_url": every link of a page in another language keeps its prefix
  test("the Indonesian shop speaks Indonesian and stays under /id", async () => {
    const html = await text("/id/products/kebun-mug");
    expect(html).toContain('lang="id"');
    expect(html).toContain("Masukkan keranjang");
    expect(html).toContain('href="/id/cart"');
    expect(html).toContain('"routes":{"root":"/id/"}');
  });

  test("the language switch comes back to the same page and never leaves the shop", async () => {
    const shopper = world.browser();
    const change = (back: string) =>
      shopper.fetch("/localization", {
        method: "POST",
        body: new URLSearchParams({ locale_code: "id", return_to: back }),
      });
    expect((await change("/products/kebun-mug")).headers.get("location")).toBe(
      "/id/products/kebun-mug",
    );
    expect((await change("//evil.example")).headers.get("location")).toBe("/id");
  });

  // Section Rendering API: `?section_id=` gives one section as HTML, `?sections=` several as JSON, null for a failed one
  test("single sections can be asked for, with the chosen variant", async () => {
    const large = world.variant("sawah-bowl", "Large", "Sage");
    const html = await text(
      `/products/sawah-bowl?variant=${large.id}&section_id=template--1__main`,
    );
    expect(html).toMatch(/^<section\s+id="shopify-section-template--1__main"/);
    expect(html).toContain("Rp 218.000");
    expect(html).not.toContain("<html");
    const several = await world
      .browser()
      .json("/products/sawah-bowl?sections=template--1__main,sections--2__header,nope");
    expect(Object.keys(several.body)).toEqual(["template--1__main", "sections--2__header", "nope"]);
    expect(several.body.nope).toBeNull();
    expect((await world.browser().fetch("/?section_id=nope")).status).toBe(404);
  });

  test("/products/<handle>.js gives prices in hundredths and the options", async () => {
    const { body } = await world.browser().json("/products/sawah-bowl.js");
    expect(body).toMatchObject({
      handle: "sawah-bowl",
      price_min: 12_000_000,
      price_max: 21_800_000,
      price_varies: true,
    });
    expect(body.options).toEqual([
      { name: "Size", position: 1, values: ["Small", "Medium", "Large"] },
      { name: "Glaze", position: 2, values: ["Ivory", "Sage"] },
    ]);
    expect(body.variants).toHaveLength(6);
  });

  test("titles with HTML, emoji or right-to-left text are shown as text", async () => {
    const mug = [...world.shop.state.products.values()].find(
      (product) => product.handle === "garam-salt-jar",
    );
    const title = `<script>alert(1)</script> ☕️ قهوة "quoted"`;
    world.shop.changesProduct(mug?.id ?? "", { title });
    for (const path of ["/products/garam-salt-jar", "/collections/ceramics"]) {
      const html = await text(path);
      expect(html).not.toContain("<script>alert(1)");
      expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt; ☕️ قهوة");
    }
  });

  test("what is sold out says so and cannot be added", async () => {
    const candle = world.variant("melati-candle");
    for (const location of world.shop.state.locations.values()) {
      world.shop.setsStock({ variantId: candle.id, locationId: location.id, available: 0 });
    }
    expect(await text("/products/melati-candle")).toMatch(/<button[^>]*disabled[^>]*>\s*Sold out/);
  });

  test("standard events can be switched off: then there is no Shopify.actions script", async () => {
    expect(await text("/products/kebun-mug?sim_events=on")).toContain("standard-actions.js");
    expect(await text("/products/kebun-mug?sim_events=off")).not.toContain("standard-actions.js");
  });

  test("pictures are drawn, sized, and may be cached for ever", async () => {
    const html = await text("/products/kebun-mug");
    const source = /src="(\/cdn\/shop\/files\/mug-clay\.svg\?width=1200)"/.exec(html)?.[1];
    const picture = await world.browser().fetch(source ?? "/missing");
    expect(picture.headers.get("content-type")).toBe("image/svg+xml");
    expect(picture.headers.get("cache-control")).toContain("immutable");
  });

  test("the same page is the same bytes", async () => {
    expect(await text("/products/kebun-mug")).toBe(await text("/products/kebun-mug"));
  });

  test("a customer logs in and out", async () => {
    const shopper = world.browser();
    expect((await shopper.fetch("/account")).headers.get("location")).toBe("/account/login");
    await shopper.fetch("/account/login", {
      method: "POST",
      body: new URLSearchParams({ email: "Ayu@pelanggan.example" }),
    });
    expect(await (await shopper.fetch("/account")).text()).toContain("Ayu");
    await shopper.fetch("/account/logout");
    expect((await shopper.fetch("/account")).status).toBe(303);
  });
});

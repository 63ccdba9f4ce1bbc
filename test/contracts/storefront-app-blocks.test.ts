import { cpSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PeopleWorld } from "./people-world.ts";
import { startPeopleWorld } from "./people-world.ts";

/** https://shopify.dev/docs/apps/build/online-store/theme-app-extensions/configuration */
describe("a theme app extension", () => {
  let world: PeopleWorld;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "extension-"));
    for (const name of ["blocks", "snippets", "assets", "locales"]) mkdirSync(join(folder, name));
    write("assets/live.js", "export {};");
    write("assets/live.css", "p{}");
    write(
      "locales/en.default.json",
      '{ "here": { "one": "{{ count }} left", "other": "{{ count }} here" } }',
    );
    write("locales/id.json", '{ "here": { "other": "{{ count }} ada" } }');
    write(
      "snippets/store.liquid",
      "<li>{{ store.location.name | escape }} {{ store.pick_up_time }}</li>",
    );
    block("<p>block</p>");
    world = await startPeopleWorld({ extensionFolder: folder });
  });
  afterEach(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });

  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
  const block = (liquid: string, schema: object = { name: "Availability", target: "section" }) =>
    write(
      "blocks/availability.liquid",
      `${liquid}\n{% schema %}\n${JSON.stringify(schema)}\n{% endschema %}`,
    );
  const page = async (path = "/products/kebun-mug") => (await world.browser().fetch(path)).text();

  test("its block stands in the @app place, in Shopify's wrapper, without its schema", async () => {
    const html = await page();
    expect(html).toMatch(
      /<div id="shopify-block-\w+" class="shopify-block shopify-app-block" data-block-handle="availability"><p>block<\/p>/,
    );
    expect(html).not.toMatch(/\{%|"target"/);
  });

  test("settings have their defaults, and a resource setting with autofill is the page's product", async () => {
    block(
      `[{{ block.settings.product.title }}|{{ block.settings.label }}|{{ block.settings.counts }}|{{ block.settings.note }}]`,
      {
        name: "Availability",
        target: "section",
        settings: [
          { type: "product", id: "product", label: "Product", autofill: true },
          { type: "text", id: "label", label: "Label", default: "At your store" },
          { type: "checkbox", id: "counts", label: "Counts" },
          { type: "text", id: "note", label: "Note" },
        ],
      },
    );
    expect(await page()).toContain("[Kebun Mug|At your store|false|]");
  });

  // "stylesheet / javascript: … injected … once per page"; asset_url points at the extension's own assets
  test("its stylesheet and script are in the head once, and asset_url serves its files", async () => {
    block(`<i data-url="{{ 'live.js' | asset_url }}"></i>`, {
      name: "Availability",
      target: "section",
      stylesheet: "live.css",
      javascript: "live.js",
    });
    const html = await page();
    const head = html.slice(0, html.indexOf("</head>"));
    expect(head.match(/live\.css/g)).toHaveLength(1);
    expect(head).toMatch(/<script src="\/extensions\/[^"]+\/live\.js\?v=\w+" async>/);
    const url = /<i data-url="([^"]+)"/.exec(html)?.[1] ?? "";
    const asset = await world.browser().fetch(url);
    expect([await asset.text(), asset.headers.get("content-type")]).toEqual([
      "export {};",
      "text/javascript; charset=utf-8",
    ]);
  });

  test("`t` speaks the page's language from the extension's own locales, with plurals", async () => {
    block(`[{{ 'here' | t: count: 1 }}|{{ 'here' | t: count: 3 }}]`);
    expect(await page()).toContain("[1 left|3 here]");
    expect(await page("/id/products/kebun-mug")).toContain("[1 ada|3 ada]");
  });

  // "a location that does not stock the variant is absent"; "available, pick_up_enabled, pick_up_time, location": no count
  test("variant.store_availabilities has the pickup locations that stock the variant", async () => {
    const mug = world.variant("kebun-mug", "Clay");
    world.shop.unstocks({ variantId: mug.id, locationId: world.location("Bandung Dago").id });
    world.shop.setsStock({
      variantId: mug.id,
      locationId: world.location("Jakarta Kemang").id,
      available: 0,
    });
    block(
      `{% assign variant = product.selected_or_first_available_variant %}{% for store in variant.store_availabilities %}({{ store.location.name }}:{{ store.available }}){% render 'store', store: store %}{% endfor %}`,
    );
    const html = await page(`/products/kebun-mug?variant=${mug.id}`);
    expect(html).toContain(
      "(Jakarta Kemang:false)<li>Jakarta Kemang Usually ready in 2 hours</li>",
    );
    expect(html).not.toContain("(Bandung Dago");
    expect(html).not.toContain("(Gudang Cikarang");
  });

  test("app.metafields are the installation's; what is not there is nil", async () => {
    const field = {
      id: "1",
      ownerGid: "gid://shopify/AppInstallation/9",
      namespace: "sambung",
      key: "config",
      type: "json",
    };
    const value = '{"proxy":"/apps/sambung"}';
    world.shop.state.metafields.set("x", { ...field, value, updatedAt: "2026-11-21T00:00:00Z" });
    block(
      `[{{ app.metafields.sambung.config.value.proxy }}|{{ app.metafields.other.thing.value }}]`,
    );
    expect(await page()).toContain("[/apps/sambung|]");
  });

  test.each([
    ["an unknown filter", "{{ 'x' | sparkle }}", "sparkle"],
    ["an unknown object", "{{ weather }}", "weather"],
    ["an unknown property", "{{ product.weather }}", "product.weather"],
    ["an unknown tag", "{% sparkle %}", "sparkle"],
    // "javascript, stylesheet, include, layout, section, sections" are forbidden in app blocks
    ["a tag that themes may use and blocks may not", "{% section 'header' %}", "section"],
    ["a missing translation", "{{ 'nope' | t }}", "translation missing: en.nope"],
    ["a missing asset", "{{ 'nope.js' | asset_url }}", "nope.js"],
    ["a missing snippet", "{% render 'nope' %}", "nope"],
    ["a section property other than id", "{{ section.settings }}", "section.settings"],
  ])("%s fails by name", async (_what, liquid, name) => {
    block(liquid);
    const response = await world.browser().fetch("/products/kebun-mug");
    expect(response.status).toBe(500);
    expect(await response.text()).toContain(name);
  });

  test("the page can be had without it, and a shop whose extension folder is gone still works", async () => {
    expect(await page("/products/kebun-mug?sim_extension=off")).not.toContain("shopify-app-block");
    world.storefront.switches.withExtension = false;
    expect(await page()).not.toContain("shopify-app-block");
    const bare = await startPeopleWorld({ extensionFolder: join(folder, "nowhere") });
    expect(await (await bare.browser().fetch("/products/kebun-mug")).text()).not.toContain(
      "shopify-app-block",
    );
    await bare.close();
  });

  test("an edited file is seen at the next request", async () => {
    expect(await page()).toContain("<p>block</p>");
    await new Promise((resolve) => setTimeout(resolve, 20));
    block("<p>edited</p>");
    expect(await page()).toContain("<p>edited</p>");
  });

  // "app embed blocks … target head, compliance_head, or body"; "off by default": the theme's settings_data.json turns them on
  test("an app embed stands at the end of the body, or in the head, where the merchant turned it on", async () => {
    write(
      "blocks/companion.liquid",
      `<b>{{ block.settings.greeting }}</b>{% schema %}{"name":"Companion","target":"body","settings":[{"type":"text","id":"greeting","label":"G","default":"hello"}]}{% endschema %}`,
    );
    write(
      "blocks/meta.liquid",
      `<meta name="x">{% schema %}{"name":"Meta","target":"head"}{% endschema %}`,
    );
    write(
      "blocks/off.liquid",
      `<b>off</b>{% schema %}{"name":"Off","target":"body"}{% endschema %}`,
    );
    const themeFolder = mkdtempSync(join(tmpdir(), "theme-"));
    cpSync(fileURLToPath(new URL("../simulator/storefront/theme", import.meta.url)), themeFolder, {
      recursive: true,
    });
    const embed = (handle: string, more: object = {}) => ({
      type: `shopify://apps/sambung/blocks/${handle}/0192`,
      ...more,
    });
    const blocks = {
      "11": embed("companion", { settings: { greeting: "halo" } }),
      "12": embed("meta"),
      "13": embed("off", { disabled: true }),
    };
    writeFileSync(
      join(themeFolder, "config/settings_data.json"),
      JSON.stringify({ current: { settings: {}, blocks } }),
    );
    const embedded = await startPeopleWorld({ extensionFolder: folder, themeFolder });
    const html = await (await embedded.browser().fetch("/")).text();
    expect(html).toMatch(/<div\s+id="shopify-block-11"[^>]*><b>halo<\/b><\/div><\/body>/);
    expect(html.indexOf('<meta name="x">')).toBeLessThan(html.indexOf("</head>"));
    expect(html).not.toContain("<b>off</b>");
    await embedded.close();
    rmSync(themeFolder, { recursive: true });
  });
});

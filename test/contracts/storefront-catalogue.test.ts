import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CatalogueError } from "#test/simulator/catalogue/csv-table.ts";
import { drawPicture } from "#test/simulator/catalogue/draw-picture.ts";
import { readCatalogue } from "#test/simulator/catalogue/read-catalogue.ts";

const folder = mkdtempSync(join(tmpdir(), "catalogue-"));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const load = (catalogPath?: string, inventoryPath?: string) =>
  readCatalogue({
    catalogPath,
    inventoryPath,
    at: "2026-11-01T00:00:00Z",
    pictureBase: "http://localhost:4010",
  });

/** https://help.shopify.com/en/manual/products/import-export/using-csv and …/inventory/setup/inventory-csv */
describe("the catalogue", () => {
  test("ours has about forty products, six locations in three time zones, and a drawing for every picture", async () => {
    const state = await load();
    expect(state.products.size).toBeGreaterThanOrEqual(40);
    expect(state.locations.size).toBe(6);
    expect(
      [...state.locations.values()].filter((one) => one.localPickupSettingsV2 === null),
    ).toHaveLength(1);
    for (const product of state.products.values()) {
      expect(product.images.length).toBeGreaterThan(0);
      for (const { url } of product.images)
        expect([url, drawPicture(url.split("/").at(-1) ?? "")]).toEqual([
          url,
          expect.stringContaining("<svg"),
        ]);
    }
    for (const variant of state.variants.values())
      expect(state.products.has(variant.productId)).toBe(true);
    const skus = [...state.variants.values()].map((variant) => variant.sku);
    expect(new Set(skus).size).toBe(skus.length);
  });

  test("a location that says `not stocked` has no level, and a zero is a level", async () => {
    const state = await load();
    const levels = [...state.levels.values()];
    expect(levels.length).toBeLessThan(state.variants.size * state.locations.size);
    expect(levels.some((level) => level.available === 0)).toBe(true);
  });

  test("the long-standing column names load, with quantities at the first location", async () => {
    const path = file(
      "old.csv",
      `Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Image Src,Status
tee,"A ""tee""",<p>x</p>,V,T,"a, b",true,Size,S,1,shopify,4,deny,10.00,12.50,https://cdn.shopify.com/x.png,active
tee,,,,,,,,M,2,shopify,0,continue,11,,,
`,
    );
    const state = await load(path);
    expect([...state.products.values()]).toMatchObject([
      {
        handle: "tee",
        title: 'A "tee"',
        tags: ["a", "b"],
        optionNames: ["Size"],
        images: [{ url: "https://cdn.shopify.com/x.png" }],
      },
    ]);
    expect([...state.variants.values()]).toMatchObject([
      { title: "S", price: 1000, compareAtPrice: 1250, inventoryPolicy: "DENY" },
      { title: "M", price: 1100, inventoryPolicy: "CONTINUE" },
    ]);
    expect([...state.levels.values()].map((level) => level.available)).toEqual([4, 0]);
  });

  test("the renamed columns load too", async () => {
    const path = file(
      "new.csv",
      `\uFEFFTitle,URL handle,Description,Vendor,Type,Tags,Published on online store,Status,SKU,Option1 name,Option1 value,Price,Inventory tracker,Inventory quantity,Continue selling when out of stock
Cup,cup,,V,T,,TRUE,Active,C1,,,9.99,shopify,3,FALSE
`,
    );
    const state = await load(path);
    expect([...state.variants.values()]).toMatchObject([
      { title: "Default Title", price: 999, sku: "C1" },
    ]);
  });

  test("rows that do not parse are all named at once", async () => {
    const path = file(
      "bad.csv",
      `Handle,Title,Option1 Name,Option1 Value,Variant Price,Status
a,A,Size,S,ten,active
,B,Size,S,1,active
c,,Size,,1,sold
`,
    );
    const failure = await load(path).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CatalogueError);
    expect(String(failure)).toContain('row 2 (a): the price "ten" is not an amount');
    expect(String(failure)).toContain("row 3: the handle is blank");
    expect(String(failure)).toContain("row 4 (c): the title is blank");
    expect(String(failure)).toContain('row 4 (c): the status "sold"');
    expect(String(failure)).toContain('row 4 (c): the value of option "Size" is blank');
  });

  test("a file that is something else says so", async () => {
    await expect(load(file("what.csv", "a,b\n1,2\n"))).rejects.toThrow("is this a product export?");
    await expect(load(file("quote.csv", 'Handle,Title\n"a,b\n'))).rejects.toThrow(
      "quote.csv cannot be loaded",
    );
  });

  test("an inventory row for an unknown location or variant is named", async () => {
    const path = file(
      "inv.csv",
      `Handle,Title,Option1 Name,Option1 Value,Location,Available,On hand
kebun-mug,Kebun Mug,Colour,Clay,Mars,1,1
kebun-mug,Kebun Mug,Colour,Purple,Jakarta Kemang,1,1
kebun-mug,Kebun Mug,Colour,Clay,Jakarta Kemang,few,few
`,
    );
    const failure = String(await load(undefined, path).catch((error: unknown) => error));
    expect(failure).toContain('row 2: the location "Mars" is none of Jakarta Kemang');
    expect(failure).toContain('row 3: no product "kebun-mug" with the options "Purple"');
    expect(failure).toContain('"few" in Available');
  });
});

import type { Id, IsoTime, Product, ShopState, Variant } from "../state.ts";
import { CatalogueError, readTable, type Row } from "./csv-table.ts";

export interface ProductOptions {
  fileName: string;
  at: IsoTime;
  /** absolute address in front of picture paths that have none, e.g. http://localhost:4010 */
  pictureBase: string;
}

/** What `Variant Inventory Qty` said, for exports that come without an inventory file. */
export type QuantityBySku = Map<Id, number>;

/**
 * Shopify's product CSV, in both spellings that exports have: the long-standing one (`Handle`, `Body (HTML)`, `Variant SKU`)
 * and the renamed columns (`URL handle`, `Description`, `SKU`). One product is a run of rows with the same handle; a row may carry a
 * variant, a picture, or both.
 */
export function readProducts(
  text: string,
  state: ShopState,
  options: ProductOptions,
): QuantityBySku {
  const table = readTable(text, options.fileName);
  const problems: string[] = [];
  for (const needed of [["handle", "url handle"], ["title"], ["variant price", "price"]]) {
    if (!needed.some((name) => table.columns.has(name))) {
      problems.push(`the column "${needed[0]}" is missing; is this a product export?`);
    }
  }
  if (problems.length > 0) throw new CatalogueError(options.fileName, problems);

  const groups = new Map<string, Row[]>();
  for (const row of table.rows) {
    const handle = row.get("Handle", "URL handle");
    if (handle === "") problems.push(`row ${row.line}: the handle is blank`);
    else groups.set(handle, [...(groups.get(handle) ?? []), row]);
  }
  const quantities: QuantityBySku = new Map();
  let number = state.products.size;
  for (const [handle, rows] of groups) {
    number += 1;
    readProduct({ handle, rows, number, state, options, problems, quantities });
  }
  if (problems.length > 0) throw new CatalogueError(options.fileName, problems);
  return quantities;
}

interface Reading {
  handle: string;
  rows: Row[];
  number: number;
  state: ShopState;
  options: ProductOptions;
  problems: string[];
  quantities: QuantityBySku;
}

function readProduct(reading: Reading): void {
  const { handle, rows, number, state, options, problems } = reading;
  const first = rows[0];
  if (first === undefined) return;
  const title = first.get("Title");
  if (title === "") problems.push(`row ${first.line} (${handle}): the title is blank`);
  const id = String(8_650_100_000_000 + number);
  const optionNames = [1, 2, 3]
    .map((n) => first.get(`Option${n} Name`))
    .filter((name) => name !== "");
  const published = isTrue(first.get("Published", "Published on online store"), true);
  const product: Product = {
    id,
    title,
    handle,
    descriptionHtml: first.get("Body (HTML)", "Description"),
    vendor: first.get("Vendor"),
    productType: first.get("Type"),
    tags: first
      .get("Tags")
      .split(",")
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ""),
    status: readStatus(first, handle, problems),
    publishedAt: published ? options.at : null,
    optionNames: optionNames.length > 0 ? optionNames : ["Title"],
    images: readImages(reading, id),
    createdAt: options.at,
    updatedAt: options.at,
  };
  state.products.set(id, product);

  const variants = rows.filter(
    (row) => row.get("Option1 Value") !== "" || row.get("Variant Price", "Price") !== "",
  );
  if (variants.length === 0)
    problems.push(`row ${first.line} (${handle}): no variant with a price`);
  for (const [index, row] of variants.entries()) readVariant(reading, product, row, index);
}

function readImages({ rows, options, number }: Reading, productId: Id): Product["images"] {
  const images: Product["images"] = [];
  for (const row of rows) {
    const source = row.get("Image Src", "Product image URL");
    if (source === "") continue;
    images.push({
      id: `${productId.slice(0, 3)}${900_000_000 + number * 100 + images.length}`,
      url: absolute(source, options.pictureBase),
      altText: row.get("Image Alt Text", "Image alt text"),
      width: 800,
      height: 800,
    });
  }
  return images;
}

function readVariant(reading: Reading, product: Product, row: Row, index: number): void {
  const { number, state, options, problems, handle, quantities } = reading;
  const say = (text: string) => problems.push(`row ${row.line} (${handle}): ${text}`);
  const price = money(row.get("Variant Price", "Price"));
  if (price === null) say(`the price "${row.get("Variant Price", "Price")}" is not an amount`);
  const compareText = row.get("Variant Compare At Price", "Compare-at price");
  const compareAtPrice = compareText === "" ? null : money(compareText);
  if (compareText !== "" && compareAtPrice === null) {
    say(`the compare-at price "${compareText}" is not an amount`);
  }
  const values = product.optionNames.map((_, at) => row.get(`Option${at + 1} Value`));
  if (product.optionNames[0] === "Title" && values[0] === "") values[0] = "Default Title";
  const blank = values.indexOf("");
  if (blank >= 0) say(`the value of option "${product.optionNames[blank] ?? ""}" is blank`);
  const id = String(47_100_000_000_000 + number * 1000 + index + 1);
  const image = absolute(row.get("Variant Image", "Variant image URL"), options.pictureBase);
  const tracker = row.get("Variant Inventory Tracker", "Inventory tracker");
  const policy = row.get("Variant Inventory Policy", "Continue selling when out of stock");
  const variant: Variant = {
    id,
    productId: product.id,
    inventoryItemId: String(49_200_000_000_000 + number * 1000 + index + 1),
    title: values.join(" / "),
    sku: row.get("Variant SKU", "SKU") || null,
    barcode: row.get("Variant Barcode", "Barcode").replace(/^'/, "") || null,
    price: price ?? 0,
    compareAtPrice,
    position: index + 1,
    optionValues: values,
    tracked: tracker !== "",
    inventoryPolicy: /^(continue|true)$/i.test(policy) ? "CONTINUE" : "DENY",
    requiresShipping: isTrue(row.get("Variant Requires Shipping", "Requires shipping"), true),
    imageId: product.images.find((one) => one.url === image)?.id ?? null,
    createdAt: options.at,
    updatedAt: options.at,
  };
  state.variants.set(id, variant);
  const quantity = row.get("Variant Inventory Qty", "Inventory quantity");
  if (quantity === "") return;
  if (/^-?\d+$/.test(quantity)) quantities.set(id, Number(quantity));
  else say(`the inventory quantity "${quantity}" is not a whole number`);
}

function readStatus(row: Row, handle: string, problems: string[]): Product["status"] {
  const status = row.get("Status").toUpperCase();
  if (status === "" || status === "ACTIVE") return "ACTIVE";
  if (status === "DRAFT" || status === "ARCHIVED") return status;
  problems.push(
    `row ${row.line} (${handle}): the status "${row.get("Status")}" is none of active, draft, archived`,
  );
  return "DRAFT";
}

function isTrue(text: string, otherwise: boolean): boolean {
  return text === "" ? otherwise : /^(true|yes|1)$/i.test(text);
}

/** "98000.00" → 9800000 minor units; null if it is no amount */
function money(text: string): number | null {
  return /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 100) : null;
}

function absolute(source: string, base: string): string {
  return source.startsWith("/") ? `${base}${source}` : source;
}

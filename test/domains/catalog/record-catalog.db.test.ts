import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "#app/db/open-database.server.ts";
import { inSqlTransaction } from "#app/db/sql.server.ts";
import { buryProduct } from "#app/domains/catalog/bury-product.server.ts";
import type { InventoryLevel } from "#app/domains/catalog/inventory-level.ts";
import type { ToldProduct } from "#app/domains/catalog/product.ts";
import { recordInventoryItem } from "#app/domains/catalog/record-inventory-item.server.ts";
import { recordInventoryLevel } from "#app/domains/catalog/record-inventory-level.server.ts";
import { recordProduct } from "#app/domains/catalog/record-product.server.ts";
import {
  buryUnseenLevels,
  recordSeenLevels,
} from "#app/domains/catalog/record-seen-levels.server.ts";
import { recordSeenProducts } from "#app/domains/catalog/record-seen-products.server.ts";
import { stored } from "#app/domains/kernel/ids.ts";
import type { ShopDomain } from "#app/domains/kernel/ids.ts";
import { hours, minutes, seconds } from "#app/domains/kernel/time.ts";
import { testDatabase } from "#test/support/database.ts";

const shop = stored<ShopDomain>("sambung-demo.myshopify.com");
const other = stored<ShopDomain>("other.myshopify.com");
const noon = Date.parse("2026-11-21T12:00:00Z");
let db: Db;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.pool.query(
    `TRUNCATE "InventoryLevel", "Product", "Variant", "Location", "Customer", "Outbox"`,
  );
});

const level = (available: number, at: number, isActive = true): InventoryLevel => ({
  item: stored("11"),
  location: stored("7"),
  available,
  isActive,
  updatedAt: at,
});
const held = () => db.prisma.inventoryLevel.findFirst({ where: { shop } });
const asked = () => db.prisma.outbox.findMany({ where: { kind: "sync.look" } });

function shirt(change: Partial<ToldProduct> = {}): ToldProduct {
  return {
    id: stored("5"),
    title: "Shirt",
    handle: "shirt",
    status: "ACTIVE",
    imageUrl: null,
    updatedAt: noon,
    variants: [variant("51"), variant("52")],
    variantIds: [stored("51"), stored("52")],
    ...change,
  };
}

function variant(id: string, updatedAt = noon): ToldProduct["variants"][number] {
  return {
    id: stored(id),
    productId: stored("5"),
    inventoryItemId: stored(`9${id}`),
    title: `Size ${id}`,
    sku: "",
    options: [{ name: "Size", value: id }],
    imageUrl: null,
    inventoryPolicy: "DENY",
    position: 1,
    updatedAt,
  };
}

test("an older count that comes late changes nothing", async () => {
  await recordInventoryLevel(db, shop, level(3, noon), noon);
  await recordInventoryLevel(db, shop, level(9, noon - minutes(1)), noon + hours(24));
  expect(await held()).toMatchObject({ available: 3 });
  expect(await asked()).toEqual([]);
});

test("two different counts of one second: the later to come is held, and Shopify is asked", async () => {
  await recordInventoryLevel(db, shop, level(3, noon), noon);
  await recordInventoryLevel(db, shop, level(3, noon), noon);
  expect(await asked()).toHaveLength(0);
  await recordInventoryLevel(db, shop, level(2, noon), noon);
  expect(await held()).toMatchObject({ available: 2 });
  expect(await asked()).toMatchObject([{ payload: { kind: "level", item: "11", location: "7" } }]);
});

test("a count of another shop with the same ids is another count", async () => {
  await recordInventoryLevel(db, shop, level(3, noon), noon);
  await recordInventoryLevel(db, other, level(8, noon + minutes(1)), noon);
  expect(await held()).toMatchObject({ available: 3 });
});

test("a changed count is told to open pages, a repeated one is not", async () => {
  const heard: string[] = [];
  const stop = await db.listen("availability", (payload) => heard.push(payload));
  await recordInventoryLevel(db, shop, level(3, noon), noon);
  await recordInventoryLevel(db, shop, level(3, noon), noon);
  await recordInventoryLevel(db, shop, level(9, noon - minutes(1)), noon);
  await recordInventoryLevel(db, shop, level(0, noon + minutes(1), false), noon);
  await expect.poll(() => heard.length).toBe(2);
  expect(heard.map((one) => JSON.parse(one) as unknown)).toEqual([
    { shop, item: "11", location: "7" },
    { shop, item: "11", location: "7" },
  ]);
  await stop();
});

test("a listing repairs what we missed, buries what it did not show, and counts both", async () => {
  await recordInventoryLevel(db, shop, level(3, noon), noon);
  const lost: InventoryLevel = { ...level(1, noon), item: stored("12") };
  await recordInventoryLevel(db, shop, lost, noon);
  const askedAt = noon + hours(1);
  const seen = [
    level(4, noon + minutes(5)),
    { ...level(2, noon), item: stored<InventoryLevel["item"]>("13") },
  ];
  const drift = await inSqlTransaction(db, async (sql) => [
    await recordSeenLevels(sql, shop, seen, askedAt),
    await buryUnseenLevels(sql, shop, askedAt),
  ]);
  expect(drift).toEqual([2, 1]);
  const rows = await db.prisma.inventoryLevel.findMany({ orderBy: { inventoryItemId: "asc" } });
  expect(rows.map((row) => [row.inventoryItemId, row.available, row.isActive])).toEqual([
    ["11", 4, true],
    ["12", 0, false],
    ["13", 2, true],
  ]);
});

test("a listing that was made before the latest news does not undo it", async () => {
  const askedAt = noon;
  await recordInventoryLevel(db, shop, level(1, noon + minutes(2)), noon + minutes(2));
  await inSqlTransaction(db, async (sql) => {
    expect(await recordSeenLevels(sql, shop, [level(5, noon - hours(1))], askedAt)).toBe(0);
    expect(await buryUnseenLevels(sql, shop, askedAt)).toBe(0);
  });
  expect(await held()).toMatchObject({ available: 1, isActive: true });
});

test("a product's delete that overtakes its create stays deleted, with its variants", async () => {
  await inSqlTransaction(db, (sql) => buryProduct(sql, shop, stored("5"), noon + seconds(1)));
  await recordProduct(db, shop, shirt(), noon + minutes(5));
  expect(await db.prisma.product.findMany({ where: { deletedAt: null } })).toEqual([]);
  expect(await db.prisma.variant.findMany({ where: { deletedAt: null } })).toEqual([]);
});

test("a variant that the product no longer lists is gone, and nothing of it is in stock", async () => {
  await recordProduct(db, shop, shirt(), noon);
  await recordInventoryLevel(db, shop, { ...level(4, noon), item: stored("952") }, noon);
  const later = shirt({
    updatedAt: noon + minutes(1),
    variants: [variant("51", noon + minutes(1))],
    variantIds: [stored("51")],
  });
  await recordProduct(db, shop, later, noon + minutes(1));
  await recordProduct(db, shop, shirt(), noon + minutes(2)); // the older news again
  const live = await db.prisma.variant.findMany({ where: { deletedAt: null } });
  expect(live.map((one) => one.id)).toEqual(["51"]);
  expect(await held()).toMatchObject({ isActive: false });
});

test("of a new product Shopify is asked whether it is tracked; a known answer outlives the next news", async () => {
  await recordProduct(db, shop, shirt(), noon);
  expect(await asked()).toMatchObject([{ payload: { kind: "product", id: "5" } }]);
  await recordInventoryItem(db, shop, { id: stored("951"), tracked: false, updatedAt: noon });
  await recordInventoryItem(db, shop, {
    id: stored("951"),
    tracked: true,
    updatedAt: noon - 1_000,
  });
  await recordProduct(db, shop, shirt({ title: "Shirt <b>🎽</b>", updatedAt: noon + 1_000 }), noon);
  expect(await db.prisma.variant.findFirst({ where: { id: "51" } })).toMatchObject({
    tracked: false,
  });
  expect(await db.prisma.product.findFirst()).toMatchObject({ title: "Shirt <b>🎽</b>" });
  expect(await asked()).toHaveLength(1);
});

test("what a listing shows after its burial lives again; what it showed before does not", async () => {
  const { variants: _, variantIds: __, ...product } = shirt();
  const seenAt = (askedAt: number) =>
    inSqlTransaction(db, (sql) =>
      recordSeenProducts(sql, shop, { products: [product], variants: [] }, askedAt),
    );
  await inSqlTransaction(db, (sql) => buryProduct(sql, shop, product.id, noon));
  await seenAt(noon - minutes(1));
  expect(await db.prisma.product.count({ where: { deletedAt: null } })).toBe(0);
  await seenAt(noon + minutes(1));
  expect(await db.prisma.product.count({ where: { deletedAt: null } })).toBe(1);
});

test("titles with quotes, backslashes, NUL, HTML and right-to-left text are kept as they are", async () => {
  const title = `"q" \\ {a,b} NULL <b>x</b> قميص\u0000 🧥`;
  await recordProduct(db, shop, shirt({ title }), noon);
  expect(await db.prisma.product.findFirst()).toMatchObject({ title: title.replace("\u0000", "") });
});

import { z } from "zod";
import { ShopifyRefused } from "../adapters/shopify/admin-client.server.ts";
import {
  readAnonymousCustomer,
  readCustomer,
  readLevel,
  readLocation,
  readProduct,
} from "../adapters/shopify/operations/read-catalogue.ts";
import type { OutboxRow } from "../db/outbox.server.ts";
import { inSqlTransaction } from "../db/sql.server.ts";
import { buryLocation } from "../domains/catalog/bury-location.server.ts";
import { buryProduct } from "../domains/catalog/bury-product.server.ts";
import type { Product, Variant } from "../domains/catalog/product.ts";
import { buryLevel, recordSeenLevels } from "../domains/catalog/record-seen-levels.server.ts";
import { recordSeenLocations } from "../domains/catalog/record-seen-locations.server.ts";
import { recordSeenProduct } from "../domains/catalog/record-seen-products.server.ts";
import {
  buryCustomer,
  recordSeenCustomers,
} from "../domains/customers/record-seen-customers.server.ts";
import { gid, stored } from "../domains/kernel/ids.ts";
import type {
  CustomerId,
  InventoryItemId,
  LocationId,
  ProductId,
  ShopDomain,
} from "../domains/kernel/ids.ts";
import type { Services } from "../services.server.ts";

const look = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("location"), id: z.string() }),
  z.object({ kind: z.literal("product"), id: z.string() }),
  z.object({ kind: z.literal("level"), item: z.string(), location: z.string() }),
  z.object({ kind: z.literal("customer"), id: z.string() }),
]);

/** Asks Shopify for the truth about one thing of which deliveries told too little, and records it. */
export async function lookAgain(services: Services, row: OutboxRow): Promise<void> {
  const what = look.parse(row.payload);
  switch (what.kind) {
    case "location":
      return lookAtLocation(services, row.shop, stored<LocationId>(what.id));
    case "product":
      return void (await lookAtProduct(services, row.shop, stored<ProductId>(what.id)));
    case "level":
      return lookAtLevel(
        services,
        row.shop,
        stored<InventoryItemId>(what.item),
        stored<LocationId>(what.location),
      );
    case "customer":
      return lookAtCustomer(services, row.shop, stored<CustomerId>(what.id));
  }
}

async function lookAtLocation(
  { db, clock, askAdmin }: Services,
  shop: ShopDomain,
  id: LocationId,
): Promise<void> {
  const askedAt = clock();
  const { location } = await askAdmin(shop, readLocation, { id: gid("Location", id) });
  await inSqlTransaction(db, async (sql) => {
    if (location) await recordSeenLocations(sql, shop, [location], askedAt);
    else await buryLocation(sql, shop, id, askedAt);
  });
}

/** Answers how many of the product and its variants differed from ours. */
export async function lookAtProduct(
  { db, clock, askAdmin }: Services,
  shop: ShopDomain,
  id: ProductId,
): Promise<number> {
  const askedAt = clock();
  const variants: Variant[] = [];
  let product: Product | null = null;
  let after: string | null = null;
  do {
    const answer: { product: ReadProduct } = await askAdmin(shop, readProduct, {
      id: gid("Product", id),
      after,
    });
    if (!answer.product) break;
    product = answer.product.product;
    variants.push(...answer.product.variants.nodes);
    const { hasNextPage, endCursor } = answer.product.variants.pageInfo;
    after = hasNextPage ? endCursor : null;
  } while (after !== null);
  return inSqlTransaction(db, async (sql) => {
    if (product) return recordSeenProduct(sql, shop, { product, variants }, askedAt);
    await buryProduct(sql, shop, id, askedAt);
    return 1;
  });
}

type ReadProduct = z.infer<typeof readProduct.data>["product"];

async function lookAtLevel(
  { db, clock, askAdmin }: Services,
  shop: ShopDomain,
  item: InventoryItemId,
  location: LocationId,
): Promise<void> {
  const askedAt = clock();
  const { inventoryItem } = await askAdmin(shop, readLevel, {
    item: gid("InventoryItem", item),
    location: gid("Location", location),
  });
  const level = inventoryItem?.inventoryLevel;
  await inSqlTransaction(db, async (sql) => {
    if (level) await recordSeenLevels(sql, shop, [level], askedAt);
    else await buryLevel(sql, shop, item, location, askedAt);
  });
}

async function lookAtCustomer(
  { db, clock, askAdmin }: Services,
  shop: ShopDomain,
  id: CustomerId,
): Promise<void> {
  const askedAt = clock();
  const asked = { id: gid("Customer", id) };
  const { customer } = await askAdmin(shop, readCustomer, asked).catch((error: unknown) => {
    if (!(error instanceof ShopifyRefused) || error.code !== "ACCESS_DENIED") throw error;
    return askAdmin(shop, readAnonymousCustomer, asked);
  });
  await inSqlTransaction(db, async (sql) => {
    if (customer) await recordSeenCustomers(sql, shop, [customer], askedAt);
    else await buryCustomer(sql, shop, id, askedAt);
  });
}

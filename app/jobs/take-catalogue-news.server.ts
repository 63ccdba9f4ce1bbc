import {
  customerPayload,
  deletedCustomer,
  deletedInventoryItem,
  deletedLocation,
  deletedProduct,
  disconnectedLevelPayload,
  inventoryItemPayload,
  levelPayload,
  locationPayload,
  productPayload,
} from "../adapters/shopify/webhook-shapes.ts";
import type { InboxRow } from "../db/inbox.server.ts";
import { inSqlTransaction } from "../db/sql.server.ts";
import { buryLocation } from "../domains/catalog/bury-location.server.ts";
import { buryProduct, buryVariants } from "../domains/catalog/bury-product.server.ts";
import { recordInventoryItem } from "../domains/catalog/record-inventory-item.server.ts";
import { recordInventoryLevel } from "../domains/catalog/record-inventory-level.server.ts";
import { recordLocation } from "../domains/catalog/record-location.server.ts";
import { recordProduct } from "../domains/catalog/record-product.server.ts";
import { recordCustomer } from "../domains/customers/record-customer.server.ts";
import { buryCustomer } from "../domains/customers/record-seen-customers.server.ts";
import type { Millis } from "../domains/kernel/time.ts";
import { wholeSecond } from "../domains/shop/news.ts";
import { noteInStep } from "../domains/shop/note-in-step.server.ts";
import type { Kind } from "../domains/shop/sync-run.ts";
import type { InboxHandler } from "./handler.ts";
import { readPayload } from "./read-payload.ts";

const locationNews: InboxHandler = ({ db, clock }, row) =>
  recordLocation(db, row.shop, readPayload(row, locationPayload), clock());

const locationDeleted: InboxHandler = async ({ db }, row) => {
  const { id } = readPayload(row, deletedLocation);
  await inSqlTransaction(db, (sql) => buryLocation(sql, row.shop, id, sentAt(row)));
};

const productNews: InboxHandler = ({ db, clock }, row) =>
  recordProduct(db, row.shop, readPayload(row, productPayload), clock());

const productDeleted: InboxHandler = async ({ db }, row) => {
  const { id } = readPayload(row, deletedProduct);
  await inSqlTransaction(db, (sql) => buryProduct(sql, row.shop, id, sentAt(row)));
};

const itemNews: InboxHandler = ({ db }, row) =>
  recordInventoryItem(db, row.shop, readPayload(row, inventoryItemPayload));

const itemDeleted: InboxHandler = async ({ db }, row) => {
  const { id } = readPayload(row, deletedInventoryItem);
  await inSqlTransaction(db, (sql) => buryVariants(sql, row.shop, { ofItem: id }, sentAt(row)));
};

const levelNews: InboxHandler = ({ db, clock }, row) =>
  recordInventoryLevel(db, row.shop, readPayload(row, levelPayload), clock());

const levelDisconnected: InboxHandler = async ({ db, clock }, row) => {
  const pair = readPayload(row, disconnectedLevelPayload);
  const level = { ...pair, available: 0, isActive: false, updatedAt: wholeSecond(sentAt(row)) };
  await recordInventoryLevel(db, row.shop, level, clock());
};

const customerNews: InboxHandler = ({ db, clock }, row) =>
  recordCustomer(db, row.shop, readPayload(row, customerPayload), clock());

const customerDeleted: InboxHandler = async ({ db }, row) => {
  const { id } = readPayload(row, deletedCustomer);
  await inSqlTransaction(db, (sql) => buryCustomer(sql, row.shop, id, sentAt(row)));
};

export const CATALOGUE_NEWS: Record<string, InboxHandler> = {
  "locations/create": noting("locations", locationNews),
  "locations/update": noting("locations", locationNews),
  "locations/activate": noting("locations", locationNews),
  "locations/deactivate": noting("locations", locationNews),
  "locations/delete": noting("locations", locationDeleted),
  "products/create": noting("products", productNews),
  "products/update": noting("products", productNews),
  "products/delete": noting("products", productDeleted),
  "inventory_items/update": noting("products", itemNews),
  "inventory_items/delete": noting("products", itemDeleted),
  "inventory_levels/connect": noting("inventory", levelNews),
  "inventory_levels/update": noting("inventory", levelNews),
  "inventory_levels/disconnect": noting("inventory", levelDisconnected),
  "customers/create": noting("customers", customerNews),
  "customers/update": noting("customers", customerNews),
  "customers/delete": noting("customers", customerDeleted),
};

/** News that was taken proves that we followed Shopify at the time of its sending. */
function noting(kind: Kind, handler: InboxHandler): InboxHandler {
  return async (services, row) => {
    await handler(services, row);
    await noteInStep(services.db, row.shop, kind, sentAt(row));
  };
}

/** A delete bears no time of its own: that of its sending counts. */
function sentAt(row: InboxRow): Millis {
  return (row.triggeredAt ?? row.receivedAt).getTime();
}

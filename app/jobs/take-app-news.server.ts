import {
  changedScopes,
  customerRequest,
  finishedBulkOperation,
} from "../adapters/shopify/webhook-shapes.ts";
import { wakePart } from "../db/sync-parts.server.ts";
import { eraseShop } from "../domains/shop/erase-shop.server.ts";
import { recordScopes } from "../domains/shop/record-scopes.server.ts";
import { recordUninstallation } from "../domains/shop/record-uninstallation.server.ts";
import { eraseCustomerEverywhere } from "./erase-customer-everywhere.server.ts";
import { exportCustomer } from "./export-customer.server.ts";
import type { InboxHandler } from "./handler.ts";
import { readPayload } from "./read-payload.ts";

const bulkOperationFinished: InboxHandler = async ({ db, clock, wake }, row) => {
  const { admin_graphql_api_id: id } = readPayload(row, finishedBulkOperation);
  await wakePart(db, row.shop, id, new Date(clock()));
  wake();
};

const uninstalled: InboxHandler = ({ db, clock }, row) =>
  recordUninstallation(db, row.shop, row.triggeredAt ?? row.receivedAt, clock());

const scopesChanged: InboxHandler = ({ db, clock }, row) =>
  recordScopes(db, row.shop, readPayload(row, changedScopes), clock());

const shopRedacted: InboxHandler = ({ db, clock }, row) => eraseShop(db, row.shop, clock());

const customerRedacted: InboxHandler = async ({ db, clock }, row) => {
  // our own erasure blanks the request itself; a worker that died right after it finds it so
  if (row.body === ERASED_BODY) return;
  const { customer } = readPayload(row, customerRequest);
  await eraseCustomerEverywhere(db, row.shop, customer.id, clock());
};

const dataRequested: InboxHandler = async ({ db, clock }, row) => {
  if (row.body === ERASED_BODY) return;
  const { customer, data_request: request } = readPayload(row, customerRequest);
  await exportCustomer(db, row.shop, { id: request?.id ?? row.id, customer: customer.id }, clock());
};

/** what is left of a delivery that held an erased customer's data */
const ERASED_BODY = '{"erased":true}';

export const APP_NEWS: Record<string, InboxHandler> = {
  "bulk_operations/finish": bulkOperationFinished,
  "app/uninstalled": uninstalled,
  "app/scopes_update": scopesChanged,
  "shop/redact": shopRedacted,
  "customers/redact": customerRedacted,
  "customers/data_request": dataRequested,
};

import {
  changedScopes,
  customerRequest,
  finishedBulkOperation,
  namedShop,
} from "../adapters/shopify/webhook-shapes.ts";
import { wakePart } from "../db/sync-parts.server.ts";
import { shopDomain } from "../domains/kernel/ids.ts";
import { eraseShop } from "../domains/shop/erase-shop.server.ts";
import { recordScopes } from "../domains/shop/record-scopes.server.ts";
import { recordUninstallation } from "../domains/shop/record-uninstallation.server.ts";
import { eraseCustomerEverywhere } from "./erase-customer-everywhere.server.ts";
import { exportCustomer } from "./export-customer.server.ts";
import { GiveUp } from "./drain.server.ts";
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
  "app/uninstalled": ofThisShop(uninstalled),
  "app/scopes_update": scopesChanged,
  "shop/redact": ofThisShop(shopRedacted),
  "customers/redact": ofThisShop(customerRedacted),
  "customers/data_request": ofThisShop(dataRequested),
};

/**
 * Shopify signs the body and not the headers, so a body that was signed for one shop could be sent on in the name of another.
 * What takes something away is done only where the body itself does not say otherwise.
 */
function ofThisShop(handler: InboxHandler): InboxHandler {
  return async (services, row) => {
    const named = readPayload(row, namedShop);
    if (named !== null && shopDomain(named) !== row.shop)
      throw new GiveUp(`${row.topic}: names another shop`);
    await handler(services, row);
  };
}

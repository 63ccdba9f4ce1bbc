import { customerLines } from "../../adapters/shopify/bulk-lines.ts";
import { BULK_QUERIES } from "../../adapters/shopify/bulk-queries.ts";
import {
  countCustomers,
  readAnonymousCustomers,
  readCustomers,
} from "../../adapters/shopify/operations/read-catalogue.ts";
import { ShopifyRefused } from "../../adapters/shopify/admin-client.server.ts";
import { inSqlTransaction } from "../../db/sql.server.ts";
import {
  buryUnseenCustomers,
  recordSeenCustomers,
} from "../../domains/customers/record-seen-customers.server.ts";
import type { ShopDomain } from "../../domains/kernel/ids.ts";
import type { Services } from "../../services.server.ts";
import { changedSince, readPages } from "./read-pages.server.ts";
import type { SyncKind } from "./sync-kind.ts";

const MOST_PAGES = 10;

/** Customers as far as Shopify lets us see them: without contact data where the app has no access to that. */
export const SYNC_CUSTOMERS: SyncKind = {
  bulkQuery: (part) =>
    part.reason === "no-contact-data" ? BULK_QUERIES.anonymousCustomers : BULK_QUERIES.customers,
  decode(lines) {
    const seen = customerLines(lines);
    return { record: (sql, shop, asked) => recordSeenCustomers(sql, shop, seen, asked.at) };
  },
  buryUnseen: buryUnseenCustomers,
  async recent(services, { shop }, since, askedAt) {
    if (since === null) return { rows: 0, drift: 0, lookAtEverything: true };
    const found = { rows: 0, drift: 0 };
    const isAll = await readPages(
      (after) => changedCustomers(services, shop, { query: changedSince(since), after }),
      async (customers) => {
        found.rows += customers.length;
        found.drift += await inSqlTransaction(services.db, (sql) =>
          recordSeenCustomers(sql, shop, customers, askedAt),
        );
      },
      MOST_PAGES,
    );
    return { ...found, lookAtEverything: !isAll || !(await isCountRight(services, shop)) };
  },
};

async function changedCustomers(
  { askAdmin }: Services,
  shop: ShopDomain,
  page: { query: string; after: string | null },
) {
  try {
    return (await askAdmin(shop, readCustomers, page)).customers;
  } catch (error) {
    if (!(error instanceof ShopifyRefused) || error.code !== "ACCESS_DENIED") throw error;
    return (await askAdmin(shop, readAnonymousCustomers, page)).customers;
  }
}

async function isCountRight({ db, askAdmin }: Services, shop: ShopDomain): Promise<boolean> {
  const { customersCount } = await askAdmin(shop, countCustomers, {});
  return (
    customersCount?.count === (await db.prisma.customer.count({ where: { shop, deletedAt: null } }))
  );
}

import type { Sql } from "../../db/sql.server.ts";
import { rowsThatDiffer, writeRows } from "../../db/write-rows.server.ts";
import type { CustomerId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { CUSTOMERS } from "./copied-customers.ts";
import type { Customer } from "./customer.ts";

/** Takes customers as Shopify showed them, asked at `askedAt`; answers how many differed from ours. */
export async function recordSeenCustomers(
  sql: Sql,
  shop: ShopDomain,
  customers: readonly Customer[],
  askedAt: Millis,
): Promise<number> {
  const drift = await rowsThatDiffer(sql, CUSTOMERS, shop, customers, askedAt, "seen");
  await writeRows(sql, CUSTOMERS, shop, customers, askedAt, "seen");
  return drift.length;
}

/** After a complete listing that was asked for at `askedAt`: who was not in it is gone. */
export async function buryUnseenCustomers(
  sql: Sql,
  shop: ShopDomain,
  askedAt: Millis,
): Promise<number> {
  const gone = await sql(
    `UPDATE "Customer" SET ${FORGOTTEN}, "deletedAt" = $2
      WHERE shop = $1 AND "deletedAt" IS NULL AND "knownAt" < $2 RETURNING id`,
    [shop, new Date(askedAt)],
  );
  return gone.length;
}

/** The customer is gone since `at`, whatever else is still to be told of them. */
export async function buryCustomer(
  sql: Sql,
  shop: ShopDomain,
  id: CustomerId,
  at: Millis,
): Promise<void> {
  await sql(
    `INSERT INTO "Customer" AS k (shop, id, "updatedAt", "knownAt", "deletedAt") VALUES ($1, $2, $3, $3, $3)
     ON CONFLICT (shop, id) DO UPDATE SET ${FORGOTTEN}, "deletedAt" = coalesce(k."deletedAt", $3)`,
    [shop, id, new Date(at)],
  );
}

/** nothing personal outlives the customer */
const FORGOTTEN = `"firstName" = NULL, "lastName" = NULL, email = NULL, phone = NULL`;

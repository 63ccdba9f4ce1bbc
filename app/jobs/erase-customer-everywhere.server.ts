import type { Db } from "../db/open-database.server.ts";
import { sqlOf } from "../db/sql.server.ts";
import { eraseCustomer } from "../domains/customers/erase-customer.server.ts";
import type { CustomerId, ShopDomain } from "../domains/kernel/ids.ts";
import type { Millis } from "../domains/kernel/time.ts";
import { eraseCustomerPickups } from "../domains/pickup/erase-customer-pickups.server.ts";

/** customers/redact: each domain forgets what it holds, all at once; the audit log keeps that it was done, and for which id. */
export async function eraseCustomerEverywhere(
  db: Db,
  shop: ShopDomain,
  customer: CustomerId,
  now: Millis,
): Promise<void> {
  await db.transact(async (tx) => {
    const sql = sqlOf(tx);
    await eraseCustomer(sql, shop, customer, now);
    await eraseCustomerPickups(sql, shop, customer);
    await tx.auditLog.create({
      data: {
        shop,
        at: new Date(now),
        actor: "shopify",
        act: "customer.erased",
        subject: `customer:${customer}`,
      },
    });
  });
}

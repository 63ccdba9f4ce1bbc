import type { Db } from "../db/open-database.server.ts";
import { collectCustomer } from "../domains/customers/collect-customer.server.ts";
import { keepExport } from "../domains/customers/keep-export.server.ts";
import type { CustomerId, ShopDomain } from "../domains/kernel/ids.ts";
import type { Millis } from "../domains/kernel/time.ts";
import { collectCustomerPickups } from "../domains/pickup/collect-customer-pickups.server.ts";

/** customers/data_request: each domain says what it holds; the merchant finds it on the home page for 30 days. */
export async function exportCustomer(
  db: Db,
  shop: ShopDomain,
  request: { id: string; customer: CustomerId },
  now: Millis,
): Promise<void> {
  await db.transact(async (tx) => {
    const document = {
      shop,
      customerId: request.customer,
      collectedAt: new Date(now).toISOString(),
      customer: await collectCustomer(tx, shop, request.customer),
      orders: await collectCustomerPickups(tx, shop, request.customer),
    };
    await keepExport(tx, shop, request, document, now);
  });
}

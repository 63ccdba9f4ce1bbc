import type { Sql } from "../../db/sql.server.ts";
import type { CustomerId, ShopDomain } from "../kernel/ids.ts";

/** customers/redact, as far as pickups go: the pickups stay, as numbers of the shop; who came for them goes. */
export async function eraseCustomerPickups(
  sql: Sql,
  shop: ShopDomain,
  customer: CustomerId,
): Promise<void> {
  await sql(
    `UPDATE "PickupOrder" SET "shopperName" = '', email = NULL, phone = NULL WHERE shop = $1 AND "customerId" = $2`,
    [shop, customer],
  );
}

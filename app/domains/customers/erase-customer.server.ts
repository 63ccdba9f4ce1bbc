import type { Sql } from "../../db/sql.server.ts";
import type { CustomerId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";

/** customers/redact, as far as this domain goes: the customer's own row, exports made for them, and what deliveries said of them. */
export async function eraseCustomer(
  sql: Sql,
  shop: ShopDomain,
  id: CustomerId,
  now: Millis,
): Promise<void> {
  const at = new Date(now);
  await sql(
    `INSERT INTO "Customer" AS k (shop, id, "updatedAt", "knownAt", "deletedAt", "erasedAt") VALUES ($1, $2, $3, $3, $3, $3)
     ON CONFLICT (shop, id) DO UPDATE SET "firstName" = NULL, "lastName" = NULL, email = NULL, phone = NULL, locale = NULL,
       "deletedAt" = coalesce(k."deletedAt", $3), "erasedAt" = coalesce(k."erasedAt", $3)`,
    [shop, id, at],
  );
  await sql(`DELETE FROM "DataExport" WHERE shop = $1 AND "customerId" = $2`, [shop, id]);
  // orders/* and fulfillments/* hold names and addresses too; blanking one too many of these hurts nobody
  await sql(
    `UPDATE "Inbox" SET body = '{"erased":true}'
      WHERE shop = $1 AND body LIKE '%' || $2 || '%'
        AND (topic LIKE 'customers/%' OR (topic ~ '^(orders|fulfillments)/' AND status <> 'pending'))`,
    [shop, id],
  );
}

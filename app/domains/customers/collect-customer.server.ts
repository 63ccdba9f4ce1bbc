import type { Tx } from "../../db/open-database.server.ts";
import type { CustomerId, ShopDomain } from "../kernel/ids.ts";

/** What this domain knows of a customer, for an export; null: nothing. */
export async function collectCustomer(tx: Tx, shop: ShopDomain, id: CustomerId) {
  const row = await tx.customer.findUnique({ where: { shop_id: { shop, id } } });
  if (!row) return null;
  const { firstName, lastName, email, phone, locale } = row;
  return { firstName, lastName, email, phone, locale, updatedAt: row.updatedAt.toISOString() };
}

import { randomUUID } from "node:crypto";
import { stateIntents } from "../../db/outbox.server.ts";
import type { Db } from "../../db/open-database.server.ts";
import { sqlOf } from "../../db/sql.server.ts";
import { lockVersion, rowsThatDiffer, writeRows } from "../../db/write-rows.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { lookAgain } from "../shop/look-again.ts";
import { weighNews } from "../shop/news.ts";
import { CUSTOMERS } from "./copied-customers.ts";
import type { Customer } from "./customer.ts";

/** Takes news of a customer. The payload has no language: Shopify is asked for it when the customer is new. */
export async function recordCustomer(
  db: Db,
  shop: ShopDomain,
  told: Omit<Customer, "locale">,
  now: Millis,
): Promise<void> {
  await db.transact(async (tx) => {
    const sql = sqlOf(tx);
    const known = await lockVersion(sql, CUSTOMERS, shop, [told.id]);
    const held =
      known && (await tx.customer.findUnique({ where: { shop_id: { shop, id: told.id } } }));
    const customer: Customer = { ...told, locale: held?.locale ?? null };
    const changed = await rowsThatDiffer(sql, CUSTOMERS, shop, [customer], now, "told");
    const news = { at: told.updatedAt, isGone: false, differs: changed.length > 0 };
    const verdict = weighNews(known, news);
    if (!verdict.apply) return;
    await writeRows(sql, CUSTOMERS, shop, [customer], now, "told");
    if (verdict.ask || customer.locale === null)
      await stateIntents(tx, shop, [
        lookAgain({ kind: "customer", id: told.id }, randomUUID(), now),
      ]);
  });
}

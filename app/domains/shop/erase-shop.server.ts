import type { Db } from "../../db/open-database.server.ts";
import { inSqlTransaction } from "../../db/sql.server.ts";
import type { Sql } from "../../db/sql.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";

/**
 * shop/redact: every row that carries the shop goes, in every table, also in tables that do not exist yet as this is written.
 * The proof is one line of the audit log that names the shop's domain and how many rows went; nothing personal is in it.
 * A shop that came back within the 48 hours keeps its data.
 */
export async function eraseShop(db: Db, shop: ShopDomain, now: Millis): Promise<void> {
  await inSqlTransaction(db, async (sql) => {
    const back = await sql(
      `SELECT 1 FROM "Shop" WHERE shop = $1 AND "uninstalledAt" IS NULL FOR UPDATE`,
      [shop],
    );
    if (back.length > 0) return proof(sql, shop, now, "shop.erasure-refused", { why: "installed" });
    let rows = 0;
    for (const table of await tablesWithShop(sql)) {
      const gone = await sql<{ count: string }>(
        `WITH gone AS (DELETE FROM "${table}" WHERE shop = $1 RETURNING 1) SELECT count(*) FROM gone`,
        [shop],
      );
      rows += Number(gone[0]?.count ?? 0);
    }
    await proof(sql, shop, now, "shop.erased", { rows });
  });
}

/** Those that others refer to come last: their rows go when nothing refers to them any more. */
async function tablesWithShop(sql: Sql): Promise<string[]> {
  const tables = await sql<{ name: string }>(
    `SELECT c.table_name AS name FROM information_schema.columns c
       JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = current_schema() AND c.column_name = 'shop' AND t.table_type = 'BASE TABLE'
      ORDER BY (SELECT count(*) FROM pg_constraint k WHERE k.confrelid = format('%I', c.table_name)::regclass), c.table_name`,
    [],
  );
  return tables.map((one) => one.name);
}

async function proof(
  sql: Sql,
  shop: ShopDomain,
  now: Millis,
  act: string,
  detail: object,
): Promise<void> {
  await sql(
    `INSERT INTO "AuditLog" (shop, at, actor, act, subject, detail) VALUES ($1, $2, 'shopify', $3, $1, $4)`,
    [shop, new Date(now), act, JSON.stringify(detail)],
  );
}

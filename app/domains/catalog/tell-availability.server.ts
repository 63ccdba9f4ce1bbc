import type { Sql } from "../../db/sql.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";

/** Above this many changes at once, hearers are told "anything of this shop may have changed" instead. */
const MOST_AT_ONCE = 100;

/**
 * Says on the channel "availability", after commit and to every node, which counts changed:
 * { shop, item, location }, or { shop } alone when it were too many to name.
 */
export async function tellAvailability(
  sql: Sql,
  shop: ShopDomain,
  changed: readonly { item: string; location: string }[],
): Promise<void> {
  if (changed.length === 0) return;
  const all = changed.length > MOST_AT_ONCE ? [{ shop }] : changed.map((one) => ({ shop, ...one }));
  await sql(
    `SELECT pg_notify('availability', payload #>> '{}')::text
       FROM jsonb_array_elements($1::jsonb) AS payload`,
    [JSON.stringify(all)],
  );
}

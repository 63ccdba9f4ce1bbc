import type { ShopDomain } from "../domains/kernel/ids.ts";
import { statement } from "./statement.server.ts";
import { settledColumns } from "./settled.ts";
import type { Settled } from "./settled.ts";
import type { Db } from "./open-database.server.ts";

export interface Delivery {
  shop: ShopDomain;
  /** the sender's unique id of this delivery */
  id: string;
  topic: string;
  /** the body as it came */
  body: string;
  triggeredAt: Date | null;
}

export interface InboxRow extends Delivery {
  attempts: number;
  receivedAt: Date;
}

/** Takes up to `limit` due rows, the oldest news first; a row whose taker dies is due again at `until`. */
export async function claimInbox(
  db: Db,
  limit: number,
  now: Date,
  until: Date,
): Promise<InboxRow[]> {
  const { rows } = await db.pool.query<InboxRow>(
    statement(
      db,
      "claim-inbox",
      `UPDATE "Inbox" SET attempts = attempts + 1, "notBefore" = $3
        WHERE (shop, id) IN (SELECT shop, id FROM "Inbox" WHERE status = 'pending' AND "notBefore" <= $2
                             ORDER BY "notBefore" LIMIT $1 FOR UPDATE SKIP LOCKED)
        RETURNING shop, id, topic, body, "triggeredAt", "receivedAt", attempts`,
      [limit, now, until],
    ),
  );
  return rows;
}

export async function settleInbox(db: Db, row: InboxRow, result: Settled): Promise<void> {
  await db.pool.query(
    `UPDATE "Inbox" SET status = $3, "doneAt" = $4, "notBefore" = coalesce($5, "notBefore"), reason = $6 WHERE shop = $1 AND id = $2`,
    [row.shop, row.id, ...settledColumns(result)],
  );
}

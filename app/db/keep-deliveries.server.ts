import { inBatches } from "./in-batches.ts";
import type { Delivery } from "./inbox.server.ts";
import type { Db } from "./open-database.server.ts";
import { statement } from "./statement.server.ts";

export type KeepDelivery = (delivery: Delivery, now: Date) => Promise<"kept" | "known">;

/** Two: while one batch is being written to disk, the next is on its way. */
const AT_ONCE = 2;
const MOST = 64;
const HEAVIEST = 4 * 1024 * 1024;

/**
 * What the webhook door keeps deliveries with. Those that arrive while others are being written share one INSERT and one
 * commit; each is told only after that commit whether it was kept or known, and only then may it be acknowledged.
 */
export function deliveryKeeper(db: Db): KeepDelivery {
  const keep = inBatches<{ delivery: Delivery; now: Date }, "kept" | "known">(
    (asked) => insert(db, asked),
    {
      atOnce: AT_ONCE,
      most: MOST,
      weight: ({ delivery }) => delivery.body.length,
      heaviest: HEAVIEST,
    },
  );
  return (delivery, now) => keep({ delivery, now });
}

async function insert(db: Db, asked: { delivery: Delivery; now: Date }[]) {
  const column = (value: (delivery: Delivery) => unknown) =>
    asked.map(({ delivery }) => value(delivery));
  const { rows } = await db.pool.query<{ shop: string; id: string }>(
    statement(
      db,
      "keep-deliveries",
      `INSERT INTO "Inbox" (shop, id, topic, body, "triggeredAt", "receivedAt", "notBefore")
       SELECT shop, id, topic, body, triggered, received, received
         FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[])
              AS delivery (shop, id, topic, body, triggered, received)
       ON CONFLICT DO NOTHING RETURNING shop, id`,
      [
        column(({ shop }) => shop),
        column(({ id }) => id),
        column(({ topic }) => topic),
        column(({ body }) => body),
        column(({ triggeredAt }) => triggeredAt),
        asked.map(({ now }) => now),
      ],
    ),
  );
  const kept = new Set(rows.map(({ shop, id }) => `${shop} ${id}`));
  // the same delivery twice in one batch: the first is kept, the second known
  return asked.map(({ delivery: { shop, id } }) =>
    kept.delete(`${shop} ${id}`) ? ("kept" as const) : ("known" as const),
  );
}

import type { Prisma } from "@prisma/client";
import type { ShopDomain } from "../domains/kernel/ids.ts";
import { settledColumns } from "./settled.ts";
import type { Settled } from "./settled.ts";
import type { Db, Tx } from "./open-database.server.ts";

/** Something that must happen outside our database, or in another domain, once this transaction has committed. */
export interface Intent {
  /** the name of the handler in app/jobs/outbox-handlers.server.ts */
  kind: string;
  /** the same intent stated twice has the same key and happens once */
  key: string;
  payload: Prisma.InputJsonObject;
  notBefore?: Date;
}

export async function stateIntents(tx: Tx, shop: ShopDomain, intents: Intent[]): Promise<void> {
  if (intents.length === 0) return;
  await tx.outbox.createMany({
    data: intents.map((intent) => ({ shop, ...intent })),
    skipDuplicates: true,
  });
}

export interface OutboxRow {
  id: bigint;
  shop: ShopDomain;
  kind: string;
  key: string;
  payload: unknown;
  attempts: number;
}

/** Takes up to `limit` due rows for `lease` ms; a row whose taker dies is due again after that. */
export async function claimOutbox(
  db: Db,
  limit: number,
  now: Date,
  until: Date,
): Promise<OutboxRow[]> {
  const { rows } = await db.pool.query<Omit<OutboxRow, "id"> & { id: string }>(
    `UPDATE "Outbox" SET attempts = attempts + 1, "notBefore" = $3
      WHERE id IN (SELECT id FROM "Outbox" WHERE status = 'pending' AND "notBefore" <= $2
                   ORDER BY "notBefore" LIMIT $1 FOR UPDATE SKIP LOCKED)
      RETURNING id, shop, kind, key, payload, attempts`,
    [limit, now, until],
  );
  return rows.map((row) => ({ ...row, id: BigInt(row.id) }));
}

export async function settleOutbox(db: Db, row: OutboxRow, result: Settled): Promise<void> {
  await db.pool.query(
    `UPDATE "Outbox" SET status = $2, "doneAt" = $3, "notBefore" = coalesce($4, "notBefore"), reason = $5 WHERE id = $1 AND shop = $6`,
    [row.id, ...settledColumns(result), row.shop],
  );
}

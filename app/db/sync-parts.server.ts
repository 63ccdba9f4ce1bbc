import type { ShopDomain } from "../domains/kernel/ids.ts";
import type { Kind, PartReason, PartStatus, Purpose } from "../domains/shop/sync-run.ts";
import type { Settled } from "./settled.ts";
import type { Db } from "./open-database.server.ts";
import type { Sql } from "./sql.server.ts";

/** One part of a sync run, taken by a worker for a while. */
export interface PartRow {
  shop: ShopDomain;
  runId: string;
  kind: Kind;
  purpose: Purpose;
  status: PartStatus;
  bulkOperationId: string | null;
  resultUrl: string | null;
  bytesRead: number;
  bytesTotal: number | null;
  rowsRead: number;
  rowsTotal: number | null;
  drift: number;
  reason: PartReason | null;
  askedAt: Date | null;
  startedAt: Date | null;
  attempts: number;
}

export type PartChange = Partial<
  Pick<
    PartRow,
    | "status"
    | "bulkOperationId"
    | "resultUrl"
    | "bytesRead"
    | "bytesTotal"
    | "rowsRead"
    | "rowsTotal"
    | "drift"
    | "reason"
    | "askedAt"
    | "startedAt"
  >
> & { notBefore?: Date };

const OPEN = `('recent', 'waiting', 'asking', 'asked', 'reading')`;

/** Takes up to `limit` parts that are due; one whose taker dies is due again at `until`. */
export async function claimParts(
  db: Db,
  limit: number,
  now: Date,
  until: Date,
): Promise<PartRow[]> {
  const { rows } = await db.pool.query<
    Omit<PartRow, "bytesRead" | "bytesTotal"> & { bytesRead: string; bytesTotal: string | null }
  >(
    `UPDATE "SyncPart" p SET attempts = p.attempts + 1, "notBefore" = $3
       FROM "SyncRun" r
      WHERE r.shop = p.shop AND r.id = p."runId" AND (p.shop, p."runId", p.kind) IN (
              SELECT q.shop, q."runId", q.kind FROM "SyncPart" q
                JOIN "SyncRun" s ON s.shop = q.shop AND s.id = q."runId" AND s.status = 'running'
               WHERE q.status IN ${OPEN} AND q."notBefore" <= $2
               ORDER BY q."notBefore" LIMIT $1 FOR UPDATE OF q SKIP LOCKED)
      RETURNING p.shop, p."runId", p.kind, r.purpose, p.status, p."bulkOperationId", p."resultUrl", p."bytesRead",
                p."bytesTotal", p."rowsRead", p."rowsTotal", p.drift, p.reason, p."askedAt", p."startedAt", p.attempts`,
    [limit, now, until],
  );
  return rows.map((row) => ({
    ...row,
    bytesRead: Number(row.bytesRead),
    bytesTotal: row.bytesTotal === null ? null : Number(row.bytesTotal),
  }));
}

/** Another worker has taken the part on meanwhile: what this one was about to write is written already, or will be. */
export class PartTakenOver extends Error {
  override name = "PartTakenOver";
}

/** Writes a step that succeeded. Throws PartTakenOver when the part is no longer where this worker found it. */
export async function savePart(
  sql: Sql,
  part: PartRow,
  change: PartChange,
  now: Date,
): Promise<void> {
  const columns = Object.entries({ notBefore: now, ...change });
  const sets = columns.map(([name], at) => `"${name}" = $${at + 7}`);
  const saved = await sql(
    `UPDATE "SyncPart" SET attempts = 0, "updatedAt" = $6, ${sets.join(", ")}
      WHERE shop = $1 AND "runId" = $2 AND kind = $3 AND status = $4 AND "bytesRead" = $5 RETURNING kind`,
    [
      part.shop,
      part.runId,
      part.kind,
      part.status,
      part.bytesRead,
      now,
      ...columns.map(([, value]) => value),
    ],
  );
  if (saved.length === 0) throw new PartTakenOver(`${part.kind} of run ${part.runId}`);
}

/** Writes what became of an attempt that failed. */
export async function settlePart(
  db: Db,
  part: PartRow,
  result: Exclude<Settled, { status: "done" }>,
  now: Date,
): Promise<void> {
  await db.pool.query(
    `UPDATE "SyncPart" SET status = CASE WHEN $4 THEN 'failed' ELSE status END,
            "notBefore" = coalesce($5, "notBefore"), reason = $6, "updatedAt" = $7
      WHERE shop = $1 AND "runId" = $2 AND kind = $3 AND status IN ${OPEN}`,
    [
      part.shop,
      part.runId,
      part.kind,
      result.status === "failed",
      result.status === "pending" ? result.notBefore : null,
      result.reason,
      now,
    ],
  );
}

/** Shopify says that a bulk operation has ended: whoever waits for it may look now. */
export async function wakePart(
  db: Db,
  shop: ShopDomain,
  bulkOperationId: string,
  now: Date,
): Promise<void> {
  await db.pool.query(
    `UPDATE "SyncPart" SET "notBefore" = $3 WHERE shop = $1 AND "bulkOperationId" = $2 AND status = 'asked'`,
    [shop, bulkOperationId, now],
  );
}

import type { Sql } from "../../db/sql.server.ts";
import type { PartChange, PartRow } from "../../db/sync-parts.server.ts";
import { savePart } from "../../db/sync-parts.server.ts";
import type { Millis } from "../kernel/time.ts";

/**
 * The part is done: our copy of this kind was Shopify's when we asked. `sawEverything`: also what is gone was found.
 * What a first import brings is no drift.
 */
export async function finishPart(
  sql: Sql,
  part: PartRow,
  result: { askedAt: Date; sawEverything: boolean; change: PartChange },
  now: Millis,
): Promise<void> {
  const at = new Date(now);
  const { askedAt, sawEverything, change } = result;
  await savePart(sql, part, { ...change, status: "done" }, at);
  const drift = part.purpose === "import" ? 0 : (change.drift ?? part.drift);
  await sql(
    `INSERT INTO "SyncState" AS k (shop, kind, "inStepAt", "reconciledAt", "fullyCheckedAt", "driftFound", "driftRepaired")
     VALUES ($1, $2, $3::timestamptz, $3::timestamptz, CASE WHEN $4 THEN $3::timestamptz END, $5::int, $5::int)
     ON CONFLICT (shop, kind) DO UPDATE SET "inStepAt" = greatest(k."inStepAt", $3::timestamptz), "reconciledAt" = greatest(k."reconciledAt", $3::timestamptz),
       "fullyCheckedAt" = CASE WHEN $4 THEN greatest(k."fullyCheckedAt", $3::timestamptz) ELSE k."fullyCheckedAt" END,
       "driftFound" = k."driftFound" + $5::int, "driftRepaired" = k."driftRepaired" + $5::int, "lastError" = NULL`,
    [part.shop, part.kind, askedAt, sawEverything, drift],
  );
  await closeRun(sql, part, at);
}

/** A part can do no more: the run ends when the others do. */
export async function notePartFailed(
  sql: Sql,
  part: PartRow,
  reason: string,
  now: Millis,
): Promise<void> {
  await sql(
    `INSERT INTO "SyncState" AS k (shop, kind, "lastError") VALUES ($1, $2, $3)
     ON CONFLICT (shop, kind) DO UPDATE SET "lastError" = $3`,
    [part.shop, part.kind, reason],
  );
  await closeRun(sql, part, new Date(now));
}

/** The lock on the run lets the last of two parts that end together see the other's end. */
async function closeRun(sql: Sql, part: PartRow, at: Date): Promise<void> {
  await sql(`SELECT 1 FROM "SyncRun" WHERE shop = $1 AND id = $2 FOR UPDATE`, [
    part.shop,
    part.runId,
  ]);
  await sql(
    `UPDATE "SyncRun" r SET "finishedAt" = $3,
            status = CASE WHEN EXISTS (SELECT 1 FROM "SyncPart" p WHERE p.shop = r.shop AND p."runId" = r.id AND p.status = 'failed')
                          THEN 'failed' ELSE 'done' END
      WHERE r.shop = $1 AND r.id = $2 AND r.status = 'running'
        AND NOT EXISTS (SELECT 1 FROM "SyncPart" p WHERE p.shop = r.shop AND p."runId" = r.id AND p.status NOT IN ('done', 'failed'))`,
    [part.shop, part.runId, at],
  );
}

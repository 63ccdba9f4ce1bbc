import type { Db } from "../../db/open-database.server.ts";
import type { Millis } from "../kernel/time.ts";
import { days } from "../kernel/time.ts";

/** How long what is settled stays: for questions, for duplicates that come late, for exports to be handed over. */
export const KEEP_SETTLED = days(30);

/** Small enough not to hold locks for long. */
const AT_ONCE = 5_000;

/** Removes what has been settled for thirty days; answers how many rows went. */
export async function prune(db: Db, now: Millis): Promise<number> {
  const before = new Date(now - KEEP_SETTLED);
  let gone = 0;
  for (const [table, key, where] of OLD) {
    for (let some = AT_ONCE; some === AT_ONCE; gone += some) {
      const { rowCount } = await db.pool.query(
        `DELETE FROM "${table}" WHERE (shop, ${key}) IN (SELECT shop, ${key} FROM "${table}" WHERE ${where} LIMIT ${AT_ONCE})`,
        [before],
      );
      some = rowCount ?? 0;
    }
  }
  return gone;
}

const OLD = [
  ["Inbox", "id", `status = 'done' AND "doneAt" < $1`],
  ["Inbox", "id", `status = 'failed' AND "receivedAt" < $1`],
  ["Outbox", "id", `status = 'done' AND "doneAt" < $1`],
  ["DataExport", "id", `"requestedAt" < $1`],
  ["SyncRun", "id", `status <> 'running' AND "startedAt" < $1`],
] as const;

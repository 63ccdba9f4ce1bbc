import { randomUUID } from "node:crypto";
import type { Db, Tx } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import type { Outcome } from "../kernel/outcome.ts";
import { done, refused } from "../kernel/outcome.ts";
import { KINDS } from "./sync-run.ts";
import type { PartStatus, Purpose } from "./sync-run.ts";

export interface Started {
  runId: string;
}

/** Starts an import or a check of everything that we copy; one at a time for a shop. The sync loop does the rest. */
export async function startSyncRun(
  db: Db,
  shop: ShopDomain,
  run: { purpose: Purpose; actor: string },
  now: Millis,
): Promise<Outcome<Started, "already-running" | "not-installed">> {
  return db.transact(async (tx) => {
    const known = await tx.shop.findUnique({ where: { shop } });
    if (!known || known.uninstalledAt) return refused("not-installed");
    return openRun(tx, shop, run, new Date(now));
  });
}

async function openRun(
  tx: Tx,
  shop: ShopDomain,
  { purpose, actor }: { purpose: Purpose; actor: string },
  at: Date,
): Promise<Outcome<Started, "already-running">> {
  const id = randomUUID();
  // the partial unique index SyncRun_one_running decides when two ask at once
  const { count } = await tx.syncRun.createMany({
    data: [{ shop, id, purpose, actor, startedAt: at }],
    skipDuplicates: true,
  });
  if (count === 0) return refused("already-running");
  await tx.syncPart.createMany({
    data: KINDS.map((kind) => ({
      shop,
      runId: id,
      kind,
      status: firstStatus(kind, purpose),
      notBefore: at,
    })),
  });
  return done({ runId: id });
}

/** Locations are few and cannot be asked for by time: they are read one page after the other, always all of them. */
function firstStatus(kind: (typeof KINDS)[number], purpose: Purpose): PartStatus {
  return purpose === "check" || kind === "locations" ? "recent" : "waiting";
}

import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import type { Outcome } from "../kernel/outcome.ts";
import { done, refused } from "../kernel/outcome.ts";

/** Takes up again what failed in the latest run: a part goes on where it stopped reading, if Shopify still keeps its answer. */
export async function retrySync(
  db: Db,
  shop: ShopDomain,
  now: Millis,
): Promise<Outcome<undefined, "already-running" | "nothing-failed">> {
  return db.transact(async (tx) => {
    const running = await tx.syncRun.findFirst({ where: { shop, status: "running" } });
    if (running) return refused("already-running");
    const run = await tx.syncRun.findFirst({ where: { shop }, orderBy: { startedAt: "desc" } });
    if (run?.status !== "failed") return refused("nothing-failed");
    await tx.syncRun.update({
      where: { shop_id: { shop, id: run.id } },
      data: { status: "running", finishedAt: null },
    });
    await tx.$executeRaw`
      UPDATE "SyncPart" SET attempts = 0, "notBefore" = ${new Date(now)},
             reason = CASE WHEN reason IN ('no-contact-data') THEN reason END,
             status = CASE WHEN kind = 'locations' THEN 'recent' WHEN "resultUrl" IS NOT NULL THEN 'reading' ELSE 'waiting' END
       WHERE shop = ${shop} AND "runId" = ${run.id} AND status = 'failed'`;
    return done();
  });
}

import { openDatabase } from "#app/db/open-database.server.ts";
import { startSyncRun } from "#app/domains/shop/start-sync-run.server.ts";
import { shopDomain } from "#app/domains/kernel/ids.ts";
import { syncLoop } from "#app/jobs/sync/sync-loop.server.ts";
import { createServices } from "#app/server/create-services.server.ts";
import { readConfig } from "#app/server/config.server.ts";
import { answerParent } from "../answer-parent.ts";
import { BENCH_SHOP } from "../deliveries.ts";
import { peakMegabytes } from "../peak-memory.ts";

export interface ImportAsk {
  url: string;
  bytes: number;
  rows: number;
}

export interface ImportReady {
  /** what the process held before its first import */
  megabytes: number;
}

export interface ImportReply {
  seconds: number;
  levels: number;
  sum: number;
  peakMegabytes: number;
}

/** The app's own import, from the moment at which Shopify's answer can be had; nothing else runs in this process. */
await answerParent<object, ImportAsk, ImportReply>(async () => {
  const read = readConfig(process.env);
  if (!read.ok) throw new Error(read.problems.join(" "));
  const { config } = read;
  const db = await openDatabase({
    ...(config.databaseUrl ? { url: config.databaseUrl } : {}),
    folder: config.dataFolder,
  });
  const services = createServices(config, db, () => Date.now());
  const shop = shopDomain(BENCH_SHOP);
  if (!shop) throw new Error("the bench's shop has no domain");
  await db.prisma.shop.create({ data: { shop, installedAt: new Date() } });

  return {
    ready: { megabytes: process.memoryUsage.rss() / 2 ** 20 },
    answer: async ({ url, bytes, rows }) => {
      await db.pool.query(`TRUNCATE "InventoryLevel", "SyncState", "SyncPart", "SyncRun"`);
      await startSyncRun(db, shop, { purpose: "import", actor: "sambung" }, Date.now());
      await db.prisma.syncPart.updateMany({
        where: { shop, kind: { not: "inventory" } },
        data: { status: "done" },
      });
      await db.prisma.syncPart.updateMany({
        where: { shop, kind: "inventory" },
        data: {
          status: "reading",
          askedAt: new Date(),
          resultUrl: url,
          bytesTotal: bytes,
          rowsTotal: rows,
        },
      });
      const loop = syncLoop(services);
      const began = performance.now();
      await loop.settle();
      const seconds = (performance.now() - began) / 1_000;
      await loop.stop();
      const run = await db.prisma.syncRun.findFirstOrThrow({
        where: { shop },
        include: { parts: true },
      });
      if (run.status !== "done")
        throw new Error(
          `the import ended as ${run.status}: ${run.parts.map((part) => `${part.kind} ${part.status} ${part.reason ?? ""}`).join(", ")}`,
        );
      const { rows: found } = await db.pool.query<{ levels: number; sum: number }>(
        `SELECT count(*)::int AS levels, sum(available)::int AS sum FROM "InventoryLevel" WHERE "isActive"`,
      );
      return { seconds, ...(found[0] ?? { levels: 0, sum: 0 }), peakMegabytes: peakMegabytes() };
    },
    close: () => db.close(),
  };
});

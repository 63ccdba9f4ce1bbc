import { PgBoss } from "pg-boss";
import { expirePickups } from "../domains/pickup/expire-pickups.server.ts";
import { prune } from "../domains/shop/prune.server.ts";
import type { Services } from "../services.server.ts";
import { checkShops, keepTokensAlive } from "./check-shops.server.ts";

export interface Schedules {
  stop(): Promise<void>;
}

/** What happens by the clock, once for all nodes: minute hour day month weekday, UTC. */
const BY_THE_CLOCK: Record<string, { cron: string; run(services: Services): Promise<void> }> = {
  "check-shops": { cron: "*/15 * * * *", run: checkShops },
  "keep-tokens-alive": { cron: "17 3 * * *", run: keepTokensAlive },
  "expire-pickups": {
    cron: "*/15 * * * *",
    run: async ({ db, clock, log }) =>
      log.info({ pickups: await expirePickups(db, clock()) }, "expired"),
  },
  prune: {
    cron: "47 3 * * *",
    run: async ({ db, clock, log }) => log.info({ rows: await prune(db, clock()) }, "pruned"),
  },
};

/** Nobody waits for these by the second. */
const LOOK_EVERY_SECONDS = 15;

/** Starts pg-boss on our own pool. A check is also due now: the app may have been away for a while. */
export async function startSchedules(services: Services): Promise<Schedules> {
  const { db, log } = services;
  const boss = new PgBoss({
    db: { executeSql: (text, values) => db.pool.query(text, values) },
    schema: "pgboss",
  });
  boss.on("error", (error) => log.warn({ reason: error.message }, "schedules"));
  await boss.start();
  for (const [name, { cron, run }] of Object.entries(BY_THE_CLOCK)) {
    await boss.createQueue(name, { policy: "singleton" });
    await boss.schedule(name, cron);
    await boss.work(name, { pollingIntervalSeconds: LOOK_EVERY_SECONDS }, () => run(services));
  }
  await boss.send("check-shops");
  return { stop: () => boss.stop({ graceful: true, timeout: 5_000 }) };
}

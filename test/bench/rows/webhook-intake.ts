import { cpuSeconds, startChild } from "../child.ts";
import type { InsertAsk, InsertOptions, InsertReply } from "../children/insert-rows.ts";
import type { LoadAsk, LoadReply } from "../children/load-http.ts";
import type { SteadyAsk } from "../children/load-steady.ts";
import type { ServeOptions, ServeReady } from "../children/serve-door.ts";
import { appEnvironment } from "../app-environment.ts";
import { changesOfStock, sampleDeliveries, signed } from "../deliveries.ts";
import type { BenchDatabase } from "../database.ts";
import { count, median, ms, ratio } from "../figures.ts";
import { inTurn } from "../rounds.ts";
import { startFlags } from "../start-flags.ts";
import type { BenchContext, Figure, Row } from "../row.ts";
import { seedShop } from "../seed-shop.ts";
import { someIds } from "../shopify-ids.ts";

const AT_ONCE = 64;
const ROUNDS = 5;
const SECONDS = 4;
const STEADY = { perSecond: 200, seconds: 15 };
const GOAL = { ratio: 0.5, p99: 100 };

export const webhookIntake: Row = {
  name: "webhook",
  onEachDatabase: true,
  measure: async (context) => [await intake(context), await steady(context)],
};

/** How fast deliveries are verified, kept and acknowledged, beside rows that are merely inserted. */
async function intake(context: BenchContext): Promise<Figure> {
  const deliveries = sampleDeliveries(64);
  const requests = signed(deliveries);
  const [plainDatabase, appDatabase] = [await context.openDatabase(), await context.openDatabase()];
  const options: InsertOptions = { where: plainDatabase.where, atOnce: AT_ONCE, deliveries };
  const plain = await startChild<null, InsertAsk, InsertReply>("insert-rows", options);
  const door = await startDoor(appDatabase, false);
  const load = await startChild<null, LoadAsk, LoadReply>("load-http", { connections: AT_ONCE });
  let acknowledged = 0;
  let failed = 0;
  let cpu = 0;
  let seconds = 0;
  try {
    const rounds = await inTurn(
      ROUNDS,
      async () => (await plain.ask({ seconds: SECONDS })).perSecond,
      async () => {
        const before = await cpuSeconds(door.pid);
        const began = performance.now();
        const reply = await load.ask({ url: door.ready.url, seconds: SECONDS, requests });
        cpu += (await cpuSeconds(door.pid)) - before;
        seconds += (performance.now() - began) / 1_000;
        acknowledged += reply.answered;
        failed += reply.failed;
        context.say(`${count(reply.perSecond)}/s, p99 ${ms(reply.p99)}`);
        return reply.perSecond;
      },
    );
    await door.stop();
    const kept = await appDatabase.use((db) => db.prisma.inbox.count());
    if (kept < acknowledged || failed > 0)
      throw new Error(`${acknowledged} acknowledged, ${kept} kept, ${failed} failed`);
    const [ours, baseline] = [median(rounds.ours), median(rounds.baseline)];
    return {
      what: `webhook intake, ${AT_ONCE} at once`,
      measured: `${count(ours)} deliveries/s`,
      baseline: `${count(baseline)} rows/s by single-row INSERT`,
      ratio: ratio(ours / baseline),
      goal: `≥ ${GOAL.ratio}`,
      isMet: ours / baseline >= GOAL.ratio,
      why: `Signature, parsing, one row with ON CONFLICT, acknowledgement; the loops that empty the inbox rest meanwhile. The door used ${Math.round((cpu / seconds) * 100)} % of a core; ${count(kept)} rows found for ${count(acknowledged)} acknowledgements.`,
    };
  } finally {
    await Promise.all([plain.stop(), door.stop(), load.stop()]);
  }
}

/** How long a sender waits at a steady rate, with the app's loops emptying the inbox at the same time. */
async function steady(context: BenchContext): Promise<Figure> {
  const database = await context.openDatabase();
  await database.use((db) => seedShop(db, { locations: 20, variants: 500, ids: someIds }));
  const door = await startDoor(database, true);
  const load = await startChild<null, SteadyAsk, LoadReply>("load-steady", {});
  try {
    const send = async (seconds: number) => {
      const requests = signed(changesOfStock(seconds * STEADY.perSecond));
      return load.ask({ url: door.ready.url, requests, perSecond: STEADY.perSecond, seconds });
    };
    await send(3);
    const reply = await send(STEADY.seconds);
    await door.stop();
    const waiting = await database.use((db) =>
      db.prisma.inbox.groupBy({ by: ["status"], _count: true }),
    );
    return {
      what: `webhook acknowledgement at ${STEADY.perSecond}/s, with the inbox being emptied`,
      measured: `p99 ${ms(reply.p99)}, p50 ${ms(reply.p50)}`,
      baseline: "–",
      ratio: "–",
      goal: `p99 ≤ ${GOAL.p99} ms`,
      isMet: reply.failed === 0 && reply.p99 <= GOAL.p99,
      why: `${count(reply.answered)} stock changes in ${STEADY.seconds} s, each a new count that a job records meanwhile, counted from the moment each was due; ${reply.failed} failed. When the last was acknowledged, ${statuses(waiting)}.`,
    };
  } finally {
    await Promise.all([door.stop(), load.stop()]);
  }
}

function statuses(waiting: { status: string; _count: number }[]): string {
  return waiting.map(({ status, _count }) => `${count(_count)} were ${status}`).join(", ");
}

function startDoor(database: BenchDatabase, hasJobs: boolean) {
  const options: ServeOptions = { hasJobs };
  return startChild<ServeReady>("serve-door", options, {
    env: appEnvironment(database),
    nodeOptions: startFlags(),
  });
}

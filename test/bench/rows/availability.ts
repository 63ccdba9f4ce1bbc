import { appEnvironment } from "../app-environment.ts";
import { cpuSeconds, startChild } from "../child.ts";
import type { BareOptions } from "../children/bare-http.ts";
import type { LoadAsk, LoadReply, LoadRequest } from "../children/load-http.ts";
import type { ServeOptions, ServeReady } from "../children/serve-door.ts";
import { count, median, ms, ratio } from "../figures.ts";
import { inTurn } from "../rounds.ts";
import { startFlags } from "../start-flags.ts";
import type { Row } from "../row.ts";
import { seedShop } from "../seed-shop.ts";
import { someIds } from "../shopify-ids.ts";
import { signedAvailability } from "../signed-availability.ts";

const LOCATIONS = 20;
const VARIANTS = 64;
const CONNECTIONS = 64;
const ROUNDS = 5;
const SECONDS = 5;
const GOAL = { ratio: 0.3, p99: 25 };

interface Turn {
  perSecond: number;
  p99: number;
  /** share of one core that the server used */
  core: number;
}

export const availability: Row = {
  name: "availability",
  onEachDatabase: true,
  measure: async ({ openDatabase, say }) => {
    const database = await openDatabase();
    await database.use((db) =>
      seedShop(db, { locations: LOCATIONS, variants: VARIANTS, ids: someIds }),
    );
    const options: ServeOptions = { hasJobs: true };
    const app = await startChild<ServeReady>("serve-door", options, {
      env: appEnvironment(database),
      nodeOptions: startFlags(),
    });
    const bare = await startChild<ServeReady>("bare-http", await sameBytes(app.ready.url));
    const load = await startChild<null, LoadAsk, LoadReply>("load-http", {
      connections: CONNECTIONS,
    });
    const turn = async (server: typeof app, name: string): Promise<Turn> => {
      const before = await cpuSeconds(server.pid);
      const began = performance.now();
      const reply = await load.ask({
        url: server.ready.url,
        seconds: SECONDS,
        requests: signedRequests(),
      });
      const core = (await cpuSeconds(server.pid)) - before;
      if (reply.failed > 0) throw new Error(`${name}: ${reply.failed} requests failed`);
      say(`${name}: ${count(reply.perSecond)}/s, p99 ${ms(reply.p99)}`);
      return {
        perSecond: reply.perSecond,
        p99: reply.p99,
        core: core / ((performance.now() - began) / 1_000),
      };
    };
    try {
      const rounds = await inTurn(
        ROUNDS,
        () => turn(bare, "bare"),
        () => turn(app, "app"),
      );
      const middle = (turns: Turn[], of: (turn: Turn) => number) => median(turns.map(of));
      const ours = middle(rounds.ours, (one) => one.perSecond);
      const baseline = middle(rounds.baseline, (one) => one.perSecond);
      const p99 = middle(rounds.ours, (one) => one.p99);
      const core = (turns: Turn[]) => `${Math.round(middle(turns, (one) => one.core) * 100)} %`;
      const where = `${LOCATIONS} locations, ${CONNECTIONS} connections`;
      return [
        {
          what: `availability over the app proxy, ${where}`,
          measured: `${count(ours)} requests/s`,
          baseline: `${count(baseline)} requests/s by bare node:http`,
          ratio: ratio(ours / baseline),
          goal: `≥ ${ratio(GOAL.ratio)}`,
          isMet: ours / baseline >= GOAL.ratio,
          why: `Signature checked at each request, ${VARIANTS} variants, facts kept for up to 5 s and dropped at each change; the app used ${core(rounds.ours)} of a core, the bare server ${core(rounds.baseline)}.`,
        },
        {
          what: `availability's p99, ${where}`,
          measured: ms(p99),
          baseline: `${ms(middle(rounds.baseline, (one) => one.p99))} by bare node:http`,
          ratio: "–",
          goal: `≤ ${GOAL.p99} ms`,
          isMet: p99 <= GOAL.p99,
          why: "At full load, as many requests as the server takes; the median of the rounds.",
        },
      ];
    } finally {
      await Promise.all([app.stop(), bare.stop(), load.stop()]);
    }
  },
};

/** What the app answers, for the bare server to repeat. */
async function sameBytes(appUrl: string): Promise<BareOptions> {
  const [first] = signedRequests();
  const answer = await fetch(new URL(first?.path ?? "", appUrl));
  const body = await answer.text();
  if (!answer.ok || (JSON.parse(body) as { stores: unknown[] }).stores.length !== LOCATIONS)
    throw new Error(`unexpected availability: ${answer.status} ${body}`);
  const headers = [...answer.headers].filter(
    ([name]) => !["connection", "date", "keep-alive", "content-length"].includes(name),
  );
  return { body, headers: Object.fromEntries(headers) };
}

/** A signature lives for 90 s, so each turn brings its own. */
function signedRequests(): LoadRequest[] {
  return Array.from({ length: VARIANTS }, (_, index) => ({
    path: signedAvailability(someIds.variant(index)),
    method: "GET",
  }));
}

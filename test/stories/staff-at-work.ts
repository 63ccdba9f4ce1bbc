import { setTimeout as sleep } from "node:timers/promises";
import path from "node:path";
import pg from "pg";
import { z } from "zod";
import { shopDomain, stored } from "#app/domains/kernel/ids.ts";
import type { PickupId } from "#app/domains/kernel/ids.ts";
import { pickupCode } from "#app/domains/pickup/code.server.ts";
import { staffAnswer } from "#app/domains/pickup/staff-request.ts";
import type { StaffAnswer } from "#app/domains/pickup/staff-request.ts";
import type { SimClock } from "#test/simulator/clock.ts";
import type { Id } from "#test/simulator/state.ts";
import { USER_AGENT } from "#test/support/browser.ts";
import { ENCRYPTION_KEY } from "./open-demo.ts";
import type { OpenDemo } from "./open-demo.ts";

/** Staff without a browser, who press again until the app answers. */
export interface StaffAtWork {
  /** opens a page of the app, as the admin does */
  opens(page: string): Promise<void>;
  /** sends the form of a page; repeated until some app answers */
  sends(page: string, form: Record<string, string>): Promise<string>;
  startsPicking(orderId: Id): Promise<void>;
  marksReady(orderId: Id): Promise<void>;
  handsOver(orderId: Id): Promise<void>;
  /** what the app has said was done, in its own answer */
  acknowledged: { orderId: Id; act: string }[];
  /** one query against the app's database, repeated until it answers */
  looksUp<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
}

const PRESS_AGAIN = 25;
const PATIENCE = 60_000;
const pickupRow = z.object({
  id: z.string(),
  state: z.string(),
  version: z.number(),
  generation: z.number(),
});

export function staffAtWork(demo: OpenDemo, clock: SimClock, databaseUrl?: string): StaffAtWork {
  const { simulator } = demo.world;
  const shop = shopDomain(simulator.shop.state.info.domain);
  if (!shop) throw new Error("the demo shop's domain is not one");
  const key = Buffer.from(ENCRYPTION_KEY, "hex");
  const acknowledged: StaffAtWork["acknowledged"] = [];

  const headers = async () => {
    const iat = Math.floor(clock.now() / 1_000);
    const token = await simulator.sessionToken({ claims: { iat, nbf: iat - 5, exp: iat + 60 } });
    return { authorization: `Bearer ${token}`, "user-agent": USER_AGENT };
  };
  const sends: StaffAtWork["sends"] = (page, form) =>
    insist(`${page} to take a form`, async () => {
      const answer = await fetch(`http://127.0.0.1:${demo.ports.app}${page}`, {
        method: "POST",
        headers: await headers(),
        body: new URLSearchParams(form),
      });
      if (!answer.ok) throw new Error(`${answer.status}: ${(await answer.text()).slice(0, 200)}`);
      return answer.text();
    });
  const looksUp: StaffAtWork["looksUp"] = (text, values = []) =>
    insist("the database to answer", async () => {
      const client = new pg.Client(
        databaseUrl
          ? { connectionString: databaseUrl }
          : {
              host: path.resolve(demo.folder, "app"),
              port: 5432,
              user: "postgres",
              database: "postgres",
            },
      );
      client.on("error", () => {}); // the app that serves it may be killed meanwhile
      try {
        await client.connect();
        return (await client.query(text, values)).rows;
      } finally {
        await client.end().catch(() => {});
      }
    });
  const pickupOf = (orderId: Id) =>
    insist(`the pickup of order ${orderId}`, async () => {
      const [row] = await looksUp(
        `SELECT id, state, version, generation FROM "Pickup" WHERE shop = $1 AND "orderId" = $2`,
        [shop, orderId],
      );
      return pickupRow.parse(row);
    });
  /** until the pickup has come so far, by whomever */
  const press = async (
    orderId: Id,
    act: string,
    already: string[],
    form: (pickup: z.infer<typeof pickupRow>) => Record<string, string>,
  ) => {
    await insist(`${act} of order ${orderId}`, async () => {
      const pickup = await pickupOf(orderId);
      if (already.includes(pickup.state)) return;
      const answer: StaffAnswer = staffAnswer.parse(
        JSON.parse(await sends("/app/pickups/act", form(pickup))),
      );
      if (answer.kind !== "done") throw new Error(JSON.stringify(answer));
      acknowledged.push({ orderId, act });
    });
  };
  const acts = (act: string) => (pickup: z.infer<typeof pickupRow>) => ({
    wants: "act",
    act,
    pickupId: pickup.id,
    seenVersion: String(pickup.version),
  });

  return {
    acknowledged,
    sends,
    looksUp,
    opens: (page) =>
      insist(`${page} to open`, async () => {
        const answer = await fetch(`http://127.0.0.1:${demo.ports.app}${page}`, {
          headers: await headers(),
        });
        if (!answer.ok) throw new Error(String(answer.status));
      }),
    startsPicking: (orderId) =>
      press(orderId, "start-picking", ["picking", "ready", "collected"], acts("start-picking")),
    marksReady: (orderId) =>
      press(orderId, "mark-ready", ["ready", "collected"], acts("mark-ready")),
    handsOver: (orderId) =>
      press(orderId, "hand-over", ["collected"], ({ id, generation }) => ({
        wants: "hand-over",
        text: pickupCode(key, shop, stored<PickupId>(id), generation),
        locationId: "",
      })),
  };
}

/** Tries until it works; says what was waited for when it never does. */
export async function insist<T>(what: string, attempt: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > until)
        throw new Error(`waited in vain for ${what}: ${String(error)}`, { cause: error });
      await sleep(PRESS_AGAIN);
    }
  }
}

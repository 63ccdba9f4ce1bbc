import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { freshness, kindOfTopic } from "./freshness.ts";
import type { Freshness } from "./freshness.ts";
import { KINDS } from "./sync-run.ts";
import type { Kind } from "./sync-run.ts";

interface State {
  kind: Kind;
  inStepAt: Date | null;
  reconciledAt: Date | null;
  lastError: string | null;
}

interface Deliveries {
  topic: string;
  status: "pending" | "failed";
  count: string;
  oldest: Date;
}

/** How well our copy of each kind follows Shopify. Two small queries: cheap enough for every page, not for every shopper. */
export async function readFreshness(
  db: Db,
  shop: ShopDomain,
  now: Millis,
): Promise<Record<Kind, Freshness>> {
  const states = await db.pool.query<State & { isConnected: boolean; isImporting: boolean }>(
    `SELECT k.kind, s."inStepAt", s."reconciledAt", s."lastError",
            EXISTS (SELECT 1 FROM "Shop" o WHERE o.shop = $1 AND o."uninstalledAt" IS NULL)
              AND EXISTS (SELECT 1 FROM "Session" t WHERE t.shop = $1 AND NOT t."isOnline") AS "isConnected",
            EXISTS (SELECT 1 FROM "SyncRun" r WHERE r.shop = $1 AND r.status = 'running' AND r.purpose = 'import') AS "isImporting"
       FROM unnest(string_to_array($2, ',')) AS k(kind)
       LEFT JOIN "SyncState" s ON s.shop = $1 AND s.kind = k.kind`,
    [shop, KINDS.join(",")],
  );
  // what failed before the last check was made up for by it
  const deliveries = await db.pool.query<Deliveries>(
    `SELECT topic, status, count(*), min("receivedAt") AS oldest FROM "Inbox"
      WHERE shop = $1 AND status IN ('pending', 'failed') AND "receivedAt" > $2
      GROUP BY topic, status`,
    [shop, oldestCheck(states.rows)],
  );
  const entries = states.rows.map((state) => {
    const own = deliveries.rows.filter((row) => kindOfTopic(row.topic) === state.kind);
    const facts = { ...momentsOf(state), ...deliveriesOf(own, state) };
    const { isConnected, isImporting, lastError } = state;
    return [state.kind, freshness({ ...facts, lastError, isConnected, isImporting }, now)] as const;
  });
  return byKind(entries);
}

function oldestCheck(states: State[]): Date {
  const checks = states.map((state) => state.reconciledAt?.getTime() ?? 0);
  return new Date(Math.min(...checks));
}

function momentsOf(state: State) {
  return {
    inStepAt: state.inStepAt?.getTime() ?? null,
    reconciledAt: state.reconciledAt?.getTime() ?? null,
  };
}

function deliveriesOf(rows: Deliveries[], state: State) {
  const waiting = rows.filter((row) => row.status === "pending");
  const failed = rows.filter(
    (row) => row.status === "failed" && row.oldest.getTime() > (state.reconciledAt?.getTime() ?? 0),
  );
  const sum = (some: Deliveries[]) => some.reduce((total, row) => total + Number(row.count), 0);
  return {
    waiting: sum(waiting),
    failed: sum(failed),
    oldestWaitingAt:
      waiting.length > 0 ? Math.min(...waiting.map((row) => row.oldest.getTime())) : null,
  };
}

function byKind(entries: (readonly [Kind, Freshness])[]): Record<Kind, Freshness> {
  const found = new Map(entries);
  const of = (kind: Kind): Freshness => {
    const one = found.get(kind);
    if (!one) throw new Error(`no freshness of ${kind}`);
    return one;
  };
  return {
    locations: of("locations"),
    products: of("products"),
    inventory: of("inventory"),
    customers: of("customers"),
    pickups: of("pickups"),
  };
}

import type { AvailabilityState } from "../catalog/availability.ts";
import type { ShownCount } from "../catalog/stock-display.ts";
import type { VariantId } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { localTime } from "./opening-hours.ts";
import { freshnessOf, storeAvailabilities } from "./store-availability.ts";
import type { AvailabilityFacts, Freshness, StoreAvailability } from "./store-availability.ts";

/**
 * One store in the answer. A row instead of an object, and without the nulls at its end, because 20 stores must fit in 2 KB:
 * id, name, state, count ("low" or "plenty" in band display), ready (local time with offset), index in `zones`,
 * known (seconds since 1970, where it is not the answer's `knownAt`), last known state (where the state is unknown).
 */
export type AnswerRow = (string | number | null)[];

export interface AvailabilityAnswer {
  variant: VariantId;
  freshness: Freshness;
  /** when all counts were last known to be Shopify's, ISO 8601 */
  knownAt: string | null;
  zones: string[];
  columns: readonly string[];
  stores: AnswerRow[];
}

export const COLUMNS = [
  "id",
  "name",
  "state",
  "count",
  "ready",
  "zone",
  "known",
  "lastKnown",
] as const;

/** What the storefront is told of a variant: the stores that offer pickup, or only the one that was asked for, whatever it offers. */
export function availabilityAnswer(
  facts: AvailabilityFacts,
  now: Millis,
  only: string | null = null,
): AvailabilityAnswer {
  const zones: string[] = [];
  const stores = storeAvailabilities(facts, now).filter((one) =>
    only === null ? one.offersPickup : one.store.id === only,
  );
  return {
    variant: facts.variant,
    freshness: freshnessOf(facts, now),
    knownAt: facts.inStepAt === null ? null : new Date(facts.inStepAt).toISOString(),
    zones,
    columns: COLUMNS,
    stores: stores.map((one) => rowOf(one, facts.inStepAt, zones)),
  };
}

function rowOf(one: StoreAvailability, inStepAt: Millis | null, zones: string[]): AnswerRow {
  const cells: [string, string, AvailabilityState, ShownCount, ...AnswerRow] = [
    one.store.id,
    one.store.name,
    one.state,
    one.count,
    readyText(one),
    one.readyAt === null ? null : indexIn(zones, one.timeZone),
    one.knownAt === inStepAt || one.knownAt === null ? null : Math.floor(one.knownAt / 1_000),
    one.state === "unknown" ? one.lastKnown : null,
  ];
  const last = cells.findLastIndex((cell) => cell !== null);
  return cells.slice(0, last + 1);
}

/** "2026-11-21T16:30+07:00": the store's own wall time, and the moment */
export function readyText(one: { readyAt: Millis | null; timeZone: string }): string | null {
  if (one.readyAt === null) return null;
  return localTime(one.readyAt, one.timeZone).toString({
    smallestUnit: "minute",
    timeZoneName: "never",
  });
}

function indexIn(zones: string[], zone: string): number {
  const known = zones.indexOf(zone);
  return known >= 0 ? known : zones.push(zone) - 1;
}

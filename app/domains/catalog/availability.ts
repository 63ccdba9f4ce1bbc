import type { Millis } from "../kernel/time.ts";
import { hours } from "../kernel/time.ts";

/**
 * What a shopper may be told about one variant at one location:
 * here: units are on the shelf, less the buffers · transfer: not here, but this store can have them brought ·
 * none: neither · unknown: our knowledge is too old to say.
 */
export type AvailabilityState = "here" | "transfer" | "none" | "unknown";

/** Shopify's count at one location, as we last knew it. */
export interface StockLevel {
  available: number;
  /** false: the item was disconnected from the location */
  isActive: boolean;
  knownAt: Millis;
}

/** One location as far as one variant is concerned. */
export interface StockedPlace {
  isActive: boolean;
  /** null: never stocked here */
  level: StockLevel | null;
  /** units that this location keeps back */
  buffer: number;
  /** the merchant says that stock of other locations can be brought here */
  canBeBroughtHere: boolean;
}

export interface StockedVariant {
  /** false: Shopify does not count it */
  tracked: boolean;
  /** units of this product that every location keeps back */
  buffer: number;
}

export interface Availability {
  state: AvailabilityState;
  /** units that may be promised here; null: not counted */
  count: number | null;
  /** when this was last known to be Shopify's count; null: never */
  knownAt: Millis | null;
  /** behind "unknown": what we would have said, for "last known"; null when we never knew */
  lastKnown: Exclude<AvailabilityState, "unknown"> | null;
}

/**
 * Shopify repeats a webhook for four hours and then drops it (research/pickup.md d). A count that nothing has confirmed for
 * longer may be anything.
 */
export const UNKNOWN_AFTER: Millis = hours(4);

/**
 * The availability at `here`. `everywhere` are the variant's places in the shop (with or without `here` itself);
 * `inStepAt` is the latest moment at which all of our counts were Shopify's.
 *
 * Whether a variant may be sold below zero (CONTINUE) is no argument: that says what may be sold, not what is there.
 */
export function availability(
  variant: StockedVariant,
  here: StockedPlace,
  everywhere: StockedPlace[],
  inStepAt: Millis | null,
  now: Millis,
): Availability {
  const knownAt = latest(here.level?.knownAt ?? null, inStepAt);
  const said = stateKnown(variant, here, everywhere, inStepAt, now);
  if (isStale(knownAt, now))
    return { ...said, state: "unknown", knownAt, lastKnown: knownAt === null ? null : said.state };
  return { ...said, knownAt, lastKnown: said.state };
}

function stateKnown(
  variant: StockedVariant,
  here: StockedPlace,
  everywhere: StockedPlace[],
  inStepAt: Millis | null,
  now: Millis,
): { state: Exclude<AvailabilityState, "unknown">; count: number | null } {
  if (!isStocked(here)) return { state: "none", count: 0 };
  if (!variant.tracked) return { state: "here", count: null };
  const count = Math.max(0, here.level.available - keptBack(variant, here));
  if (count > 0) return { state: "here", count };
  const supplies = everywhere.some(
    (other) =>
      other !== here &&
      isStocked(other) &&
      other.level.available > 0 &&
      !isStale(latest(other.level.knownAt, inStepAt), now),
  );
  return { state: here.canBeBroughtHere && supplies ? "transfer" : "none", count: 0 };
}

/** Both buffers answer "how many do we not promise", so the larger one holds; they do not add up. */
function keptBack(variant: StockedVariant, here: StockedPlace): number {
  return Math.max(0, variant.buffer, here.buffer);
}

function isStocked(place: StockedPlace): place is StockedPlace & { level: StockLevel } {
  return place.isActive && place.level !== null && place.level.isActive;
}

function isStale(knownAt: Millis | null, now: Millis): boolean {
  return knownAt === null || now - knownAt > UNKNOWN_AFTER;
}

function latest(a: Millis | null, b: Millis | null): Millis | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

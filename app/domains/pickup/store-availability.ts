import { availability } from "../catalog/availability.ts";
import type { Availability, StockLevel } from "../catalog/availability.ts";
import { UNKNOWN_AFTER } from "../catalog/availability.ts";
import { shownCount } from "../catalog/stock-display.ts";
import type { ShownCount, StockDisplay } from "../catalog/stock-display.ts";
import type { InventoryItemId, LocationId, VariantId } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { PATIENCE_WITH_CHECKS } from "../shop/freshness.ts";
import type { LocationSettings } from "./location-settings.ts";
import { promise, transferPromise } from "./promise.ts";

/** A location as a shopper sees it. */
export interface Store {
  id: LocationId;
  name: string;
  address: string;
  city: string;
  zip: string;
  countryCode: string;
  position: { latitude: number; longitude: number } | null;
}

/** Everything we know of one variant in one shop, as it was read together. */
export interface AvailabilityFacts {
  variant: VariantId;
  /** null: a variant that we do not know (yet) */
  stocked: { item: InventoryItemId; tracked: boolean; buffer: number } | null;
  display: StockDisplay;
  /** the latest moment at which all counts of the shop were Shopify's; null: never yet */
  inStepAt: Millis | null;
  /** news waits or a check is overdue: our copy may not be Shopify's */
  isBehind: boolean;
  places: StorePlace[];
}

export interface StorePlace {
  store: Store;
  isActive: boolean;
  /** the location offers Shopify's local pickup */
  offersPickup: boolean;
  level: StockLevel | null;
  settings: LocationSettings;
}

/** One variant at one store, as a shopper may be told. */
export interface StoreAvailability {
  store: Store;
  offersPickup: boolean;
  state: Availability["state"];
  lastKnown: Availability["lastKnown"];
  count: ShownCount;
  knownAt: Millis | null;
  /** when an order placed now would be ready; null: no promise (no pickup, none to promise, hours not stated) */
  readyAt: Millis | null;
  timeZone: string;
}

export type Freshness = "in-step" | "behind" | "unknown";

export function freshnessOf(
  { inStepAt, isBehind }: Pick<AvailabilityFacts, "inStepAt" | "isBehind">,
  now: Millis,
): Freshness {
  if (inStepAt === null || now - inStepAt > UNKNOWN_AFTER) return "unknown";
  return isBehind || now - inStepAt > PATIENCE_WITH_CHECKS ? "behind" : "in-step";
}

/** The variant at every active store, those that have it first. */
export function storeAvailabilities(facts: AvailabilityFacts, now: Millis): StoreAvailability[] {
  const places = facts.places.map((place) => ({
    place,
    stocked: {
      isActive: place.isActive,
      level: place.level,
      buffer: place.settings.buffer,
      canBeBroughtHere: place.settings.transferDays !== null,
    },
  }));
  const everywhere = places.map(({ stocked }) => stocked);
  return places
    .filter(({ place }) => place.isActive)
    .map(({ place, stocked }) => {
      const known = facts.stocked
        ? availability(facts.stocked, stocked, everywhere, facts.inStepAt, now)
        : NOTHING_KNOWN;
      return {
        store: place.store,
        offersPickup: place.offersPickup,
        state: known.state,
        lastKnown: known.lastKnown,
        count: shownCount(known, facts.display),
        knownAt: known.knownAt,
        readyAt: readyAt(place, known, now),
        timeZone: place.settings.timeZone,
      };
    })
    .sort(byStateThenName);
}

function readyAt(place: StorePlace, known: Availability, now: Millis): Millis | null {
  if (!place.offersPickup) return null;
  if (known.state === "here") return promise(place.settings, now);
  return known.state === "transfer" ? transferPromise(place.settings, now) : null;
}

const NOTHING_KNOWN: Availability = {
  state: "unknown",
  count: null,
  knownAt: null,
  lastKnown: null,
};

const RANK = { here: 0, transfer: 1, unknown: 2, none: 3 } as const;

export function stateRank(state: Availability["state"]): number {
  return RANK[state];
}

function byStateThenName(a: StoreAvailability, b: StoreAvailability): number {
  return stateRank(a.state) - stateRank(b.state) || a.store.name.localeCompare(b.store.name);
}

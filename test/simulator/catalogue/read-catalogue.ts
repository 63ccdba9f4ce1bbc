import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { emptyShop } from "../empty-shop.ts";
import type { IsoTime, Location, PickupTime, ShopState } from "../state.ts";
import { addLevel, readInventory } from "./read-inventory.ts";
import { readProducts } from "./read-products.ts";

export interface CatalogueOptions {
  /** a product export; default: ours */
  catalogPath?: string | undefined;
  /** an inventory export; default: ours, or, with a product export of one's own, the quantities in it at the first location */
  inventoryPath?: string | undefined;
  at: IsoTime;
  pictureBase: string;
}

/** A whole shop out of Shopify's own export formats. Throws a CatalogueError that names every row that does not parse. */
export async function readCatalogue(options: CatalogueOptions): Promise<ShopState> {
  const { at, pictureBase } = options;
  const state = emptyShop({
    name: "Sambung",
    currencyCode: "IDR",
    countryCode: "ID",
  });
  addLocations(state, await readFile(own("locations.json"), "utf8"), at);
  const catalog = options.catalogPath ?? own("products.csv");
  const quantities = readProducts(await readFile(catalog, "utf8"), state, {
    fileName: basename(String(catalog)),
    at,
    pictureBase,
  });
  const inventory =
    options.inventoryPath ?? (options.catalogPath === undefined ? own("inventory.csv") : undefined);
  if (inventory !== undefined) {
    const fileName = basename(String(inventory));
    readInventory(await readFile(inventory, "utf8"), state, { fileName, at });
  } else {
    const [first] = state.locations.keys();
    for (const variant of state.variants.values()) {
      if (first === undefined || !variant.tracked) continue;
      addLevel(state, variant.inventoryItemId, first, at, {
        available: quantities.get(variant.id) ?? 0,
      });
    }
  }
  addCollections(state);
  addCustomers(state, at);
  return state;
}

const own = (name: string) => new URL(name, import.meta.url);

interface WrittenLocation {
  name: string;
  fulfillsOnlineOrders: boolean;
  address1: string;
  city: string;
  province: string;
  provinceCode: string;
  zip: string;
  phone: string;
  latitude: number;
  longitude: number;
  pickup: { pickupTime: PickupTime; instructions: string } | null;
}

function addLocations(state: ShopState, json: string, at: IsoTime): void {
  const written: WrittenLocation[] = JSON.parse(json);
  for (const [index, one] of written.entries()) {
    const location: Location = {
      id: String(68_501_000_001 + index),
      name: one.name,
      isActive: true,
      fulfillsOnlineOrders: one.fulfillsOnlineOrders,
      address: {
        address1: one.address1,
        address2: null,
        city: one.city,
        province: one.province,
        provinceCode: one.provinceCode,
        country: "Indonesia",
        countryCode: "ID",
        zip: one.zip,
        phone: one.phone,
        latitude: one.latitude,
        longitude: one.longitude,
      },
      localPickupSettingsV2: one.pickup,
      createdAt: at,
      updatedAt: at,
    };
    state.locations.set(location.id, location);
  }
}

/** One collection per product type, as a "type is …" automated collection would give, and `all`. */
function addCollections(state: ShopState): void {
  const shown = [...state.products.values()].filter(
    (product) => product.status === "ACTIVE" && product.publishedAt !== null,
  );
  const add = (handle: string, title: string, productIds: string[]) =>
    state.collections.set(handle, {
      id: String(310_000_000_001 + state.collections.size),
      handle,
      title,
      productIds,
    });
  const types = [...new Set(shown.map((product) => product.productType))].filter(
    (type) => type !== "",
  );
  for (const type of types) {
    const ids = shown
      .filter((product) => product.productType === type)
      .map((product) => product.id);
    add(type.toLowerCase().replace(/[^a-z0-9]+/g, "-"), type, ids);
  }
  add(
    "all",
    "All products",
    shown.map((product) => product.id),
  );
}

/** A few people to log in as; the addresses are of the reserved domain `example`. */
function addCustomers(state: ShopState, at: IsoTime): void {
  const people = [
    ["Ayu", "Lestari", "ayu@pelanggan.example", "+628125550101", "id"],
    ["Bram", "Wijaya", "bram@pelanggan.example", "+628125550102", "id"],
    ["Clara", "Nguyen", "clara@pelanggan.example", "+628125550103", "en"],
  ] as const;
  for (const [index, [firstName, lastName, email, phone, locale]] of people.entries()) {
    const id = String(7_200_100_000_001 + index);
    state.customers.set(id, {
      id,
      firstName,
      lastName,
      email,
      phone,
      locale,
      createdAt: at,
      updatedAt: at,
    });
  }
}

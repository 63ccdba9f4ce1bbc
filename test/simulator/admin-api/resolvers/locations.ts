import { gid, idIn } from "#test/simulator/gid.ts";
import type { Location } from "#test/simulator/state.ts";
import { levelAt } from "#test/simulator/verbs/lookups.ts";
import { connection } from "../connection.ts";
import { fieldsOf, flagOf, textOf } from "../request-context.ts";
import type { Args, FieldName, RequestContext } from "../request-context.ts";
import {
  containsText,
  matchesFlag,
  matchesId,
  matchesText,
  matchesTime,
  searchTest,
} from "../search-query.ts";
import type { Filters } from "../search-query.ts";
import { sortedBy } from "../sort-keys.ts";
import { levelsAt } from "./inventory.ts";
import { metafieldFields } from "./metafields.ts";

const filters: Filters<Location> = {
  default: (one, term) => containsText([one.name, one.address.city, one.address.address1], term),
  active: (one, term) => matchesFlag(one.isActive, term),
  address1: (one, term) => matchesText(one.address.address1, term),
  city: (one, term) => matchesText(one.address.city, term),
  country: (one, term) => matchesText(one.address.country, term),
  created_at: (one, term) => matchesTime(one.createdAt, term),
  geolocated: (one, term) => matchesFlag(one.address.latitude !== null, term),
  id: (one, term) => matchesId(one.id, term),
  location_id: (one, term) => matchesId(one.id, term),
  pickup_in_store: (one, term) =>
    (one.localPickupSettingsV2 !== null) === (term.value.toLowerCase() === "enabled"),
  province: (one, term) => matchesText(one.address.province, term),
  zip: (one, term) => matchesText(one.address.zip, term),
};

const sortKeys = {
  NAME: (one: Location) => one.name,
  ID: () => 0,
};

function locations(args: Args, context: RequestContext, field: FieldName) {
  const matches = searchTest(textOf(args, "query"), filters, field, context);
  const { shop } = context;
  const all = function* () {
    for (const one of shop.state.locations.values())
      if ((one.isActive || flagOf(args, "includeInactive")) && matches(one)) yield one;
  };
  return connection(all, args, sortedBy(sortKeys, args, "NAME"));
}

export const locationTypes = [
  fieldsOf<unknown>("QueryRoot", {
    locations: (_, args, context, field) => locations(args, context, field),
    location: (_, args, { shop }) => {
      const id = textOf(args, "id");
      // without an id Shopify gives the primary location
      const first = [...shop.state.locations.values()][0] ?? null;
      return id === null ? first : (shop.state.locations.get(idIn(id)) ?? null);
    },
    locationsCount: (_, __, { shop }) => ({ count: shop.state.locations.size, precision: "EXACT" }),
  }),
  fieldsOf<Location>("Location", {
    id: (one) => gid("Location", one.id),
    legacyResourceId: (one) => one.id,
    name: (one) => one.name,
    isActive: (one) => one.isActive,
    isFulfillmentService: () => false,
    isPrimary: (one, _, { shop }) => [...shop.state.locations.keys()][0] === one.id,
    activatable: (one) => !one.isActive,
    deactivatable: (one) => one.isActive,
    deactivatedAt: (one) => (one.isActive ? null : one.updatedAt),
    fulfillsOnlineOrders: (one) => one.fulfillsOnlineOrders,
    shipsInventory: (one) => one.fulfillsOnlineOrders,
    createdAt: (one) => one.createdAt,
    updatedAt: (one) => one.updatedAt,
    address: (one) => ({ ...one.address, formatted: formatted(one) }),
    addressVerified: () => true,
    localPickupSettingsV2: (one) => one.localPickupSettingsV2,
    hasActiveInventory: (one, _, { shop }) => {
      for (const variant of shop.state.variants.values()) {
        const level = levelAt(shop.state, variant.inventoryItemId, one.id);
        if (level?.isActive && level.available > 0) return true;
      }
      return false;
    },
    hasUnfulfilledOrders: (one, _, { shop }) =>
      [...shop.state.fulfillmentOrders.values()].some(
        (order) =>
          order.assignedLocationId === one.id &&
          order.status !== "CLOSED" &&
          order.status !== "CANCELLED",
      ),
    inventoryLevel: (one, args, { shop }) => {
      const level = levelAt(shop.state, idIn(textOf(args, "inventoryItemId") ?? ""), one.id);
      return level?.isActive || flagOf(args, "includeInactive") ? (level ?? null) : null;
    },
    inventoryLevels: (one, args, context, field) => levelsAt(one, args, context, field),
    ...metafieldFields<Location>((one) => gid("Location", one.id)),
  }),
];

function formatted(location: Location): string[] {
  const { address } = location;
  return [
    address.address1,
    address.address2,
    [address.city, address.provinceCode, address.zip].filter(Boolean).join(" "),
    address.country,
  ].filter((line) => line !== null && line !== "") as string[];
}

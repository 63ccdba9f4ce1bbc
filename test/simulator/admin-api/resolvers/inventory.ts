import { gid, idIn, levelGid, parseGid } from "#test/simulator/gid.ts";
import type { Id, InventoryLevel, Location, ShopState, Variant } from "#test/simulator/state.ts";
import { levelAt, onHand, variantOfItem } from "#test/simulator/verbs/lookups.ts";
import { notSimulated } from "../api-error.ts";
import { connection } from "../connection.ts";
import { fieldsOf, flagOf, textOf, textsOf } from "../request-context.ts";
import type { Args, FieldName, RequestContext } from "../request-context.ts";
import { matchesId, matchesText, matchesTime, searchTest } from "../search-query.ts";
import type { Filters } from "../search-query.ts";

/** Shopify's names of the quantities and where each is kept here */
export const quantities: Record<string, (level: InventoryLevel) => number> = {
  available: (level) => level.available,
  committed: (level) => level.committed,
  damaged: (level) => level.damaged,
  incoming: (level) => level.incoming,
  on_hand: onHand,
  quality_control: (level) => level.qualityControl,
  reserved: (level) => level.reserved,
  safety_stock: (level) => level.safetyStock,
};

const belongsToOnHand = [
  "available",
  "committed",
  "damaged",
  "quality_control",
  "reserved",
  "safety_stock",
];

const itemFilters: Filters<Variant> = {
  created_at: (one, term) => matchesTime(one.createdAt, term),
  id: (one, term) => matchesId(one.inventoryItemId, term),
  sku: (one, term) => matchesText(one.sku, term),
  updated_at: (one, term) => matchesTime(one.updatedAt, term),
};

const levelFilters: Filters<InventoryLevel> = {
  created_at: (one, term) => matchesTime(one.createdAt, term),
  id: (one, term) => matchesId(one.id, term),
  inventory_item_id: (one, term) => matchesId(one.inventoryItemId, term),
  updated_at: (one, term) => matchesTime(one.updatedAt, term),
};

function levelPlace(level: InventoryLevel) {
  return { value: 0, id: level.id };
}

/** Levels where the item is stocked; a location that never stocked it has none. */
function levelsOf(item: Variant, args: Args, context: RequestContext, field: FieldName) {
  const matches = searchTest(textOf(args, "query"), levelFilters, field, context);
  const { state } = context.shop;
  const all = function* () {
    for (const locationId of state.locations.keys()) {
      const level = levelAt(state, item.inventoryItemId, locationId);
      if (level !== undefined && shown(level, args) && matches(level)) yield level;
    }
  };
  return connection(all, args, levelPlace);
}

export function levelsAt(
  location: Location,
  args: Args,
  context: RequestContext,
  field: FieldName,
) {
  const matches = searchTest(textOf(args, "query"), levelFilters, field, context);
  const { state } = context.shop;
  const all = function* () {
    for (const variant of state.variants.values()) {
      const level = levelAt(state, variant.inventoryItemId, location.id);
      if (level !== undefined && shown(level, args) && matches(level)) yield level;
    }
  };
  return connection(all, args, levelPlace);
}

function shown(level: InventoryLevel, args: Args): boolean {
  return level.isActive || flagOf(args, "includeInactive");
}

export function levelByGid(state: ShopState, text: string): InventoryLevel | null {
  const parsed = parseGid(text);
  const item = /inventory_item_id=(\d+)/.exec(parsed?.rest ?? "")?.[1];
  if (parsed === null || item === undefined) return null;
  for (const locationId of state.locations.keys()) {
    const level = levelAt(state, item, locationId);
    if (level?.id === parsed.id) return level;
  }
  return null;
}

export const inventoryTypes = [
  fieldsOf<unknown>("QueryRoot", {
    inventoryItem: (_, args, { shop }) =>
      variantOfItem(shop.state, idIn(textOf(args, "id") ?? "")) ?? null,
    inventoryItems: (_, args, context, field) => {
      const matches = searchTest(textOf(args, "query"), itemFilters, field, context);
      const all = () => context.shop.state.variants.values().filter(matches);
      return connection(all, args, (one) => ({ value: 0, id: one.inventoryItemId }));
    },
    inventoryLevel: (_, args, { shop }) => levelByGid(shop.state, textOf(args, "id") ?? ""),
    inventoryProperties: () => ({
      quantityNames: Object.keys(quantities).map((name) => ({
        name,
        displayName: name.replaceAll("_", " "),
        isInUse: true,
        belongsTo: belongsToOnHand.includes(name) ? ["on_hand"] : [],
        comprises: name === "on_hand" ? belongsToOnHand : [],
      })),
    }),
  }),
  fieldsOf<Variant>("InventoryItem", {
    id: (one) => gid("InventoryItem", one.inventoryItemId),
    legacyResourceId: (one) => one.inventoryItemId,
    sku: (one) => one.sku,
    tracked: (one) => one.tracked,
    requiresShipping: (one) => one.requiresShipping,
    createdAt: (one) => one.createdAt,
    updatedAt: (one) => one.updatedAt,
    unitCost: () => null,
    variant: (one) => one,
    variants: (one, args) =>
      connection(
        () => [one],
        args,
        () => ({ value: 0, id: one.id }),
      ),
    locationsCount: (one, _, { shop }) => ({
      count: stockedPlaces(shop.state, one).length,
      precision: "EXACT",
    }),
    inventoryLevel: (one, args, { shop }) => {
      const level = levelAt(
        shop.state,
        one.inventoryItemId,
        idIn(textOf(args, "locationId") ?? ""),
      );
      return level !== undefined && shown(level, args) ? level : null;
    },
    inventoryLevels: (one, args, context, field) => levelsOf(one, args, context, field),
  }),
  fieldsOf<InventoryLevel>("InventoryLevel", {
    id: (level) => levelGid(level),
    isActive: (level) => level.isActive,
    canDeactivate: (level) => level.committed === 0 && level.incoming === 0,
    deactivationAlert: () => null,
    createdAt: (level) => level.createdAt,
    updatedAt: (level) => level.updatedAt,
    item: (level, _, { shop }) => variantOfItem(shop.state, level.inventoryItemId),
    location: (level, _, { shop }) => shop.state.locations.get(level.locationId),
    quantities: (level, args) =>
      (textsOf(args, "names") ?? []).map((name) => ({
        id: `${gid("InventoryQuantity", level.id)}?name=${name}`,
        name,
        quantity: quantityOf(level, name),
        updatedAt: level.updatedAt,
      })),
  }),
];

function stockedPlaces(state: ShopState, item: Variant): Id[] {
  return [...state.locations.keys()].filter(
    (id) => levelAt(state, item.inventoryItemId, id)?.isActive,
  );
}

function quantityOf(level: InventoryLevel, name: string): number {
  const read = Object.hasOwn(quantities, name) ? quantities[name] : undefined;
  if (read === undefined) throw notSimulated(`the quantity name ${name}`);
  return read(level);
}

import type {
  Fulfillment,
  FulfillmentOrder,
  Id,
  InventoryLevel,
  Location,
  Order,
  Product,
  ShopState,
  Variant,
} from "#test/simulator/state.ts";

/** Finding things in a shop. `…Of` throws on an unknown id: a verb was called with something that does not exist. */
export function productOf(state: ShopState, id: Id): Product {
  return found(state.products.get(id), "product", id);
}

export function variantOf(state: ShopState, id: Id): Variant {
  return found(state.variants.get(id), "variant", id);
}

export function locationOf(state: ShopState, id: Id): Location {
  return found(state.locations.get(id), "location", id);
}

export function orderOf(state: ShopState, id: Id): Order {
  return found(state.orders.get(id), "order", id);
}

function found<T>(thing: T | undefined, kind: string, id: Id): T {
  if (thing === undefined) throw new Error(`the simulated shop has no ${kind} ${id}`);
  return thing;
}

export function levelKey(inventoryItemId: Id, locationId: Id): string {
  return `${inventoryItemId}:${locationId}`;
}

export function levelAt(
  state: ShopState,
  inventoryItemId: Id,
  locationId: Id,
): InventoryLevel | undefined {
  return state.levels.get(levelKey(inventoryItemId, locationId));
}

/** Goods in the building, sold or not. */
export function onHand(level: InventoryLevel): number {
  return (
    level.available +
    level.committed +
    level.reserved +
    level.damaged +
    level.safetyStock +
    level.qualityControl
  );
}

export function variantsOf(state: ShopState, productId: Id): Variant[] {
  return variantIndex(state).byProduct.get(productId) ?? [];
}

export function variantOfItem(state: ShopState, inventoryItemId: Id): Variant | undefined {
  return variantIndex(state).byItem.get(inventoryItemId);
}

export function fulfillmentOrdersOf(state: ShopState, orderId: Id): FulfillmentOrder[] {
  return grouped(state.fulfillmentOrders).get(orderId) ?? [];
}

export function fulfillmentsOf(state: ShopState, orderId: Id): Fulfillment[] {
  return grouped(state.fulfillments).get(orderId) ?? [];
}

interface VariantIndex {
  size: number;
  byProduct: Map<Id, Variant[]>;
  byItem: Map<Id, Variant>;
}

const variantIndexes = new WeakMap<ShopState, VariantIndex>();

function variantIndex(state: ShopState): VariantIndex {
  const known = variantIndexes.get(state);
  if (known !== undefined && known.size === state.variants.size) return known;
  const index: VariantIndex = {
    size: state.variants.size,
    byProduct: new Map(),
    byItem: new Map(),
  };
  for (const variant of state.variants.values()) {
    index.byItem.set(variant.inventoryItemId, variant);
    const siblings = index.byProduct.get(variant.productId);
    if (siblings === undefined) index.byProduct.set(variant.productId, [variant]);
    else siblings.push(variant);
  }
  for (const siblings of index.byProduct.values()) siblings.sort((a, b) => a.position - b.position);
  variantIndexes.set(state, index);
  return index;
}

/** After a variant was taken away or put elsewhere (an added one is noticed by the count). */
export function forgetVariantIndex(state: ShopState): void {
  variantIndexes.delete(state);
}

const groups = new WeakMap<object, { size: number; byOrder: Map<Id, unknown[]> }>();

/** Fulfillment orders and fulfillments are only ever added, so the count says whether the grouping is current. */
function grouped<T extends { orderId: Id }>(all: Map<Id, T>): Map<Id, T[]> {
  const known = groups.get(all);
  if (known !== undefined && known.size === all.size) return known.byOrder as Map<Id, T[]>;
  const byOrder = new Map<Id, T[]>();
  for (const one of all.values()) {
    const siblings = byOrder.get(one.orderId);
    if (siblings === undefined) byOrder.set(one.orderId, [one]);
    else siblings.push(one);
  }
  groups.set(all, { size: all.size, byOrder });
  return byOrder;
}

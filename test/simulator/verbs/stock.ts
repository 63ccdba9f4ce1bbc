import type { Id, InventoryLevel, ShopState } from "#test/simulator/state.ts";
import type { StockChange } from "#test/simulator/shop.ts";
import {
  disconnectedLevelPayload,
  levelPayload,
} from "#test/simulator/webhooks/payloads/inventory.ts";
import { levelAt, levelKey, locationOf, variantOf } from "./lookups.ts";
import { timeOf } from "./world.ts";
import type { World } from "./world.ts";

/** The states in which a unit can be; Shopify's names in the Admin API are in `quantityNames`. */
export type QuantityState =
  | "available"
  | "committed"
  | "incoming"
  | "reserved"
  | "damaged"
  | "safetyStock"
  | "qualityControl";

export function receives(world: World, { variantId, locationId, quantity }: StockChange) {
  const level = stockedLevel(world, variantOf(world.state, variantId).inventoryItemId, locationId);
  changeQuantities(world, level, { available: quantity });
  return level;
}

export function setsStock(
  world: World,
  input: { variantId: Id; locationId: Id; available: number },
): InventoryLevel {
  const item = variantOf(world.state, input.variantId).inventoryItemId;
  const level = stockedLevel(world, item, input.locationId);
  changeQuantities(world, level, { available: input.available - level.available });
  return level;
}

export function stocks(
  world: World,
  input: { variantId: Id; locationId: Id; available?: number },
): InventoryLevel {
  const item = variantOf(world.state, input.variantId).inventoryItemId;
  return connect(world, item, input.locationId, input.available ?? 0);
}

export function unstocks(world: World, input: { variantId: Id; locationId: Id }): void {
  const item = variantOf(world.state, input.variantId).inventoryItemId;
  disconnect(world, item, input.locationId);
}

/** inventory_levels/connect, unless it is connected already */
export function connect(
  world: World,
  inventoryItemId: Id,
  locationId: Id,
  available: number,
): InventoryLevel {
  const known = levelAt(world.state, inventoryItemId, locationId);
  if (known?.isActive) return known;
  locationOf(world.state, locationId);
  const level = known ?? newLevel(world, inventoryItemId, locationId);
  level.isActive = true;
  level.available = available;
  level.updatedAt = timeOf(world);
  world.state.levels.set(levelKey(inventoryItemId, locationId), level);
  world.send("inventory_levels/connect", levelPayload(world.state, level));
  return level;
}

/** inventory_levels/disconnect; what was available there is gone */
export function disconnect(world: World, inventoryItemId: Id, locationId: Id): void {
  const level = levelAt(world.state, inventoryItemId, locationId);
  if (level === undefined || !level.isActive) return;
  level.isActive = false;
  level.available = 0;
  level.updatedAt = timeOf(world);
  world.send("inventory_levels/disconnect", disconnectedLevelPayload(level));
}

/** Changes one level by the given amounts; news goes out when `available` changed, as its payload says nothing else. */
export function changeQuantities(
  world: World,
  level: InventoryLevel,
  change: Partial<Record<QuantityState, number>>,
): void {
  level.available += change.available ?? 0;
  level.committed += change.committed ?? 0;
  level.incoming += change.incoming ?? 0;
  level.reserved += change.reserved ?? 0;
  level.damaged += change.damaged ?? 0;
  level.safetyStock += change.safetyStock ?? 0;
  level.qualityControl += change.qualityControl ?? 0;
  level.updatedAt = timeOf(world);
  world.state.levels.set(levelKey(level.inventoryItemId, level.locationId), level);
  if (change.available !== undefined)
    world.send("inventory_levels/update", levelPayload(world.state, level));
}

/** For lines whose variant is gone or not tracked there is nothing to count. */
export function changeVariantStock(
  world: World,
  variantId: Id | null,
  locationId: Id,
  change: Partial<Record<QuantityState, number>>,
): void {
  const variant = variantId === null ? undefined : world.state.variants.get(variantId);
  if (variant === undefined || !variant.tracked) return;
  changeQuantities(world, stockedLevel(world, variant.inventoryItemId, locationId), change);
}

function stockedLevel(world: World, inventoryItemId: Id, locationId: Id): InventoryLevel {
  return connect(world, inventoryItemId, locationId, 0);
}

function newLevel(world: World, inventoryItemId: Id, locationId: Id): InventoryLevel {
  const at = timeOf(world);
  return {
    id: world.ids(),
    inventoryItemId,
    locationId,
    isActive: true,
    available: 0,
    committed: 0,
    incoming: 0,
    reserved: 0,
    damaged: 0,
    safetyStock: 0,
    qualityControl: 0,
    createdAt: at,
    updatedAt: at,
  };
}

export function isStockedAt(state: ShopState, variantId: Id | null, locationId: Id): boolean {
  const variant = variantId === null ? undefined : state.variants.get(variantId);
  if (variant === undefined) return false;
  return levelAt(state, variant.inventoryItemId, locationId)?.isActive ?? false;
}

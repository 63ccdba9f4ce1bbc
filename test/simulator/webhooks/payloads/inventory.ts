import { gid, levelGid } from "#test/simulator/gid.ts";
import type { InventoryLevel, ShopState, Variant } from "#test/simulator/state.ts";
import { payloadTime } from "../payload-time.ts";

/** inventory_levels/connect and /update */
export function levelPayload(state: ShopState, level: InventoryLevel) {
  return {
    inventory_item_id: Number(level.inventoryItemId),
    location_id: Number(level.locationId),
    available: level.available,
    updated_at: payloadTime(level.updatedAt, state.info.ianaTimezone),
    admin_graphql_api_id: levelGid(level),
  };
}

/** inventory_levels/disconnect names the pair and nothing else */
export function disconnectedLevelPayload(level: InventoryLevel) {
  return {
    inventory_item_id: Number(level.inventoryItemId),
    location_id: Number(level.locationId),
  };
}

/** inventory_items/create and /update */
export function itemPayload(state: ShopState, variant: Variant) {
  const zone = state.info.ianaTimezone;
  return {
    id: Number(variant.inventoryItemId),
    sku: variant.sku,
    created_at: payloadTime(variant.createdAt, zone),
    updated_at: payloadTime(variant.updatedAt, zone),
    requires_shipping: variant.requiresShipping,
    cost: null,
    country_code_of_origin: null,
    province_code_of_origin: null,
    harmonized_system_code: null,
    tracked: variant.tracked,
    country_harmonized_system_codes: [],
    admin_graphql_api_id: gid("InventoryItem", variant.inventoryItemId),
  };
}

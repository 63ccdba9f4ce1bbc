import type { Location, ShopState } from "../../state.ts";
import type { Cart, CartLine } from "../cart/cart.ts";

/** Native local pickup: the locations with pickup switched on that have all of these lines in stock. */
export function pickupChoices(state: ShopState, lines: CartLine[]): Location[] {
  return [...state.locations.values()].filter(
    (location) =>
      location.isActive &&
      location.localPickupSettingsV2 !== null &&
      lines.every((line) => hasInStock(state, location, line)),
  );
}

function hasInStock(state: ShopState, location: Location, line: CartLine): boolean {
  const variant = state.variants.get(line.variantId);
  if (variant === undefined) return false;
  if (!variant.tracked) return true;
  const level = state.levels.get(`${variant.inventoryItemId}:${location.id}`);
  if (level?.isActive !== true) return false;
  return level.available >= line.quantity || variant.inventoryPolicy === "CONTINUE";
}

/** The store that a cart attribute names, by its id, its gid or its name. */
export function chosenStore(state: ShopState, cart: Cart): Location | undefined {
  const values = Object.values(cart.attributes);
  return [...state.locations.values()].find((location) =>
    values.some(
      (value) =>
        value === location.id ||
        value === `gid://shopify/Location/${location.id}` ||
        value === location.name,
    ),
  );
}

import { createHash, randomBytes } from "node:crypto";
import type { Id, ShopState, Variant } from "../../state.ts";

export interface CartLine {
  variantId: Id;
  quantity: number;
  properties: Record<string, string>;
}

export interface Cart {
  token: string;
  /** the half of the token that only the browser's cookie knows */
  secret: string;
  lines: CartLine[];
  note: string;
  attributes: Record<string, string>;
  discountCodes: string[];
}

export function newCart(): Cart {
  return {
    token: `hWN${randomBytes(12).toString("base64url")}`,
    secret: randomBytes(16).toString("hex"),
    lines: [],
    note: "",
    attributes: {},
    discountCodes: [],
  };
}

/** `<id>?key=<secret>`, as in the cookie and in `cart.js` */
export const cartToken = (cart: Cart): string => `${cart.token}?key=${cart.secret}`;

/**
 * Documented as not stable: "the line item key changes when characteristics of the line change". Here it changes with the
 * properties, the price, and from cart to cart.
 */
export function lineKey(cart: Cart, line: CartLine, price: number): string {
  const seed = JSON.stringify([cart.token, line.variantId, line.properties, price]);
  return `${line.variantId}:${createHash("md5").update(seed).digest("hex")}`;
}

/** Units that the web shop may still sell: the sum over the active locations that fulfil online orders; Infinity without a limit. */
export function sellable(state: ShopState, variant: Variant): number {
  if (!variant.tracked || variant.inventoryPolicy === "CONTINUE") return Infinity;
  let sum = 0;
  for (const location of state.locations.values()) {
    if (!location.isActive || !location.fulfillsOnlineOrders) continue;
    const level = state.levels.get(`${variant.inventoryItemId}:${location.id}`);
    if (level?.isActive === true) sum += level.available;
  }
  return Math.max(sum, 0);
}

/** `__x` is private to the shop's back office: "hidden from Liquid and the Ajax API". */
export function publicAttributes(cart: Cart): Record<string, string> {
  return Object.fromEntries(
    Object.entries(cart.attributes).filter(([name]) => !name.startsWith("__")),
  );
}

export const isOnSale = (state: ShopState, variant: Variant | undefined): variant is Variant => {
  const product = state.products.get(variant?.productId ?? "");
  return product?.status === "ACTIVE" && product.publishedAt !== null;
};

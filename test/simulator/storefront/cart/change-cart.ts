import type { Id, ShopState } from "../../state.ts";
import type { Cart, CartLine } from "./cart.ts";
import { isOnSale, lineKey, sellable } from "./cart.ts";
import { textOf } from "../../web/text-of.ts";

/** Either the change happened, or Shopify says no, perhaps after changing a part. */
export type CartOutcome =
  { ok: true; touched: CartLine[] } | { ok: false; status: number; body: CartRefusal };

interface CartRefusal {
  status: number | string;
  message: string;
  description: string;
  errors?: string;
}

export interface WantedItem {
  id: unknown;
  quantity?: unknown;
  properties?: unknown;
  selling_plan?: unknown;
}

/** POST /cart/add.js. A 422 can be partial: what still fits has been added, and only the answer says no. */
export function addItems(state: ShopState, cart: Cart, items: WantedItem[]): CartOutcome {
  const touched: CartLine[] = [];
  let refusal: CartOutcome | null = null;
  if (items.length === 0)
    return refuse(
      400,
      "Bad Request",
      "Required parameter missing or invalid: items",
      "bad_request",
    );
  for (const item of items) {
    const outcome = addItem(state, cart, item);
    if (outcome.ok) touched.push(...outcome.touched);
    else refusal ??= outcome;
  }
  return refusal ?? { ok: true, touched };
}

function addItem(state: ShopState, cart: Cart, item: WantedItem): CartOutcome {
  const variant = state.variants.get(textOf(item.id));
  if (!isOnSale(state, variant)) return refuse(404, "Cart Error", "Cannot find variant");
  if (isGiven(item.selling_plan)) return noSellingPlans();
  const quantity = wholeNumber(item.quantity ?? 1);
  if (quantity === null || quantity < 1)
    return refuse(422, "Cart Error", "Quantity must be greater than 0");
  const properties = textValues(item.properties);
  const room = sellable(state, variant) - inCart(cart, variant.id);
  const title = state.products.get(variant.productId)?.title ?? "";
  if (sellable(state, variant) === 0) {
    return refuse(422, "Cart Error", `The product '${title}' is already sold out.`);
  }
  if (room <= 0)
    return refuse(422, "Cart Error", "The maximum quantity of this item is already in your cart.");
  const line = findLine(cart, variant.id, properties) ?? pushLine(cart, variant.id, properties);
  line.quantity += Math.min(quantity, room);
  if (quantity <= room) return { ok: true, touched: [line] };
  return refuse(422, "Cart Error", `Only ${room} items were added to your cart.`);
}

/**
 * POST /cart/update.js. Lines already in the cart take any quantity ("no stock validation"); an unknown variant becomes a line; the
 * first line of a variant is the one that changes.
 */
export function updateLines(state: ShopState, cart: Cart, updates: unknown): CartOutcome {
  const pairs: [string, unknown][] = Array.isArray(updates)
    ? updates.map((quantity, index) => [keyAt(state, cart, index), quantity])
    : Object.entries(isRecord(updates) ? updates : {});
  const touched: CartLine[] = [];
  for (const [id, wanted] of pairs) {
    const quantity = wholeNumber(wanted);
    if (quantity === null || quantity < 0)
      return refuse(422, "Cart Error", "Quantity must be a whole number");
    const line = findByKeyOrVariant(state, cart, id);
    if (line !== undefined) {
      line.quantity = quantity;
      touched.push(line);
    } else if (!isOnSale(state, state.variants.get(id))) {
      return refuse(404, "Cart Error", "Cannot find variant");
    } else if (quantity > 0) {
      const outcome = addItem(state, cart, { id, quantity });
      if (!outcome.ok) return outcome;
      touched.push(...outcome.touched);
    }
  }
  dropEmpty(cart);
  return { ok: true, touched };
}

export interface WantedChange {
  id?: unknown;
  line?: unknown;
  quantity?: unknown;
  properties?: unknown;
  selling_plan?: unknown;
}

/** POST /cart/change.js: one line, by its key, its variant, or its 1-based place. */
export function changeLine(state: ShopState, cart: Cart, change: WantedChange): CartOutcome {
  const line = isGiven(change.line)
    ? cart.lines[Number(change.line) - 1]
    : findByKeyOrVariant(state, cart, textOf(change.id));
  // the status is a word here, not a number
  if (line === undefined)
    return refuse(
      400,
      "no valid id or line parameter",
      "no valid id or line parameter",
      "bad_request",
    );
  if (isGiven(change.selling_plan)) return noSellingPlans();
  if (isGiven(change.quantity)) {
    const quantity = wholeNumber(change.quantity);
    if (quantity === null || quantity < 0)
      return refuse(422, "Cart Error", "Quantity must be a whole number");
    const variant = state.variants.get(line.variantId);
    const room =
      variant === undefined
        ? 0
        : sellable(state, variant) - inCart(cart, line.variantId) + line.quantity;
    if (quantity > line.quantity && quantity > room) {
      line.quantity = Math.max(Math.min(quantity, room), 0);
      dropEmpty(cart);
      return refuse(
        422,
        "Cart Error",
        "The maximum quantity of this item is already in your cart.",
      );
    }
    line.quantity = quantity;
  }
  // "properties replaces all and cannot be set back to empty"
  const properties = textValues(change.properties);
  if (Object.keys(properties).length > 0) line.properties = properties;
  dropEmpty(cart);
  return { ok: true, touched: [line] };
}

/** POST /cart/clear.js empties the lines only; note and attributes stay. */
export function clearLines(cart: Cart): void {
  cart.lines = [];
}

/** Attributes merge; a blank value takes one away. */
export function changeAttributes(cart: Cart, attributes: unknown): void {
  if (!isRecord(attributes)) return;
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === "") delete cart.attributes[name];
    else cart.attributes[name] = textOf(value);
  }
}

function noSellingPlans(): CartOutcome {
  return refuse(422, "Cart Error", "selling_plan: selling plans are not simulated");
}

function refuse(
  status: number,
  message: string,
  description: string,
  word: number | string = status,
): CartOutcome {
  return { ok: false, status, body: { status: word, message, description, errors: description } };
}

const inCart = (cart: Cart, variantId: Id) =>
  cart.lines
    .filter((line) => line.variantId === variantId)
    .reduce((sum, line) => sum + line.quantity, 0);

function findLine(
  cart: Cart,
  variantId: Id,
  properties: Record<string, string>,
): CartLine | undefined {
  const wanted = written(properties);
  return cart.lines.find(
    (line) => line.variantId === variantId && written(line.properties) === wanted,
  );
}

/** New lines come first, as on Shopify. */
function pushLine(cart: Cart, variantId: Id, properties: Record<string, string>): CartLine {
  const line = { variantId, quantity: 0, properties };
  cart.lines.unshift(line);
  return line;
}

function findByKeyOrVariant(state: ShopState, cart: Cart, id: string): CartLine | undefined {
  return (
    cart.lines.find(
      (line) => lineKey(cart, line, state.variants.get(line.variantId)?.price ?? 0) === id,
    ) ?? cart.lines.find((line) => line.variantId === id)
  );
}

function keyAt(state: ShopState, cart: Cart, index: number): string {
  const line = cart.lines[index];
  return line === undefined
    ? ""
    : lineKey(cart, line, state.variants.get(line.variantId)?.price ?? 0);
}

function dropEmpty(cart: Cart): void {
  cart.lines = cart.lines.filter((line) => line.quantity > 0);
}

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== "";

function wholeNumber(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) ? number : null;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textValues(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  const pairs = Object.entries(value).filter(([, text]) => text !== null && text !== "");
  return Object.fromEntries(pairs.map(([name, text]) => [name, textOf(text)]));
}

/** the same words for the same properties, in whatever order they came */
function written(properties: Record<string, string>): string {
  return JSON.stringify(Object.entries(properties).sort(([a], [b]) => a.localeCompare(b)));
}

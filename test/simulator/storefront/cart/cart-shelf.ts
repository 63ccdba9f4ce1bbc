import type { IncomingMessage } from "node:http";
import { cookie, readCookie } from "../../web/cookies.ts";
import type { Cart } from "./cart.ts";
import { cartToken, newCart } from "./cart.ts";

const fourteenDaysInSeconds = 14 * 24 * 60 * 60;

/** All carts, by the token in the browser's `cart` cookie. */
export interface CartShelf {
  of(request: IncomingMessage): Cart;
  cookieFor(cart: Cart): string;
  /** after checkout: the next request of this browser starts a new cart */
  drop(cart: Cart): void;
  save(): Cart[];
}

export function createCartShelf(saved: Cart[] = []): CartShelf {
  const carts = new Map(saved.map((cart) => [cartToken(cart), cart]));
  return {
    of: (request) => carts.get(readCookie(request, "cart") ?? "") ?? newCart(),
    cookieFor(cart) {
      carts.set(cartToken(cart), cart);
      return cookie("cart", cartToken(cart), fourteenDaysInSeconds);
    },
    drop(cart) {
      carts.delete(cartToken(cart));
    },
    save: () => [...carts.values()].filter((cart) => cart.lines.length > 0),
  };
}

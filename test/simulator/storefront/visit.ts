import type { IncomingMessage } from "node:http";
import type { Customer } from "../state.ts";
import { readCookie } from "../web/cookies.ts";
import type { Cart } from "./cart/cart.ts";
import type { Locale } from "./objects/globals.ts";
import type { Storefront } from "./start-storefront.ts";

/** One request of a shopper, understood. */
export interface Visit {
  url: URL;
  /** without the language prefix: `/id/products/x` is `/products/x` in `id` */
  path: string;
  locale: Locale;
  root: string;
  cart: Cart;
  customer: Customer | null;
}

export function readVisit(storefront: Storefront, request: IncomingMessage): Visit {
  const url = new URL(request.url ?? "/", storefront.origin);
  const match = /^\/id(\/.*)?$/.exec(url.pathname);
  return {
    url,
    path: match === null ? url.pathname : (match[1] ?? "/"),
    locale: match === null ? "en" : "id",
    root: match === null ? "/" : "/id/",
    cart: storefront.carts.of(request),
    customer:
      storefront.shop.state.customers.get(
        storefront.sessions.get(readCookie(request, "customer") ?? "") ?? "",
      ) ?? null,
  };
}

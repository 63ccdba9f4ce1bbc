import { answerHtml, redirect } from "../../web/answer.ts";
import { readForm } from "../../web/read-body.ts";
import { sellable } from "../cart/cart.ts";
import type { StorefrontRoute } from "../start-storefront.ts";
import { checkoutPage } from "./checkout-page.ts";
import { orderPage } from "./order-page.ts";
import { purchaseFrom } from "./purchase-from.ts";

/** Shopify's checkout, as far as a pickup needs it: contact, ship or pick up, pay, and the order status page. No app code runs here. */
export const checkout: StorefrontRoute = async (storefront, visit, request, response) => {
  const { shop, carts } = storefront;
  const { path, cart, root } = visit;
  const orderId = /^\/orders\/(\d+)$/.exec(path)?.[1];
  if (orderId !== undefined) {
    const order = shop.state.orders.get(orderId);
    return order === undefined ? null : answerHtml(response, orderPage(storefront, visit, order));
  }
  if (path !== "/checkout") return null;
  if (request.method !== "POST")
    return answerHtml(response, checkoutPage(storefront, visit, null), 200, {
      "cache-control": "no-store",
    });

  const short = cart.lines.some((line) => {
    const variant = shop.state.variants.get(line.variantId);
    return variant === undefined || sellable(shop.state, variant) < line.quantity;
  });
  if (short || cart.lines.length === 0)
    return answerHtml(response, checkoutPage(storefront, visit, "soldOut"), 422);
  const purchase = purchaseFrom(shop.state, visit, await readForm(request));
  if (purchase === null)
    return answerHtml(response, checkoutPage(storefront, visit, "missing"), 422);
  const order = shop.buys(purchase);
  carts.drop(cart);
  return redirect(response, `${root}orders/${order.id}?thanks=1`);
};

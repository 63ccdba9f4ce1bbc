import { gid } from "#test/simulator/gid.ts";
import type { Order, OrderLine, ShopState } from "#test/simulator/state.ts";
import { fulfillmentOrdersOf } from "#test/simulator/verbs/lookups.ts";
import { moneyBag } from "../money.ts";
import { fieldsOf } from "../request-context.ts";
import { imageOf } from "./products.ts";

export interface LineInOrder {
  order: Order;
  line: OrderLine;
}

export const orderLineTypes = [
  fieldsOf<LineInOrder>("LineItem", {
    id: ({ line }) => gid("LineItem", line.id),
    name: ({ line }) =>
      line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    title: ({ line }) => line.title,
    variantTitle: ({ line }) => line.variantTitle,
    sku: ({ line }) => line.sku,
    quantity: ({ line }) => line.quantity,
    currentQuantity: ({ line }) => line.currentQuantity,
    refundableQuantity: ({ line }) => line.currentQuantity,
    unfulfilledQuantity: ({ order, line }, _, { shop }) =>
      fulfillmentOrdersOf(shop.state, order.id)
        .flatMap((part) => part.lineItems)
        .filter((part) => part.lineItemId === line.id)
        .reduce((sum, part) => sum + part.remainingQuantity, 0),
    requiresShipping: ({ line }, _, { shop }) =>
      shop.state.variants.get(line.variantId ?? "")?.requiresShipping ?? true,
    vendor: ({ line }, _, { shop }) =>
      shop.state.products.get(line.productId ?? "")?.vendor ?? null,
    customAttributes: ({ line }) =>
      Object.entries(line.properties).map(([key, value]) => ({ key, value })),
    variant: ({ line }, _, { shop }) => shop.state.variants.get(line.variantId ?? "") ?? null,
    product: ({ line }, _, { shop }) => shop.state.products.get(line.productId ?? "") ?? null,
    image: ({ line }, _, { shop }) => lineImage(shop.state, line),
    originalUnitPriceSet: ({ line }, _, { shop }) =>
      moneyBag(line.price, shop.state.info.currencyCode),
    discountedUnitPriceSet: ({ line }, _, { shop }) =>
      moneyBag(line.price, shop.state.info.currencyCode),
    originalTotalSet: ({ line }, _, { shop }) =>
      moneyBag(line.price * line.quantity, shop.state.info.currencyCode),
  }),
];

export function lineImage(state: ShopState, line: OrderLine) {
  const variant = state.variants.get(line.variantId ?? "");
  const own = variant === undefined ? null : imageOf(state, variant);
  return own ?? state.products.get(line.productId ?? "")?.images[0] ?? null;
}

import type { StockChange } from "#test/simulator/shop.ts";
import type { Order } from "#test/simulator/state.ts";
import { newLine, newOrder } from "./buy.ts";
import { newFulfillmentOrder } from "./routing.ts";
import { changeVariantStock } from "./stock.ts";
import { tellFulfillment, tellOrder } from "./tell.ts";
import { timeOf } from "./world.ts";
import type { World } from "./world.ts";

/** The till: paid, handed over and off the shelf in one go. */
export function sells(world: World, sale: StockChange): Order {
  const line = newLine(world, sale);
  const order = newOrder(world, {
    lines: [line],
    customerId: null,
    email: null,
    phone: null,
    customerLocale: world.state.info.primaryLocale,
    cartToken: null,
    customAttributes: [],
    note: null,
    sourceName: "pos",
    retailLocationId: sale.locationId,
  });
  order.closedAt = timeOf(world);
  changeVariantStock(world, line.variantId, sale.locationId, { available: -sale.quantity });
  const handed = newFulfillmentOrder(world, order, {
    methodType: "RETAIL",
    locationId: sale.locationId,
    lines: [{ lineItemId: line.id, quantity: sale.quantity }],
  });
  handed.status = "CLOSED";
  for (const part of handed.lineItems) part.remainingQuantity = 0;
  const at = timeOf(world);
  const fulfillment = {
    id: world.ids(),
    orderId: order.id,
    locationId: sale.locationId,
    status: "SUCCESS" as const,
    displayStatus: "FULFILLED" as const,
    lineItems: [
      {
        id: world.ids(),
        lineItemId: line.id,
        fulfillmentOrderId: handed.id,
        quantity: sale.quantity,
      },
    ],
    createdAt: at,
    updatedAt: at,
  };
  world.state.fulfillments.set(fulfillment.id, fulfillment);
  tellOrder(world, order, "orders/create");
  tellOrder(world, order, "orders/paid");
  tellOrder(world, order, "orders/fulfilled");
  tellFulfillment(world, fulfillment, "fulfillments/create");
  return order;
}

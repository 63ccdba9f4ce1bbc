import type { FulfillmentOrder, Order, RoutedPart } from "#test/simulator/state.ts";
import { fulfillmentOrderPayload } from "#test/simulator/webhooks/payloads/fulfillment-order.ts";
import { timeOf } from "./world.ts";
import type { World } from "./world.ts";

/** Fulfillment orders are missing at `orders/create` and come a little later, with order_routing_complete for each. */
export function routesLater(world: World, order: Order): void {
  world.clock.after(world.settings.routingDelayMs, () => {
    routes(world, order);
  });
}

export function routes(world: World, order: Order): FulfillmentOrder[] {
  const parts = order.routing ?? [];
  order.routing = null;
  if (order.cancelledAt !== null) return [];
  const made = parts.map((part) => newFulfillmentOrder(world, order, part));
  // community threads report the topic for ordinary merchant locations as well, one delivery per fulfillment order
  for (const one of made)
    world.send("fulfillment_orders/order_routing_complete", fulfillmentOrderPayload(one));
  return made;
}

/** After a restart: orders that were waiting for the router still are. */
export function resumesRouting(world: World): void {
  for (const order of world.state.orders.values()) if (order.routing) routesLater(world, order);
}

export function newFulfillmentOrder(
  world: World,
  order: Order,
  part: RoutedPart,
): FulfillmentOrder {
  const at = timeOf(world);
  const one: FulfillmentOrder = {
    id: world.ids(),
    orderId: order.id,
    assignedLocationId: part.locationId,
    status: "OPEN",
    deliveryMethod: {
      id: world.ids(),
      methodType: part.methodType,
      presentedName: presentedName(world, part),
    },
    preparedForPickupAt: null,
    holds: [],
    lineItems: part.lines.map(({ lineItemId, quantity }) => ({
      id: world.ids(),
      lineItemId,
      totalQuantity: quantity,
      remainingQuantity: quantity,
    })),
    createdAt: at,
    updatedAt: at,
  };
  world.state.fulfillmentOrders.set(one.id, one);
  return one;
}

function presentedName(world: World, part: RoutedPart): string {
  if (part.methodType === "PICK_UP")
    return world.state.locations.get(part.locationId)?.name ?? "Pickup";
  return part.methodType === "SHIPPING" ? "Standard" : "";
}

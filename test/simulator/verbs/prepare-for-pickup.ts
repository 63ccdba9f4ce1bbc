import type { Fulfillment, FulfillmentOrder, Id } from "#test/simulator/state.ts";
import { fulfillmentOrderPayload } from "#test/simulator/webhooks/payloads/fulfillment-order.ts";
import { tellFulfillment, tellOrder } from "./tell.ts";
import { refused, timeOf } from "./world.ts";
import type { Result, World } from "./world.ts";

/**
 * "Ready for pickup": the whole fulfillment order, once, and Shopify always mails the customer (Admin schema,
 * fulfillmentOrderLineItemsPreparedForPickup).
 * [U] unverified on a real shop: the fulfillment order goes to IN_PROGRESS, and the prepared state can be read only as an
 * entry of `Order.fulfillments` with displayStatus READY_FOR_PICKUP (no field of FulfillmentOrder shows it).
 */
export function preparesForPickup(
  world: World,
  fulfillmentOrderId: Id,
): Result<{ fulfillmentOrder: FulfillmentOrder }> {
  const one = world.state.fulfillmentOrders.get(fulfillmentOrderId);
  const order = one === undefined ? undefined : world.state.orders.get(one.orderId);
  if (one === undefined || order === undefined || !mayBePrepared(one))
    return refused("FULFILLMENT_ORDER_INVALID", "Invalid fulfillment order ID provided.");
  const remaining = one.lineItems.reduce((sum, part) => sum + part.remainingQuantity, 0);
  if (one.preparedForPickupAt !== null || remaining === 0)
    return refused(
      "NO_LINE_ITEMS_TO_PREPARE_FOR_FULFILLMENT_ORDER",
      "There are no line items to prepare in this fulfillment order.",
    );
  one.status = "IN_PROGRESS";
  one.preparedForPickupAt = timeOf(world);
  one.updatedAt = one.preparedForPickupAt;
  const ready = readyFulfillment(world, one);
  world.state.fulfillments.set(ready.id, ready);
  world.state.nativeNotices.push({
    at: one.preparedForPickupAt,
    kind: "ready_for_pickup",
    orderId: order.id,
    to: order.email ?? order.phone ?? "",
  });
  world.send("fulfillment_orders/line_items_prepared_for_pickup", fulfillmentOrderPayload(one));
  tellFulfillment(world, ready, "fulfillments/create");
  tellOrder(world, order);
  return { ok: true, fulfillmentOrder: one };
}

function mayBePrepared(one: FulfillmentOrder): boolean {
  const open = one.status === "OPEN" || one.status === "IN_PROGRESS";
  return open && one.deliveryMethod.methodType === "PICK_UP";
}

function readyFulfillment(world: World, one: FulfillmentOrder): Fulfillment {
  const at = timeOf(world);
  return {
    id: world.ids(),
    orderId: one.orderId,
    locationId: one.assignedLocationId,
    status: "SUCCESS",
    displayStatus: "READY_FOR_PICKUP",
    lineItems: one.lineItems
      .filter((part) => part.remainingQuantity > 0)
      .map((part) => ({
        id: world.ids(),
        lineItemId: part.lineItemId,
        fulfillmentOrderId: one.id,
        quantity: part.remainingQuantity,
      })),
    createdAt: at,
    updatedAt: at,
  };
}

import type { OrderEdit, RefundedLine } from "#test/simulator/shop.ts";
import type { FulfillmentOrder, Id, Order, OrderLine } from "#test/simulator/state.ts";
import { cancelledPayload } from "#test/simulator/webhooks/payloads/fulfillment-order.ts";
import { orderEditPayload } from "#test/simulator/webhooks/payloads/order.ts";
import { newLine } from "./buy.ts";
import { fulfillmentOrdersOf, fulfillmentsOf } from "./lookups.ts";
import { newFulfillmentOrder } from "./routing.ts";
import { changeVariantStock } from "./stock.ts";
import { tellFulfillment, tellOrder } from "./tell.ts";
import { refused, timeOf } from "./world.ts";
import type { Result, World } from "./world.ts";

const over = new Set(["CLOSED", "CANCELLED"]);

/** Cancels the whole order. Handed-over units stay handed over. */
export function cancels(
  world: World,
  orderId: Id,
  options: { restock: boolean; reason?: string },
): Result<{ order: Order }> {
  const order = world.state.orders.get(orderId);
  if (order === undefined) return refused("NOT_FOUND", "Order does not exist", ["orderId"]);
  if (order.cancelledAt !== null)
    return refused("INVALID", "Order has already been cancelled", ["orderId"]);
  order.cancelledAt = timeOf(world);
  order.closedAt = order.cancelledAt;
  order.cancelReason = (options.reason ?? "OTHER").toLowerCase();
  order.financialStatus = "REFUNDED";
  releaseUnrouted(world, order, options.restock);
  for (const part of fulfillmentOrdersOf(world.state, orderId)) {
    if (over.has(part.status)) continue;
    for (const line of part.lineItems) {
      releaseUnits(world, order, part.assignedLocationId, line, options.restock);
      line.remainingQuantity = 0;
    }
    part.status = "CANCELLED";
    part.holds = [];
    part.updatedAt = timeOf(world);
    world.send("fulfillment_orders/cancelled", cancelledPayload(part, null));
  }
  dropReadyFulfillments(world, order);
  for (const line of order.lines) line.currentQuantity = 0;
  tellOrder(world, order, "orders/cancelled");
  tellOrder(world, order);
  return { ok: true, order };
}

/** Gives money back for some units; unfulfilled ones leave their fulfillment order, only `orders/updated` says so. */
export function refunds(
  world: World,
  orderId: Id,
  refunded: RefundedLine[],
): Result<{ order: Order }> {
  const order = world.state.orders.get(orderId);
  if (order === undefined)
    return refused("NOT_FOUND", "Order does not exist", ["input", "orderId"]);
  for (const { lineItemId, quantity } of refunded) {
    const line = order.lines.find((one) => one.id === lineItemId);
    if (line === undefined || quantity > line.currentQuantity)
      return refused(null, "Quantity cannot refund more items than were purchased", ["input"]);
  }
  for (const { lineItemId, quantity, restockAt } of refunded)
    takeBack(world, order, lineItemId, quantity, restockAt !== null);
  const whole = order.lines.every((line) => line.currentQuantity === 0);
  order.financialStatus = whole ? "REFUNDED" : "PARTIALLY_REFUNDED";
  world.send("refunds/create", refundPayload(world, order, refunded));
  tellOrder(world, order);
  return { ok: true, order };
}

/** Order editing: removed units leave their fulfillment order, added lines get a new or the open one at the same place. */
export function edits(world: World, orderId: Id, edit: OrderEdit): Result<{ order: Order }> {
  const order = world.state.orders.get(orderId);
  if (order === undefined) return refused("NOT_FOUND", "Order does not exist", ["id"]);
  const additions: { line: OrderLine; delta: number }[] = [];
  const removals: { line: OrderLine; delta: number }[] = [];
  for (const { lineItemId, quantity } of edit.setQuantities ?? []) {
    const line = order.lines.find((one) => one.id === lineItemId);
    if (line === undefined) return refused(null, "Line item does not exist", ["lineItemId"]);
    const delta = quantity - line.currentQuantity;
    if (delta < 0) {
      takeBack(world, order, lineItemId, -delta, true);
      removals.push({ line, delta: -delta });
    }
    if (delta > 0) {
      line.quantity += delta;
      line.currentQuantity += delta;
      addUnits(world, order, line, delta);
      additions.push({ line, delta });
    }
  }
  for (const added of edit.addVariants ?? []) {
    const line = newLine(world, added);
    order.lines.push(line);
    addUnits(world, order, line, added.quantity);
    additions.push({ line, delta: added.quantity });
  }
  order.totalPrice = order.lines.reduce((sum, one) => sum + one.price * one.currentQuantity, 0);
  order.updatedAt = timeOf(world);
  world.send(
    "orders/edited",
    orderEditPayload(world.state, order, additions, removals, world.ids()),
  );
  tellOrder(world, order);
  return { ok: true, order };
}

export function changesOrder(
  world: World,
  order: Order,
  change: Partial<Pick<Order, "note" | "customAttributes">>,
): Order {
  Object.assign(order, change);
  tellOrder(world, order);
  return order;
}

function releaseUnrouted(world: World, order: Order, restock: boolean): void {
  for (const part of order.routing ?? [])
    for (const { lineItemId, quantity } of part.lines)
      releaseUnits(
        world,
        order,
        part.locationId,
        { lineItemId, remainingQuantity: quantity },
        restock,
      );
  order.routing = null;
}

function releaseUnits(
  world: World,
  order: Order,
  locationId: Id,
  part: { lineItemId: Id; remainingQuantity: number },
  restock: boolean,
): void {
  const line = order.lines.find((one) => one.id === part.lineItemId);
  if (part.remainingQuantity === 0) return;
  changeVariantStock(world, line?.variantId ?? null, locationId, {
    committed: -part.remainingQuantity,
    ...(restock ? { available: part.remainingQuantity } : {}),
  });
}

/** What was laid ready but not collected is not a fulfillment any more. */
export function dropReadyFulfillments(world: World, order: Order, ofFulfillmentOrder?: Id): void {
  for (const one of fulfillmentsOf(world.state, order.id)) {
    const concerned =
      ofFulfillmentOrder === undefined ||
      one.lineItems.some((part) => part.fulfillmentOrderId === ofFulfillmentOrder);
    if (one.displayStatus !== "READY_FOR_PICKUP" || !concerned) continue;
    one.status = "CANCELLED";
    one.displayStatus = "CANCELED";
    tellFulfillment(world, one, "fulfillments/update");
  }
}

function takeBack(
  world: World,
  order: Order,
  lineItemId: Id,
  quantity: number,
  restock: boolean,
): void {
  const line = order.lines.find((one) => one.id === lineItemId);
  if (line === undefined) return;
  line.currentQuantity -= quantity;
  let left = quantity;
  for (const planned of order.routing ?? [])
    for (const part of planned.lines.filter((one) => one.lineItemId === lineItemId)) {
      const taken = Math.min(left, part.quantity);
      part.quantity -= taken;
      left -= taken;
      releaseUnits(
        world,
        order,
        planned.locationId,
        { lineItemId, remainingQuantity: taken },
        restock,
      );
    }
  for (const part of fulfillmentOrdersOf(world.state, order.id)) {
    const unit = part.lineItems.find((one) => one.lineItemId === lineItemId);
    if (unit === undefined || over.has(part.status) || left === 0) continue;
    const taken = Math.min(left, unit.remainingQuantity);
    if (taken === 0) continue;
    releaseUnits(
      world,
      order,
      part.assignedLocationId,
      { lineItemId, remainingQuantity: taken },
      restock,
    );
    unit.remainingQuantity -= taken;
    unit.totalQuantity -= taken;
    left -= taken;
    closeIfEmpty(world, part);
    shrinkReady(world, order, part);
  }
}

function closeIfEmpty(world: World, part: FulfillmentOrder): void {
  part.updatedAt = timeOf(world);
  if (part.lineItems.every((one) => one.remainingQuantity === 0)) part.status = "CLOSED";
}

/** Units that lay ready and were given back do not lie ready any more. */
function shrinkReady(world: World, order: Order, part: FulfillmentOrder): void {
  if (part.status === "CLOSED") {
    dropReadyFulfillments(world, order, part.id);
    return;
  }
  const ready = fulfillmentsOf(world.state, order.id).find(
    (one) =>
      one.displayStatus === "READY_FOR_PICKUP" &&
      one.lineItems.some((line) => line.fulfillmentOrderId === part.id),
  );
  if (ready === undefined) return;
  ready.lineItems = ready.lineItems.flatMap((line) => {
    const left = part.lineItems.find((one) => one.lineItemId === line.lineItemId);
    const quantity = left?.remainingQuantity ?? 0;
    return quantity === 0 ? [] : [{ ...line, quantity }];
  });
  tellFulfillment(world, ready, "fulfillments/update");
}

function addUnits(world: World, order: Order, line: OrderLine, quantity: number): void {
  const open = fulfillmentOrdersOf(world.state, order.id).find((one) => one.status === "OPEN");
  const model = open ?? fulfillmentOrdersOf(world.state, order.id)[0];
  if (model === undefined) {
    order.routing?.[0]?.lines.push({ lineItemId: line.id, quantity });
    const planned = order.routing?.[0];
    if (planned !== undefined)
      changeVariantStock(world, line.variantId, planned.locationId, {
        available: -quantity,
        committed: quantity,
      });
    return;
  }
  changeVariantStock(world, line.variantId, model.assignedLocationId, {
    available: -quantity,
    committed: quantity,
  });
  if (open === undefined) {
    newFulfillmentOrder(world, order, {
      methodType: model.deliveryMethod.methodType,
      locationId: model.assignedLocationId,
      lines: [{ lineItemId: line.id, quantity }],
    });
    return;
  }
  const unit = open.lineItems.find((one) => one.lineItemId === line.id);
  if (unit === undefined)
    open.lineItems.push({
      id: world.ids(),
      lineItemId: line.id,
      totalQuantity: quantity,
      remainingQuantity: quantity,
    });
  else {
    unit.totalQuantity += quantity;
    unit.remainingQuantity += quantity;
  }
  open.updatedAt = timeOf(world);
}

function refundPayload(world: World, order: Order, refunded: RefundedLine[]) {
  const id = world.ids();
  return {
    id: Number(id),
    admin_graphql_api_id: `gid://shopify/Refund/${id}`,
    order_id: Number(order.id),
    created_at: timeOf(world),
    note: null,
    restock: refunded.some((one) => one.restockAt !== null),
    refund_line_items: refunded.map((one) => ({
      line_item_id: Number(one.lineItemId),
      quantity: one.quantity,
      restock_type: one.restockAt === null ? "no_restock" : "cancel",
      location_id:
        one.restockAt === null || one.restockAt === undefined ? null : Number(one.restockAt),
    })),
  };
}

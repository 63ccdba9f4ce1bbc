import type { LineQuantity } from "#test/simulator/shop.ts";
import type { FulfillmentOrder, Id, Order } from "#test/simulator/state.ts";
import {
  cancelledPayload,
  fulfillmentOrderPayload,
  heldPayload,
  movedPayload,
  splitPayload,
} from "#test/simulator/webhooks/payloads/fulfillment-order.ts";
import { dropReadyFulfillments } from "./change-order.ts";
import { newFulfillmentOrder } from "./routing.ts";
import { changeVariantStock, isStockedAt } from "./stock.ts";
import { tellOrder } from "./tell.ts";
import { refused, timeOf } from "./world.ts";
import type { Result, World } from "./world.ts";

/** at most ten active holds per app and fulfillment order (Admin schema, fulfillmentOrderHold) */
const holdLimit = 10;

interface Moved {
  moved: FulfillmentOrder;
  original: FulfillmentOrder;
  remaining: FulfillmentOrder | null;
}

/**
 * All of it: the original closes and a new one with a new id opens at the other place (as in the documented sample).
 * A part of it: the original keeps the rest.
 */
export function moves(
  world: World,
  fulfillmentOrderId: Id,
  locationId: Id,
  lines?: LineQuantity[],
): Result<Moved> {
  const original = world.state.fulfillmentOrders.get(fulfillmentOrderId);
  const order = original === undefined ? undefined : world.state.orders.get(original.orderId);
  if (original === undefined || order === undefined)
    return refused(null, "Fulfillment order does not exist.", ["id"]);
  if (original.preparedForPickupAt !== null)
    return refused(
      "CANNOT_MOVE_FULFILLMENT_ORDER_WITH_REPORTED_PROGRESS",
      "Cannot move a fulfillment order that had progress reported.",
      ["id"],
    );
  if (
    original.status !== "OPEN" &&
    original.status !== "SCHEDULED" &&
    original.status !== "ON_HOLD"
  )
    return refused(null, "Fulfillment order is not in a state to be moved.", ["id"]);
  const target = world.state.locations.get(locationId);
  if (target === undefined || !target.isActive)
    return refused(null, "Location does not exist.", ["newLocationId"]);
  const parts = chosenParts(original, lines);
  if (parts.length === 0)
    return refused(null, "No line items to move.", ["fulfillmentOrderLineItems"]);
  const unstocked = parts.some(({ lineItemId }) => {
    const line = order.lines.find((one) => one.id === lineItemId);
    return (
      line !== undefined &&
      line.variantId !== null &&
      !isStockedAt(world.state, line.variantId, locationId)
    );
  });
  if (unstocked)
    return refused(null, "Location does not stock the requested items.", ["newLocationId"]);
  const origin = original.assignedLocationId;
  takeParts(original, parts);
  recommit(world, order, parts, origin, locationId);
  const whole = original.lineItems.every((one) => one.remainingQuantity === 0);
  if (whole) original.status = "CLOSED";
  original.updatedAt = timeOf(world);
  const moved = newFulfillmentOrder(world, order, {
    methodType: original.deliveryMethod.methodType,
    locationId,
    lines: parts,
  });
  world.send("fulfillment_orders/moved", movedPayload(original, moved, origin, locationId));
  tellOrder(world, order);
  return { ok: true, moved, original, remaining: whole ? null : original };
}

/** The named units leave for a fulfillment order of their own at the same place. */
export function splits(
  world: World,
  fulfillmentOrderId: Id,
  lines: LineQuantity[],
): Result<{ original: FulfillmentOrder; remaining: FulfillmentOrder }> {
  const original = world.state.fulfillmentOrders.get(fulfillmentOrderId);
  const order = original === undefined ? undefined : world.state.orders.get(original.orderId);
  if (original === undefined || order === undefined)
    return refused("FULFILLMENT_ORDER_NOT_FOUND", "Fulfillment order does not exist.");
  const parts = chosenParts(original, lines);
  const asked = lines.reduce((sum, one) => sum + one.quantity, 0);
  const taken = parts.reduce((sum, one) => sum + one.quantity, 0);
  const all = original.lineItems.reduce((sum, one) => sum + one.remainingQuantity, 0);
  if (lines.some((one) => one.quantity < 1))
    return refused("GREATER_THAN", "Quantity must be greater than 0.");
  if (taken !== asked || taken === all || taken === 0)
    return refused(
      "INVALID_LINE_ITEM_QUANTITY",
      "Invalid fulfillment order line item quantity requested.",
    );
  if (
    original.status === "CLOSED" ||
    original.status === "CANCELLED" ||
    original.preparedForPickupAt
  )
    return refused(null, "Fulfillment order cannot be split.");
  takeParts(original, parts);
  original.updatedAt = timeOf(world);
  const remaining = newFulfillmentOrder(world, order, {
    methodType: original.deliveryMethod.methodType,
    locationId: original.assignedLocationId,
    lines: parts,
  });
  world.send("fulfillment_orders/split", splitPayload(original, remaining));
  return { ok: true, original, remaining };
}

export function holds(
  world: World,
  fulfillmentOrderId: Id,
  hold: { reason: string; reasonNotes?: string | null; handle?: string | null },
): Result<{ fulfillmentOrder: FulfillmentOrder; holdId: Id }> {
  const one = world.state.fulfillmentOrders.get(fulfillmentOrderId);
  if (one === undefined)
    return refused("FULFILLMENT_ORDER_NOT_FOUND", "Fulfillment order does not exist.", ["id"]);
  if (one.status !== "OPEN" && one.status !== "ON_HOLD" && one.status !== "SCHEDULED")
    return refused(null, "Fulfillment order is not in a state to be put on hold.", ["id"]);
  const handle = hold.handle ?? "";
  if (one.holds.some((other) => (other.handle ?? "") === handle))
    return refused(
      "DUPLICATE_FULFILLMENT_HOLD_HANDLE",
      "The handle provided for the fulfillment hold is already in use by this app for another hold on this fulfillment order.",
      ["fulfillmentHold", "handle"],
    );
  if (one.holds.length >= holdLimit)
    return refused(
      "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED",
      "The maximum number of fulfillment holds for this fulfillment order has been reached for this app.",
      ["id"],
    );
  const holdId = world.ids();
  one.holds.push({
    id: holdId,
    reason: hold.reason,
    reasonNotes: hold.reasonNotes ?? null,
    handle,
  });
  one.status = "ON_HOLD";
  one.updatedAt = timeOf(world);
  world.send("fulfillment_orders/placed_on_hold", heldPayload(one));
  return { ok: true, fulfillmentOrder: one, holdId };
}

/** Without ids: all holds. The fulfillment order opens when the last one is gone. */
export function releasesHold(
  world: World,
  fulfillmentOrderId: Id,
  holdIds?: Id[],
): Result<{ fulfillmentOrder: FulfillmentOrder }> {
  const one = world.state.fulfillmentOrders.get(fulfillmentOrderId);
  if (one === undefined)
    return refused("FULFILLMENT_ORDER_NOT_FOUND", "Fulfillment order does not exist.", ["id"]);
  one.holds = holdIds === undefined ? [] : one.holds.filter((hold) => !holdIds.includes(hold.id));
  if (one.holds.length === 0 && one.status === "ON_HOLD") one.status = "OPEN";
  one.updatedAt = timeOf(world);
  world.send("fulfillment_orders/hold_released", fulfillmentOrderPayload(one));
  return { ok: true, fulfillmentOrder: one };
}

/** Scheduled or in progress → open. */
export function opens(
  world: World,
  fulfillmentOrderId: Id,
): Result<{ fulfillmentOrder: FulfillmentOrder }> {
  const one = world.state.fulfillmentOrders.get(fulfillmentOrderId);
  if (one === undefined) return refused(null, "Fulfillment order does not exist.", ["id"]);
  if (one.status !== "SCHEDULED" && one.status !== "IN_PROGRESS")
    return refused(null, "Fulfillment order must be scheduled or in progress to be opened.", [
      "id",
    ]);
  const scheduled = one.status === "SCHEDULED";
  const order = world.state.orders.get(one.orderId);
  unprepare(world, one, order);
  one.status = "OPEN";
  one.updatedAt = timeOf(world);
  if (scheduled)
    world.send(
      "fulfillment_orders/scheduled_fulfillment_order_ready",
      fulfillmentOrderPayload(one),
    );
  return { ok: true, fulfillmentOrder: one };
}

/** Cancelling one does not cancel the order: a replacement with what remains is opened (Admin schema). */
export function cancelsFulfillmentOrder(
  world: World,
  fulfillmentOrderId: Id,
): Result<{ fulfillmentOrder: FulfillmentOrder; replacement: FulfillmentOrder | null }> {
  const one = world.state.fulfillmentOrders.get(fulfillmentOrderId);
  const order = one === undefined ? undefined : world.state.orders.get(one.orderId);
  if (one === undefined || order === undefined)
    return refused(null, "Fulfillment order does not exist.", ["id"]);
  if (one.status !== "OPEN" && one.status !== "IN_PROGRESS")
    return refused(null, "Cannot change fulfillment order.", ["id"]);
  const parts = chosenParts(one, undefined);
  takeParts(one, parts);
  unprepare(world, one, order);
  one.status = "CLOSED";
  one.updatedAt = timeOf(world);
  const replacement = newFulfillmentOrder(world, order, {
    methodType: one.deliveryMethod.methodType,
    locationId: one.assignedLocationId,
    lines: parts,
  });
  world.send("fulfillment_orders/cancelled", cancelledPayload(one, replacement));
  return { ok: true, fulfillmentOrder: one, replacement };
}

/** [U] whether "ready" can be undone on a real shop; if so, nothing lies ready afterwards */
function unprepare(world: World, one: FulfillmentOrder, order: Order | undefined): void {
  if (one.preparedForPickupAt === null || order === undefined) return;
  one.preparedForPickupAt = null;
  dropReadyFulfillments(world, order, one.id);
}

function chosenParts(one: FulfillmentOrder, lines: LineQuantity[] | undefined) {
  const chosen =
    lines !== undefined && lines.length > 0
      ? lines
      : one.lineItems.map((part) => ({ id: part.id, quantity: part.remainingQuantity }));
  return chosen.flatMap(({ id, quantity }) => {
    const part = one.lineItems.find((line) => line.id === id);
    if (part === undefined || quantity < 1) return [];
    return [{ lineItemId: part.lineItemId, quantity: Math.min(quantity, part.remainingQuantity) }];
  });
}

function takeParts(one: FulfillmentOrder, parts: { lineItemId: Id; quantity: number }[]): void {
  for (const { lineItemId, quantity } of parts) {
    const part = one.lineItems.find((line) => line.lineItemId === lineItemId);
    if (part === undefined) continue;
    part.remainingQuantity -= quantity;
    part.totalQuantity -= quantity;
  }
}

/** The promise moves with the units: freed at the old place, committed at the new one. */
function recommit(
  world: World,
  order: Order,
  parts: { lineItemId: Id; quantity: number }[],
  from: Id,
  to: Id,
): void {
  for (const { lineItemId, quantity } of parts) {
    const variantId = order.lines.find((line) => line.id === lineItemId)?.variantId ?? null;
    changeVariantStock(world, variantId, from, { available: quantity, committed: -quantity });
    changeVariantStock(world, variantId, to, { available: -quantity, committed: quantity });
  }
}

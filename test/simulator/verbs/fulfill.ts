import type { FulfilledPart, LineQuantity } from "#test/simulator/shop.ts";
import type { Fulfillment, FulfillmentOrder, Id, Order } from "#test/simulator/state.ts";
import { fulfillmentStatus } from "#test/simulator/webhooks/payloads/order.ts";
import { dropReadyFulfillments } from "./change-order.ts";
import { fulfillmentsOf } from "./lookups.ts";
import { changeVariantStock } from "./stock.ts";
import { tellFulfillment, tellOrder } from "./tell.ts";
import { refused, timeOf } from "./world.ts";
import type { Result, World } from "./world.ts";

type Taken = Fulfillment["lineItems"][number];

/**
 * Hand-over or dispatch: same order, same location per call (FulfillmentInput). On PICK_UP the fulfillment shows PICKED_UP and
 * the fulfillment order closes once nothing remains; [U] unverified, implied by FulfillmentDisplayStatus.
 */
export function fulfills(
  world: World,
  parts: (Id | FulfilledPart)[],
): Result<{ fulfillment: Fulfillment }> {
  const wanted = parts.map((part) =>
    typeof part === "string" ? { fulfillmentOrderId: part } : part,
  );
  const concerned: FulfillmentOrder[] = [];
  for (const part of wanted) {
    const one = world.state.fulfillmentOrders.get(part.fulfillmentOrderId);
    if (one === undefined)
      return refused(null, "Fulfillment order does not exist.", ["fulfillment"]);
    const reason = whyNot(one, part.lineItems);
    if (reason !== null) return refused(null, reason, ["fulfillment"]);
    concerned.push(one);
  }
  const [first] = concerned;
  const order = first === undefined ? undefined : world.state.orders.get(first.orderId);
  if (first === undefined || order === undefined)
    return refused(null, "Fulfillment orders must be given.", ["fulfillment"]);
  if (concerned.some((one) => one.orderId !== order.id))
    return refused(null, "All fulfillment orders must belong to the same order.", ["fulfillment"]);
  if (concerned.some((one) => one.assignedLocationId !== first.assignedLocationId))
    return refused(null, "All fulfillment orders must have the same assigned location.", [
      "fulfillment",
    ]);
  const taken = concerned.flatMap((one, at) => takeUnits(world, order, one, wanted[at]?.lineItems));
  const fulfillment = recordHandOver(world, order, concerned, first, taken);
  const whole = fulfillmentStatus(world.state, order) === "fulfilled";
  if (whole) order.closedAt = timeOf(world);
  tellOrder(world, order, whole ? "orders/fulfilled" : "orders/partially_fulfilled");
  tellOrder(world, order);
  return { ok: true, fulfillment };
}

function whyNot(one: FulfillmentOrder, lines: LineQuantity[] | undefined): string | null {
  if (one.status === "ON_HOLD") return "Fulfillment order is on hold.";
  if (one.status !== "OPEN" && one.status !== "IN_PROGRESS")
    return `Fulfillment order ${one.id} has an unfulfillable status= ${one.status.toLowerCase()}.`;
  for (const { id, quantity } of lines ?? []) {
    const part = one.lineItems.find((line) => line.id === id);
    if (part === undefined) return "Fulfillment order line item does not exist.";
    if (quantity < 1 || quantity > part.remainingQuantity)
      return "Invalid fulfillment order line item quantity requested.";
  }
  return null;
}

function takeUnits(
  world: World,
  order: Order,
  one: FulfillmentOrder,
  lines: LineQuantity[] | undefined,
): Taken[] {
  const chosen =
    lines !== undefined && lines.length > 0
      ? lines
      : one.lineItems.map((part) => ({ id: part.id, quantity: part.remainingQuantity }));
  const taken = chosen.flatMap(({ id, quantity }) => {
    const part = one.lineItems.find((line) => line.id === id);
    if (part === undefined || quantity === 0) return [];
    part.remainingQuantity -= quantity;
    const line = order.lines.find((candidate) => candidate.id === part.lineItemId);
    changeVariantStock(world, line?.variantId ?? null, one.assignedLocationId, {
      committed: -quantity,
    });
    return [{ id: world.ids(), lineItemId: part.lineItemId, fulfillmentOrderId: one.id, quantity }];
  });
  one.status = one.lineItems.every((part) => part.remainingQuantity === 0)
    ? "CLOSED"
    : "IN_PROGRESS";
  one.updatedAt = timeOf(world);
  return taken;
}

/** What lay ready becomes what was picked up; otherwise a new fulfillment. */
function recordHandOver(
  world: World,
  order: Order,
  concerned: FulfillmentOrder[],
  first: FulfillmentOrder,
  taken: Taken[],
): Fulfillment {
  const collected = first.deliveryMethod.methodType === "PICK_UP";
  const ready = readyOf(world, order, concerned);
  const all = concerned.every((one) => one.status === "CLOSED");
  if (ready !== undefined && all && concerned.length === 1) {
    ready.displayStatus = "PICKED_UP";
    ready.lineItems = taken;
    tellFulfillment(world, ready, "fulfillments/update");
    return ready;
  }
  for (const one of concerned) dropReadyFulfillments(world, order, one.id);
  const at = timeOf(world);
  const fulfillment: Fulfillment = {
    id: world.ids(),
    orderId: order.id,
    locationId: first.assignedLocationId,
    status: "SUCCESS",
    displayStatus: collected ? "PICKED_UP" : "FULFILLED",
    lineItems: taken,
    createdAt: at,
    updatedAt: at,
  };
  world.state.fulfillments.set(fulfillment.id, fulfillment);
  tellFulfillment(world, fulfillment, "fulfillments/create");
  return fulfillment;
}

function readyOf(
  world: World,
  order: Order,
  concerned: FulfillmentOrder[],
): Fulfillment | undefined {
  const ids = new Set(concerned.map((one) => one.id));
  return fulfillmentsOf(world.state, order.id).find(
    (one) =>
      one.displayStatus === "READY_FOR_PICKUP" &&
      one.lineItems.every((part) => ids.has(part.fulfillmentOrderId)),
  );
}

/** Staff undo a hand-over: the units remain to be delivered again, in the same fulfillment order, which reopens. */
export function cancelsFulfillment(
  world: World,
  fulfillmentId: Id,
): Result<{ fulfillment: Fulfillment }> {
  const one = world.state.fulfillments.get(fulfillmentId);
  const order = one === undefined ? undefined : world.state.orders.get(one.orderId);
  if (one === undefined || order === undefined)
    return refused(null, "Fulfillment does not exist.", ["id"]);
  if (one.status === "CANCELLED") return refused(null, "Fulfillment is already cancelled.", ["id"]);
  const wasReady = one.displayStatus === "READY_FOR_PICKUP";
  one.status = "CANCELLED";
  one.displayStatus = "CANCELED";
  for (const part of one.lineItems) {
    const source = world.state.fulfillmentOrders.get(part.fulfillmentOrderId);
    const unit = source?.lineItems.find((line) => line.lineItemId === part.lineItemId);
    if (source === undefined || unit === undefined) continue;
    source.preparedForPickupAt = null;
    source.status = "OPEN";
    source.updatedAt = timeOf(world);
    if (wasReady) continue;
    unit.remainingQuantity += part.quantity;
    const line = order.lines.find((candidate) => candidate.id === part.lineItemId);
    changeVariantStock(world, line?.variantId ?? null, one.locationId, {
      committed: part.quantity,
    });
  }
  order.closedAt = null;
  tellFulfillment(world, one, "fulfillments/update");
  tellOrder(world, order);
  return { ok: true, fulfillment: one };
}

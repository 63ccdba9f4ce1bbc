import { idOf } from "../../domains/kernel/ids.ts";
import type { Millis } from "../../domains/kernel/time.ts";
import { moment } from "../../domains/kernel/time.ts";
import { standingOf } from "../../domains/pickup/order-snapshot.ts";
import type { OrderSnapshot, PartLine, PickupPart } from "../../domains/pickup/order-snapshot.ts";
import type { ContactNode, LineNode, OrderNode, PartNode } from "./operations/read-order.ts";

/** The Admin API's order, with all its fulfillment orders and their lines, as a snapshot. Null when an id or a time is not one. */
export function orderSnapshot(
  order: Omit<OrderNode, "fulfillmentOrders">,
  contact: ContactNode | null,
  parts: PartNode[],
  readAt: Millis,
): OrderSnapshot | null {
  const orderId = idOf("Order", order.id);
  const processedAt = moment(order.processedAt);
  const updatedAt = newest([
    order.updatedAt,
    ...parts.flatMap((part) => [
      part.updatedAt,
      ...part.fulfillments.nodes.map((one) => one.updatedAt),
    ]),
  ]);
  if (orderId === null || processedAt === null || updatedAt === null) return null;
  const customer = contact?.customer ?? null;
  return {
    orderId,
    name: order.name,
    processedAt,
    cancelledAt: order.cancelledAt === null ? null : moment(order.cancelledAt),
    customerId: customer && idOf("Customer", customer.id),
    shopper: {
      name: [customer?.firstName, customer?.lastName].filter(Boolean).join(" "),
      email: contact?.email ?? null,
      phone: contact?.phone ?? null,
      locale: order.customerLocale ?? "",
    },
    updatedAt,
    readAt,
    isRouted: parts.length > 0,
    parts: parts
      .filter((part) => part.deliveryMethod?.methodType === "PICK_UP")
      .flatMap((part) => pickupPart(part) ?? []),
  };
}

function pickupPart(part: PartNode): PickupPart | null {
  const fulfillmentOrderId = idOf("FulfillmentOrder", part.id);
  if (fulfillmentOrderId === null) return null;
  const { location, name } = part.assignedLocation;
  const lines = part.lineItems.nodes.filter((line) => line.remainingQuantity > 0);
  return {
    fulfillmentOrderId,
    locationId: location && idOf("Location", location.id),
    locationName: name,
    standing: standingOf({
      status: part.status,
      remaining: lines.reduce((sum, line) => sum + line.remainingQuantity, 0),
      fulfilled: part.fulfillments.nodes
        .filter((one) => one.status !== "CANCELLED")
        .map((one) => one.displayStatus),
    }),
    hold:
      part.status === "ON_HOLD"
        ? part.fulfillmentHolds
            .map((hold) => [hold.displayReason, hold.reasonNotes].filter(Boolean).join(": "))
            .join("; ")
        : null,
    lines: lines.map(partLine),
  };
}

function partLine(line: LineNode): PartLine {
  return {
    id: tail(line.id),
    lineItemId: tail(line.lineItem.id),
    variantId: line.variant && idOf("ProductVariant", line.variant.id),
    title: line.productTitle,
    variantTitle: line.variantTitle ?? "",
    options: (line.variant?.selectedOptions ?? []).filter((option) => !isPlaceholder(option)),
    sku: line.sku ?? "",
    imageUrl: line.image?.url ?? null,
    remaining: line.remainingQuantity,
  };
}

/** What Shopify writes for a product without options. */
function isPlaceholder(option: { name: string; value: string }): boolean {
  return option.name === "Title" && option.value === "Default Title";
}

/** "gid://shopify/FulfillmentOrderLineItem/7" → "7" */
function tail(gid: string): string {
  return gid.slice(gid.lastIndexOf("/") + 1);
}

function newest(times: string[]): Millis | null {
  const moments = times.map(moment).filter((time) => time !== null);
  return moments.length === 0 ? null : Math.max(...moments);
}

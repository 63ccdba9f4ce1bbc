import type { FulfillmentOrderId, OrderId, ShopDomain } from "../../domains/kernel/ids.ts";
import { gid, idOf } from "../../domains/kernel/ids.ts";
import type { Clock } from "../../domains/kernel/time.ts";
import type { OrderSnapshot } from "../../domains/pickup/order-snapshot.ts";
import { ShopifyRefused } from "./admin-client.server.ts";
import type { AskAdmin } from "./admin-client.server.ts";
import { orderSnapshot } from "./decode-order.ts";
import {
  ORDER_OF_FULFILLMENT_ORDER,
  READ_MORE_LINES,
  READ_ORDER,
  READ_ORDER_WITHOUT_SHOPPER,
} from "./operations/read-order.ts";
import type { ContactNode, OrderNode, PartNode } from "./operations/read-order.ts";

/** Shopify as these reads need it; Services has both. */
export interface Asking {
  askAdmin: AskAdmin;
  clock: Clock;
}

/** What Shopify says of the order now; null when it has no such order. */
export async function readOrder(
  { askAdmin, clock }: Asking,
  shop: ShopDomain,
  orderId: OrderId,
): Promise<OrderSnapshot | null> {
  const readAt = clock();
  const parts: PartNode[] = [];
  let order: (OrderNode & Partial<ContactNode>) | null = null;
  let after: string | null = null;
  do {
    order = await readPage(askAdmin, shop, { id: gid("Order", orderId), after });
    if (order === null) return null;
    parts.push(...order.fulfillmentOrders.nodes);
    const { hasNextPage, endCursor }: OrderNode["fulfillmentOrders"]["pageInfo"] =
      order.fulfillmentOrders.pageInfo;
    after = hasNextPage ? endCursor : null;
  } while (after !== null);
  for (const part of parts) await readRestOfLines(askAdmin, shop, part);
  const { email = null, phone = null, customer = null } = order;
  const snapshot = orderSnapshot(order, { email, phone, customer }, parts, readAt);
  if (!snapshot) throw new Error(`order ${orderId} is not of the documented shape`);
  return snapshot;
}

/** Null: Shopify has no such fulfillment order. */
export async function orderOfFulfillmentOrder(
  { askAdmin }: Pick<Asking, "askAdmin">,
  shop: ShopDomain,
  id: FulfillmentOrderId,
): Promise<OrderId | null> {
  const { fulfillmentOrder } = await askAdmin(shop, ORDER_OF_FULFILLMENT_ORDER, {
    id: gid("FulfillmentOrder", id),
  });
  return fulfillmentOrder && idOf("Order", fulfillmentOrder.orderId);
}

async function readPage(
  askAdmin: AskAdmin,
  shop: ShopDomain,
  page: { id: string; after: string | null },
): Promise<(OrderNode & Partial<ContactNode>) | null> {
  try {
    return (await askAdmin(shop, READ_ORDER, page)).order;
  } catch (error) {
    if (!(error instanceof ShopifyRefused) || error.code !== "ACCESS_DENIED") throw error;
    return (await askAdmin(shop, READ_ORDER_WITHOUT_SHOPPER, page)).order;
  }
}

async function readRestOfLines(askAdmin: AskAdmin, shop: ShopDomain, part: PartNode) {
  let { pageInfo } = part.lineItems;
  while (pageInfo.hasNextPage) {
    const page = { id: part.id, after: pageInfo.endCursor };
    const { fulfillmentOrder } = await askAdmin(shop, READ_MORE_LINES, page);
    if (!fulfillmentOrder) return;
    part.lineItems.nodes.push(...fulfillmentOrder.lineItems.nodes);
    pageInfo = fulfillmentOrder.lineItems.pageInfo;
  }
}

import { z } from "zod";
import { parseJson } from "../domains/kernel/parse-json.ts";
import { idOf, shopifyId } from "../domains/kernel/ids.ts";
import { askAboutOrder } from "../domains/pickup/ask-about-order.server.ts";
import type { AboutOrder } from "../domains/pickup/ask-about-order.server.ts";
import { GiveUp } from "./drain.server.ts";
import type { InboxHandler } from "./handler.ts";

/**
 * News of orders only says which order to ask about. What was sent may be old, doubled or overtaken, and fulfillment orders are
 * not in it; the answer to our own question is newer than any of it.
 */
const takeOrderNews: InboxHandler = async (services, row) => {
  const about = subjectsOf(row.topic, parse(row.body));
  if (about.length === 0) throw new GiveUp(`${row.topic}: the payload names no order`);
  for (const one of about)
    await askAboutOrder(services.db, row.shop, one, row.id, services.clock());
};

export const ORDER_NEWS: Record<string, InboxHandler> = {
  "orders/create": takeOrderNews,
  "orders/updated": takeOrderNews,
  "orders/edited": takeOrderNews,
  "orders/cancelled": takeOrderNews,
  "fulfillment_orders/order_routing_complete": takeOrderNews,
  "fulfillment_orders/line_items_prepared_for_pickup": takeOrderNews,
  "fulfillment_orders/placed_on_hold": takeOrderNews,
  "fulfillment_orders/hold_released": takeOrderNews,
  "fulfillment_orders/moved": takeOrderNews,
  "fulfillment_orders/split": takeOrderNews,
  "fulfillment_orders/merged": takeOrderNews,
  "fulfillment_orders/cancelled": takeOrderNews,
  "fulfillments/create": takeOrderNews,
  "fulfillments/update": takeOrderNews,
};

function parse(body: string): unknown {
  try {
    return parseJson(body);
  } catch {
    throw new GiveUp("the payload is not JSON");
  }
}

/** The orders, or else the fulfillment orders, that a payload of this topic is about. */
export function subjectsOf(topic: string, payload: unknown): AboutOrder[] {
  if (topic.startsWith("fulfillment_orders/")) return fulfillmentOrdersIn(payload);
  const read = topic.startsWith("fulfillments/")
    ? fulfillmentNews
    : topic === "orders/edited"
      ? editNews
      : orderNews;
  const id = read.safeParse(payload).data;
  const orderId = id === undefined ? null : shopifyId("Order", id);
  return orderId === null ? [] : [{ orderId }];
}

const number = z.union([z.number(), z.string()]);
const orderNews = z.object({ id: number }).transform((news) => news.id);
const fulfillmentNews = z.object({ order_id: number }).transform((news) => news.order_id);
const editNews = z
  .object({ order_edit: z.object({ order_id: number }) })
  .transform((news) => news.order_edit.order_id);

/** Each topic names its fulfillment orders by another word ("original_…", "moved_…"); all of them are objects with a gid. */
function fulfillmentOrdersIn(payload: unknown): AboutOrder[] {
  const news = z.record(z.string(), z.unknown()).safeParse(payload).data ?? {};
  return Object.values(news).flatMap((value) => {
    const id = z.object({ id: z.string() }).safeParse(value).data?.id;
    const fulfillmentOrderId = id === undefined ? null : idOf("FulfillmentOrder", id);
    return fulfillmentOrderId === null ? [] : [{ fulfillmentOrderId }];
  });
}

import { z } from "zod";
import { orderOfFulfillmentOrder, readOrder } from "../adapters/shopify/read-order.server.ts";
import type { FulfillmentOrderId, OrderId } from "../domains/kernel/ids.ts";
import { stored } from "../domains/kernel/ids.ts";
import type { Millis } from "../domains/kernel/time.ts";
import { seconds } from "../domains/kernel/time.ts";
import { askAgainLater } from "../domains/pickup/ask-about-order.server.ts";
import { followOrder } from "../domains/pickup/follow-order.server.ts";
import type { OutboxHandler } from "./handler.ts";

/** Reads the order from Shopify and lets our pickups follow it. */
export const readOrderJob: OutboxHandler = async (services, row) => {
  const about = payload.parse(row.payload);
  const orderId =
    "orderId" in about
      ? about.orderId
      : await orderOfFulfillmentOrder(services, row.shop, about.fulfillmentOrderId);
  if (orderId === null) return;
  const snapshot = await readOrder(services, row.shop, orderId);
  if (!snapshot) return;
  const deps = { db: services.db, encryptionKey: services.config.encryptionKey };
  await followOrder(deps, row.shop, snapshot, services.clock());
  const tries = "tries" in about ? (about.tries ?? 0) : 0;
  if (!snapshot.isRouted && snapshot.cancelledAt === null && tries < MOST_TRIES)
    await askAgainLater(
      services.db,
      row.shop,
      orderId,
      tries + 1,
      services.clock() + patience(tries),
    );
};

/** 2 s, 4 s, 8 s … : ten tries span half an hour; after that the reconciliation finds it. */
const MOST_TRIES = 10;

function patience(tries: number): Millis {
  return seconds(2 ** (tries + 1));
}

const payload = z.union([
  z.object({
    orderId: z.string().transform((text) => stored<OrderId>(text)),
    tries: z.number().optional(),
  }),
  z.object({
    fulfillmentOrderId: z.string().transform((text) => stored<FulfillmentOrderId>(text)),
  }),
]);

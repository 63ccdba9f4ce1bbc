import { tellReady } from "../adapters/shopify/write-pickup.server.ts";
import { readOrder } from "../adapters/shopify/read-order.server.ts";
import { followOrder } from "../domains/pickup/follow-order.server.ts";
import { recordTold } from "../domains/pickup/record-shopify-answer.server.ts";
import type { OutboxHandler } from "./handler.ts";
import { tellShopify } from "./tell-shopify.server.ts";
import type { Telling } from "./tell-shopify.server.ts";

/**
 * Tells Shopify that a pickup lies ready. Shopify's mutation has no idempotency key and mails the shopper each time it is
 * taken, so its state is read first: an attempt that had succeeded without our knowing is found by the next one.
 */
export const markReadyJob: OutboxHandler = (services, row) =>
  tellShopify(services, row, "mark-ready", tell);

async function tell({ services, shop, pickup }: Telling): Promise<string | null> {
  const before = await readOrder(services, shop, pickup.orderId);
  const part = before?.parts.find((one) => one.fulfillmentOrderId === pickup.fulfillmentOrderId);
  const deps = { db: services.db, encryptionKey: services.config.encryptionKey };
  if (before && (part?.standing !== "open" || part.hold !== null)) {
    // ready or collected there already, or nothing left of it, or held: our pickup follows, there is nothing to tell
    await followOrder(deps, shop, before, services.clock());
    if (part?.standing === "ready") await told({ services, shop, pickup });
    return null;
  }
  if (!before) return "order-not-found";
  const answer = await tellReady(services.askAdmin, shop, pickup.fulfillmentOrderId);
  if (answer.ok) {
    await told({ services, shop, pickup });
    return null;
  }
  const after = await readOrder(services, shop, pickup.orderId);
  const now = after?.parts.find((one) => one.fulfillmentOrderId === pickup.fulfillmentOrderId);
  if (after && now?.standing !== "open") {
    await followOrder(deps, shop, after, services.clock());
    return null;
  }
  return answer.reason;
}

async function told({ services, shop, pickup }: Telling): Promise<void> {
  await recordTold(services.db, shop, pickup.id, "mark-ready", services.clock());
}

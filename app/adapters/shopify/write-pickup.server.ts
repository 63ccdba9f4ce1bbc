import type { FulfillmentOrderId, ShopDomain } from "../../domains/kernel/ids.ts";
import { gid } from "../../domains/kernel/ids.ts";
import type { Outcome } from "../../domains/kernel/outcome.ts";
import { done, refused } from "../../domains/kernel/outcome.ts";
import type { AskAdmin } from "./admin-client.server.ts";
import { HAND_OVER, MARK_READY } from "./operations/hand-over.ts";

/**
 * Tells Shopify that the fulfillment order lies ready. "already": it was, so Shopify sent no second notice.
 * Refused with Shopify's code or words. Throws when the outcome is unknown: read before trying again.
 */
export async function tellReady(
  askAdmin: AskAdmin,
  shop: ShopDomain,
  id: FulfillmentOrderId,
): Promise<Outcome<"told" | "already">> {
  const answer = await askAdmin(shop, MARK_READY, {
    fulfillmentOrderId: gid("FulfillmentOrder", id),
  });
  const [error] = answer.fulfillmentOrderLineItemsPreparedForPickup?.userErrors ?? [];
  if (!error) return done("told");
  if (error.code === "NO_LINE_ITEMS_TO_PREPARE_FOR_FULFILLMENT_ORDER") return done("already");
  return refused(error.code ?? error.message);
}

/** Tells Shopify that these lines were handed over. Refused with Shopify's words; throws as `tellReady` does. */
export async function tellHandedOver(
  askAdmin: AskAdmin,
  shop: ShopDomain,
  id: FulfillmentOrderId,
  lines: { id: string; quantity: number }[],
): Promise<Outcome> {
  const answer = await askAdmin(shop, HAND_OVER, {
    fulfillmentOrderId: gid("FulfillmentOrder", id),
    lines: lines.map((line) => ({
      id: `gid://shopify/FulfillmentOrderLineItem/${line.id}`,
      quantity: line.quantity,
    })),
  });
  const [error] = answer.fulfillmentCreate?.userErrors ?? [];
  return error ? refused(error.message) : done();
}

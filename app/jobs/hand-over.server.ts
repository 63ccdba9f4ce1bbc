import { readOrder } from "../adapters/shopify/read-order.server.ts";
import { tellHandedOver } from "../adapters/shopify/write-pickup.server.ts";
import { followOrder } from "../domains/pickup/follow-order.server.ts";
import type { OrderSnapshot, PickupPart } from "../domains/pickup/order-snapshot.ts";
import type { PickupLineView } from "../domains/pickup/read-pickup.server.ts";
import { recordTold } from "../domains/pickup/record-shopify-answer.server.ts";
import type { OutboxHandler } from "./handler.ts";
import { tellShopify } from "./tell-shopify.server.ts";
import type { Telling } from "./tell-shopify.server.ts";

/** Tells Shopify that the shopper has it. Reads first, as marking ready does: what was fulfilled is not fulfilled again. */
export const handOverJob: OutboxHandler = (services, row) =>
  tellShopify(services, row, "hand-over", tell);

async function tell(telling: Telling): Promise<string | null> {
  const { services, shop, pickup } = telling;
  const before = await readOrder(services, shop, pickup.orderId);
  const part = partOf(before, telling);
  if (!before || !part || part.standing === "gone") return "nothing-left";
  if (part.standing === "collected") return settled(telling, before);
  if (part.hold !== null) return "held-in-shopify";
  const lines = stillThere(pickup.lines, part);
  // what we handed over is fulfilled; what is left was added to the order later
  if (lines.length === 0) return settled(telling, before);
  const { fulfillmentOrderId } = pickup;
  const answer = await tellHandedOver(services.askAdmin, shop, fulfillmentOrderId, lines);
  const after = await readOrder(services, shop, pickup.orderId);
  const isTaken = answer.ok || partOf(after, telling)?.standing === "collected";
  if (isTaken && after) return settled(telling, after);
  return answer.ok ? "order-not-found" : answer.reason;
}

async function settled(
  { services, shop, pickup }: Telling,
  snapshot: OrderSnapshot,
): Promise<null> {
  const { db, config, clock } = services;
  await followOrder({ db, encryptionKey: config.encryptionKey }, shop, snapshot, clock(), {
    handedOver: pickup.fulfillmentOrderId,
  });
  await recordTold(db, shop, pickup.id, "hand-over", clock());
  return null;
}

function partOf(snapshot: OrderSnapshot | null, { pickup }: Telling): PickupPart | undefined {
  return snapshot?.parts.find((part) => part.fulfillmentOrderId === pickup.fulfillmentOrderId);
}

function stillThere(handedOver: PickupLineView[], part: PickupPart) {
  return handedOver.flatMap(({ id, quantity }) => {
    const remaining = part.lines.find((line) => line.id === id)?.remaining ?? 0;
    return remaining === 0 ? [] : [{ id, quantity: Math.min(quantity, remaining) }];
  });
}

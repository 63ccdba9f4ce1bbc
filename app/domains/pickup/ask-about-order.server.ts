import { stateIntents } from "../../db/outbox.server.ts";
import type { Db } from "../../db/open-database.server.ts";
import type { FulfillmentOrderId, OrderId, ShopDomain } from "../kernel/ids.ts";
import { stored } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";

/**
 * States that Shopify must be asked about an order. Several pieces of news that come before the asking lead to one asking: a
 * statement that is due and that nobody has taken yet will be read after this news, so it covers it.
 * `cause`: what makes this statement one of its kind, for example the webhook's id.
 */
export async function askAboutOrder(
  db: Db,
  shop: ShopDomain,
  about: AboutOrder,
  cause: string,
  now: Millis,
): Promise<void> {
  await db.transact(async (tx) => {
    const orderId =
      "orderId" in about
        ? about.orderId
        : await orderOfKnownPickup(tx, shop, about.fulfillmentOrderId);
    const subject =
      orderId !== null
        ? `order:${orderId}`
        : `fulfillment-order:${"fulfillmentOrderId" in about ? about.fulfillmentOrderId : ""}`;
    const waiting = await tx.outbox.findFirst({
      where: {
        shop,
        kind: READ_ORDER_INTENT,
        key: { startsWith: `${subject}/` },
        status: "pending",
        attempts: 0,
        notBefore: { lte: new Date(now) },
      },
      select: { id: true },
    });
    if (waiting) return;
    await stateIntents(tx, shop, [
      {
        kind: READ_ORDER_INTENT,
        key: `${subject}/${cause}`,
        payload: orderId !== null ? { orderId } : { ...about },
        notBefore: new Date(now),
      },
    ]);
  });
}

export type AboutOrder = { orderId: OrderId } | { fulfillmentOrderId: FulfillmentOrderId };

export const READ_ORDER_INTENT = "shopify.read-order";

async function orderOfKnownPickup(
  prisma: Pick<Db["prisma"], "pickup">,
  shop: ShopDomain,
  fulfillmentOrderId: FulfillmentOrderId,
): Promise<OrderId | null> {
  const pickup = await prisma.pickup.findFirst({
    where: { shop, fulfillmentOrderId },
    select: { orderId: true },
  });
  return pickup && stored<OrderId>(pickup.orderId);
}

/** Asks again about an order whose fulfillment orders Shopify had not made yet. */
export async function askAgainLater(
  db: Db,
  shop: ShopDomain,
  orderId: OrderId,
  tries: number,
  at: Millis,
): Promise<void> {
  await db.transact((tx) =>
    stateIntents(tx, shop, [
      {
        kind: READ_ORDER_INTENT,
        key: `order:${orderId}/unrouted-${tries}`,
        payload: { orderId, tries },
        notBefore: new Date(at),
      },
    ]),
  );
}

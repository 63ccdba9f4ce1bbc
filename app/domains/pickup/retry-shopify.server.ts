import { stateIntents } from "../../db/outbox.server.ts";
import type { Db } from "../../db/open-database.server.ts";
import type { PickupId, ShopDomain } from "../kernel/ids.ts";
import type { Outcome } from "../kernel/outcome.ts";
import { done, refused } from "../kernel/outcome.ts";
import type { Millis } from "../kernel/time.ts";
import { tellBoards } from "./change-pickup.server.ts";
import { lockPickup } from "./lock-pickup.server.ts";

/** Staff let us tell Shopify again what it had refused. Two presses are one. */
export async function retryShopify(
  db: Db,
  shop: ShopDomain,
  request: { pickupId: PickupId; actor: string },
  now: Millis,
): Promise<Outcome<undefined, "unknown-pickup" | "nothing-to-retry">> {
  return db.transact(async (tx) => {
    const { pickupId } = request;
    const pickup = await lockPickup(tx, shop, pickupId);
    if (!pickup) return refused("unknown-pickup");
    const { refusedAct } = await tx.pickup.findUniqueOrThrow({
      where: { shop_id: { shop, id: pickupId } },
      select: { refusedAct: true },
    });
    if (refusedAct === null) return refused("nothing-to-retry");
    await tx.pickup.update({
      where: { shop_id: { shop, id: pickupId } },
      data: {
        refusedAct: null,
        refusedReason: null,
        refusedAt: null,
        version: { increment: 1 },
      },
    });
    await tx.pickupEvent.create({
      data: {
        shop,
        pickupId,
        at: new Date(now),
        actor: request.actor,
        kind: "retried",
        to: refusedAct,
      },
    });
    await stateIntents(tx, shop, [
      {
        kind: `shopify.${refusedAct}`,
        key: `${pickupId}:${pickup.version + 1}`,
        payload: { pickupId },
        notBefore: new Date(now),
      },
    ]);
    await tellBoards(tx, shop, pickup);
    return done();
  });
}

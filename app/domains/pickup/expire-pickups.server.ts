import type { Db } from "../../db/open-database.server.ts";
import type { PickupId, ShopDomain } from "../kernel/ids.ts";
import { stored } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { changePickup } from "./change-pickup.server.ts";
import { lockPickup } from "./lock-pickup.server.ts";

/**
 * What has lain ready for longer than the merchant's days becomes "expired", in every shop. Nothing is cancelled or refunded in
 * Shopify because of it; staff may reopen it. Returns how many. Safe to run anywhere, any number of times at once.
 */
export async function expirePickups(db: Db, now: Millis): Promise<number> {
  const due = await db.prisma.$queryRaw<{ shop: string; id: string }[]>`
    SELECT p.shop, p.id FROM "Pickup" p JOIN "Shop" s USING (shop)
     WHERE p.state = 'ready' AND s."uninstalledAt" IS NULL
       AND p."readyAt" < ${new Date(now)}::timestamptz - s."pickupExpiresAfterDays" * interval '1 day'
     ORDER BY p."readyAt" LIMIT 500`;
  let expired = 0;
  for (const { shop, id } of due)
    if (await expire(db, stored<ShopDomain>(shop), stored<PickupId>(id), now)) expired++;
  return expired;
}

async function expire(db: Db, shop: ShopDomain, id: PickupId, now: Millis): Promise<boolean> {
  return db.transact(async (tx) => {
    const pickup = await lockPickup(tx, shop, id);
    if (pickup?.state !== "ready") return false;
    await changePickup(tx, shop, pickup, { act: "expire", actor: "sambung", at: now });
    return true;
  });
}

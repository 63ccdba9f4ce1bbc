import type { Db } from "../../db/open-database.server.ts";
import type { LocationId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { localPickup } from "./location-form.ts";
import type { LocalPickup } from "./location-form.ts";

/** Native pickup as the merchant wants it; null when Shopify has it so. */
export async function readPickupWanted(
  db: Db,
  shop: ShopDomain,
  locationId: LocationId,
): Promise<LocalPickup | null> {
  const row = await db.prisma.locationSettings.findUnique({
    where: { shop_locationId: { shop, locationId } },
    select: { pickupWanted: true },
  });
  return localPickup.safeParse(row?.pickupWanted).data ?? null;
}

/**
 * Shopify has native pickup as `wanted` says. False when the merchant wants something else by now: then there is more to tell.
 */
export async function recordLocalPickup(
  db: Db,
  shop: ShopDomain,
  locationId: LocationId,
  wanted: LocalPickup,
  now: Millis,
): Promise<boolean> {
  return db.transact(async (tx) => {
    const settled = await tx.$executeRaw`
      UPDATE "LocationSettings" SET "pickupWanted" = NULL
       WHERE shop = ${shop} AND "locationId" = ${locationId} AND "pickupWanted" = ${JSON.stringify(wanted)}::jsonb`;
    await tx.location.updateMany({
      where: { shop, id: locationId },
      data: wanted.enabled
        ? { pickupTime: wanted.pickupTime, pickupInstructions: wanted.instructions }
        : { pickupTime: null },
    });
    await tx.auditLog.create({
      data: {
        shop,
        at: new Date(now),
        actor: "sambung",
        act: wanted.enabled ? "location.pickup-enabled" : "location.pickup-disabled",
        subject: locationId,
      },
    });
    await tx.$executeRaw`SELECT pg_notify('availability', ${JSON.stringify({ shop })})::text`;
    return settled > 0;
  });
}

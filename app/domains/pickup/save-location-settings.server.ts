import { stateIntents } from "../../db/outbox.server.ts";
import type { Db, Tx } from "../../db/open-database.server.ts";
import type { LocationId, ShopDomain } from "../kernel/ids.ts";
import type { Outcome } from "../kernel/outcome.ts";
import { done, refused } from "../kernel/outcome.ts";
import type { Millis } from "../kernel/time.ts";
import type { LocalPickup, LocationForm } from "./location-form.ts";

/**
 * Keeps what the merchant stated of a location. Where native pickup is to be another than Shopify's, a job tells Shopify;
 * until then the page shows both.
 */
export async function saveLocationSettings(
  db: Db,
  shop: ShopDomain,
  request: { locationId: LocationId; form: LocationForm; actor: string },
  now: Millis,
): Promise<Outcome<undefined, "unknown-location">> {
  const { locationId, form, actor } = request;
  const at = new Date(now);
  return db.transact(async (tx) => {
    const location = await tx.location.findUnique({
      where: { shop_id: { shop, id: locationId } },
    });
    if (!location || location.deletedAt) return refused("unknown-location");
    await writeSettings(tx, shop, locationId, form, at);
    if (!isShopifys(form.pickup, location)) {
      await tx.$executeRaw`UPDATE "LocationSettings" SET "pickupWanted" = ${JSON.stringify(form.pickup)}::jsonb
                            WHERE shop = ${shop} AND "locationId" = ${locationId}`;
      await stateIntents(tx, shop, [
        {
          kind: "shopify.set-local-pickup",
          key: `${locationId}:${at.toISOString()}`,
          payload: { locationId },
          notBefore: at,
        },
      ]);
    }
    await tx.auditLog.create({
      data: { shop, at, actor, act: "location.settings-saved", subject: locationId },
    });
    await tx.$executeRaw`SELECT pg_notify('availability', ${JSON.stringify({ shop })})::text`;
    return done();
  });
}

async function writeSettings(
  tx: Tx,
  shop: ShopDomain,
  locationId: LocationId,
  form: LocationForm,
  updatedAt: Date,
): Promise<void> {
  const data = {
    timeZone: form.timeZone,
    openingHours: { ...form.openingHours },
    closures: form.closures.map((closure) => ({ ...closure })),
    preparationMinutes: form.preparationMinutes,
    cutOff: form.cutOff,
    buffer: form.buffer,
    transferDays: form.transferDays,
    updatedAt,
  };
  await tx.locationSettings.upsert({
    where: { shop_locationId: { shop, locationId } },
    create: { shop, locationId, ...data },
    update: data,
  });
  // what was wanted before is superseded, also by going back to what Shopify has
  await tx.$executeRaw`UPDATE "LocationSettings" SET "pickupWanted" = NULL
                        WHERE shop = ${shop} AND "locationId" = ${locationId}`;
}

/** Whether Shopify, as we last knew it, has native pickup just so. */
export function isShopifys(
  wanted: LocalPickup,
  location: { pickupTime: string | null; pickupInstructions: string },
): boolean {
  if (!wanted.enabled) return location.pickupTime === null;
  return (
    location.pickupTime === wanted.pickupTime && location.pickupInstructions === wanted.instructions
  );
}

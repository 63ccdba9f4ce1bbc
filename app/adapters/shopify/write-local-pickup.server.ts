import type { LocationId, ShopDomain } from "../../domains/kernel/ids.ts";
import { gid } from "../../domains/kernel/ids.ts";
import type { Outcome } from "../../domains/kernel/outcome.ts";
import { done, refused } from "../../domains/kernel/outcome.ts";
import type { LocalPickup } from "../../domains/pickup/location-form.ts";
import type { AskAdmin } from "./admin-client.server.ts";
import {
  DISABLE_LOCAL_PICKUP,
  ENABLE_LOCAL_PICKUP,
  READ_LOCAL_PICKUP,
} from "./operations/local-pickup.ts";

/**
 * Makes Shopify's local pickup at the location as wanted: reads it first, so that what is so already is not written again.
 * Refused with Shopify's code or words.
 */
export async function writeLocalPickup(
  askAdmin: AskAdmin,
  shop: ShopDomain,
  id: LocationId,
  wanted: LocalPickup,
): Promise<Outcome> {
  const locationId = gid("Location", id);
  const { location } = await askAdmin(shop, READ_LOCAL_PICKUP, { locationId });
  if (!location) return refused("ACTIVE_LOCATION_NOT_FOUND");
  const now = location.localPickupSettingsV2;
  if (!wanted.enabled) {
    if (!now) return done();
    const answer = await askAdmin(shop, DISABLE_LOCAL_PICKUP, { locationId });
    return outcomeOf(answer.locationLocalPickupDisable);
  }
  const { pickupTime, instructions } = wanted;
  if (now?.pickupTime === pickupTime && now.instructions === instructions) return done();
  const settings = { locationId, pickupTime, instructions };
  const answer = await askAdmin(shop, ENABLE_LOCAL_PICKUP, { settings });
  return outcomeOf(answer.locationLocalPickupEnable);
}

function outcomeOf(
  payload: { userErrors: { code: string | null; message: string }[] } | null,
): Outcome {
  const [error] = payload?.userErrors ?? [];
  return error ? refused(error.code ?? error.message) : done();
}

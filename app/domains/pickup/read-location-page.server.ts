import type { Db } from "../../db/open-database.server.ts";
import type { LocationId, ShopDomain } from "../kernel/ids.ts";
import { localPickup, PICKUP_TIMES } from "./location-form.ts";
import type { LocalPickup, LocationForm } from "./location-form.ts";
import { readLocationSettings } from "./read-location-settings.server.ts";

export interface LocationPage {
  id: string;
  name: string;
  address: string;
  isActive: boolean;
  /** false: the form shows defaults that nobody has confirmed */
  isStated: boolean;
  form: LocationForm;
  /** native pickup is not at Shopify as it was saved: on its way, or refused for a reason */
  telling: { standing: "on-its-way" } | { standing: "refused"; reason: string } | null;
}

export async function readLocationPage(
  db: Db,
  shop: ShopDomain,
  id: LocationId,
): Promise<LocationPage | null> {
  const location = await db.prisma.location.findUnique({ where: { shop_id: { shop, id } } });
  if (!location || location.deletedAt) return null;
  const { isStated, ...settings } = await readLocationSettings(db.prisma, shop, id);
  const row = await db.prisma.locationSettings.findUnique({
    where: { shop_locationId: { shop, locationId: id } },
    select: { pickupWanted: true },
  });
  const wanted = localPickup.safeParse(row?.pickupWanted).data ?? null;
  return {
    id,
    name: location.name,
    address: [location.address1, `${location.city} ${location.zip}`.trim()]
      .filter(Boolean)
      .join(", "),
    isActive: location.isActive,
    isStated,
    form: { ...settings, pickup: wanted ?? shopifysPickup(location) },
    telling: wanted ? await readTelling(db, shop, id) : null,
  };
}

function shopifysPickup(location: {
  pickupTime: string | null;
  pickupInstructions: string;
}): LocalPickup {
  return {
    enabled: location.pickupTime !== null,
    pickupTime: PICKUP_TIMES.find((time) => time === location.pickupTime) ?? "TWO_HOURS",
    instructions: location.pickupInstructions,
  };
}

async function readTelling(
  db: Db,
  shop: ShopDomain,
  id: LocationId,
): Promise<LocationPage["telling"]> {
  const latest = await db.prisma.outbox.findFirst({
    where: { shop, kind: "shopify.set-local-pickup", key: { startsWith: `${id}:` } },
    orderBy: { id: "desc" },
  });
  return latest?.status === "failed"
    ? { standing: "refused", reason: latest.reason ?? "" }
    : { standing: "on-its-way" };
}

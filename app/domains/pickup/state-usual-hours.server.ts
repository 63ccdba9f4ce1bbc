import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { defaultSettings } from "./location-settings.ts";
import { NEVER_OPEN } from "./opening-hours.ts";
import type { Interval, WeeklyHours } from "./opening-hours.ts";

const NINE_TO_FIVE: Interval[] = [["09:00", "17:00"]];

/** A start that the merchant asks for by a press and then corrects; we never assume it. */
export const USUAL_HOURS: WeeklyHours = {
  ...NEVER_OPEN,
  mon: NINE_TO_FIVE,
  tue: NINE_TO_FIVE,
  wed: NINE_TO_FIVE,
  thu: NINE_TO_FIVE,
  fri: NINE_TO_FIVE,
  sat: NINE_TO_FIVE,
};

/** States the usual hours for every active location with pickup of which nothing was stated. Returns how many. */
export async function stateUsualHours(
  db: Db,
  shop: ShopDomain,
  actor: string,
  now: Millis,
): Promise<number> {
  const at = new Date(now);
  return db.transact(async (tx) => {
    const installed = await tx.shop.findUniqueOrThrow({ where: { shop } });
    const stated = await tx.locationSettings.findMany({ where: { shop } });
    const known = stated.map((row) => row.locationId);
    const silent = await tx.location.findMany({
      where: {
        shop,
        deletedAt: null,
        isActive: true,
        pickupTime: { not: null },
        id: { notIn: known },
      },
    });
    const { count } = await tx.locationSettings.createMany({
      data: silent.map((location) => {
        const { timeZone, preparationMinutes } = defaultSettings({
          ...location,
          shopTimeZone: installed.timeZone,
        });
        const openingHours = { ...USUAL_HOURS };
        return {
          shop,
          locationId: location.id,
          timeZone,
          preparationMinutes,
          openingHours,
          updatedAt: at,
        };
      }),
      skipDuplicates: true,
    });
    await tx.auditLog.create({
      data: {
        shop,
        at,
        actor,
        act: "location.usual-hours-stated",
        subject: shop,
        detail: { count },
      },
    });
    await tx.$executeRaw`SELECT pg_notify('availability', ${JSON.stringify({ shop })})::text`;
    return count;
  });
}

import { z } from "zod";
import type { Db } from "../../db/open-database.server.ts";
import type { PickupId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { actsOf } from "./pickup.ts";
import type { StaffAct } from "./pickup.ts";
import { readLocationSettings } from "./read-location-settings.server.ts";
import { readPickup } from "./read-pickup.server.ts";
import type { PickupView } from "./read-pickup.server.ts";
import { whoIs } from "./staff-request.ts";
import type { Who } from "./staff-request.ts";

export interface PickupStory {
  now: Millis;
  pickup: PickupView;
  acts: StaffAct[];
  timeZone: string;
  /** the story, newest first */
  events: StoryEvent[];
}

export interface StoryEvent {
  id: string;
  at: Millis;
  who: Who;
  kind: string;
  to: string | null;
  detail: Record<string, string | number | null>;
}

/** All that we know of one pickup; null when this shop has no such pickup. */
export async function readPickupStory(
  db: Db,
  shop: ShopDomain,
  pickupId: PickupId,
  /** "staff:<user id>": their own acts are told as theirs */
  reader: string,
  now: Millis,
): Promise<PickupStory | null> {
  const pickup = await readPickup(db.prisma, shop, pickupId);
  if (!pickup) return null;
  const events = await db.prisma.pickupEvent.findMany({
    where: { shop, pickupId },
    orderBy: { id: "desc" },
  });
  const timeZone =
    pickup.locationId === null
      ? "UTC"
      : (await readLocationSettings(db.prisma, shop, pickup.locationId)).timeZone;
  return {
    now,
    pickup,
    acts: actsOf(pickup),
    timeZone,
    events: events.map((event) => ({
      id: String(event.id),
      at: event.at.getTime(),
      who: whoIs(event.actor, reader),
      kind: event.kind,
      to: event.to,
      detail: detail.catch({}).parse(event.detail),
    })),
  };
}

const detail = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

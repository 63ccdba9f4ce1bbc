import type { Db } from "../../db/open-database.server.ts";
import type { PickupId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { tellBoards } from "./change-pickup.server.ts";
import { lockPickup } from "./lock-pickup.server.ts";
import type { PickupState } from "./pickup.ts";

/** What we tell Shopify of. */
export type ToldAct = "mark-ready" | "hand-over";

/** The states in which telling Shopify still makes sense. */
const TOLD_IN: Record<ToldAct, readonly PickupState[]> = {
  "mark-ready": ["ready", "expired"],
  "hand-over": ["collected"],
};

export function isToTell(act: ToldAct, state: PickupState): boolean {
  return TOLD_IN[act].includes(state);
}

/** Shopify knows it now (it took it from us, or somebody had done it there first). Safe to repeat. */
export async function recordTold(
  db: Db,
  shop: ShopDomain,
  pickupId: PickupId,
  act: ToldAct,
  now: Millis,
): Promise<void> {
  await db.transact(async (tx) => {
    const pickup = await lockPickup(tx, shop, pickupId);
    if (!pickup) return;
    const same = { shop, pickupId, kind: "shopify-told", to: act };
    const last = await tx.pickupEvent.findFirst({ where: same, orderBy: { id: "desc" } });
    if (last && last.at.getTime() >= (pickup.readyAt?.getTime() ?? 0)) return;
    await tx.pickupEvent.create({ data: { ...same, at: new Date(now), actor: "sambung" } });
    await tx.pickup.updateMany({
      where: { shop, id: pickupId, refusedAct: act },
      data: { refusedAct: null, refusedReason: null, refusedAt: null },
    });
    await tellBoards(tx, shop, pickup);
  });
}

/** Shopify refused, or could not be reached for some time: the board shows it until it is settled. */
export async function recordRefusal(
  db: Db,
  shop: ShopDomain,
  pickupId: PickupId,
  act: ToldAct,
  reason: string,
  now: Millis,
): Promise<void> {
  await db.transact(async (tx) => {
    const pickup = await lockPickup(tx, shop, pickupId);
    if (!pickup || !isToTell(act, pickup.state)) return;
    const refusedReason = reason.slice(0, LONGEST_REASON);
    const { count } = await tx.pickup.updateMany({
      where: {
        shop,
        id: pickupId,
        OR: [{ refusedAct: null }, { NOT: { refusedAct: act, refusedReason } }],
      },
      data: { refusedAct: act, refusedReason, refusedAt: new Date(now) },
    });
    if (count === 0) return;
    await tx.pickupEvent.create({
      data: {
        shop,
        pickupId,
        at: new Date(now),
        actor: "shopify",
        kind: "shopify-refused",
        to: act,
        detail: { reason: refusedReason },
      },
    });
    await tellBoards(tx, shop, pickup);
  });
}

const LONGEST_REASON = 300;

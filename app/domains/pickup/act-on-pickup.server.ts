import type { Db, Tx } from "../../db/open-database.server.ts";
import type { PickupId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { changePickup } from "./change-pickup.server.ts";
import type { Deed, LockedPickup } from "./change-pickup.server.ts";
import { lockPickup } from "./lock-pickup.server.ts";
import { stateAfter, TRANSITIONS } from "./pickup.ts";
import type { PickupState, StaffAct } from "./pickup.ts";

export interface StaffRequest {
  pickupId: PickupId;
  /** "staff:<user id>" */
  actor: string;
  /** the version of the pickup that this person looked at */
  seenVersion: number;
}

/** already-done: someone was first with the same · changed: it is not any more what this person looked at */
export type ActRefusal = "unknown-pickup" | "already-done" | "changed" | "not-allowed";

export type ActOutcome =
  | { ok: true; state: PickupState; version: number }
  | {
      ok: false;
      reason: ActRefusal;
      /** what happened to it last, and through whom */
      latest: { kind: string; actor: string; at: Millis } | null;
    };

/**
 * One act of staff in one transaction with the row locked. Two people who press at once: the first succeeds, the second is told
 * who was first.
 */
export async function actOnPickup(
  db: Db,
  shop: ShopDomain,
  act: Exclude<StaffAct, "hand-over">,
  request: StaffRequest,
  now: Millis,
  more: Pick<Deed, "problem"> = {},
): Promise<ActOutcome> {
  return db.transact(async (tx) => {
    const pickup = await lockPickup(tx, shop, request.pickupId);
    if (!pickup) return { ok: false, reason: "unknown-pickup", latest: null };
    const refusal = whyNot(pickup, act, request.seenVersion);
    if (refusal) {
      const latest = await latestEvent(tx, shop, pickup.id);
      return { ok: false, reason: refusal, latest };
    }
    const { actor } = request;
    const changed = await changePickup(tx, shop, pickup, { act, actor, at: now, ...more });
    return { ok: true, state: changed.state, version: changed.version };
  });
}

function whyNot(pickup: LockedPickup, act: StaffAct, seenVersion: number): ActRefusal | null {
  if (pickup.version !== seenVersion) return isAlready(pickup, act) ? "already-done" : "changed";
  return stateAfter(pickup, act) === null ? "not-allowed" : null;
}

function isAlready(pickup: LockedPickup, act: StaffAct): boolean {
  const results: readonly PickupState[] = TRANSITIONS[act].to;
  return results.includes(pickup.state);
}

export async function latestEvent(
  tx: Tx,
  shop: ShopDomain,
  pickupId: PickupId,
): Promise<{ kind: string; actor: string; at: Millis } | null> {
  const event = await tx.pickupEvent.findFirst({
    where: { shop, pickupId, from: { not: null } },
    orderBy: { id: "desc" },
    select: { kind: true, actor: true, at: true },
  });
  return event && { ...event, at: event.at.getTime() };
}

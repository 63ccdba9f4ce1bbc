import { stateIntents } from "../../db/outbox.server.ts";
import type { Intent } from "../../db/outbox.server.ts";
import type { Tx } from "../../db/open-database.server.ts";
import type { LocationId, PickupId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import type { PartStanding } from "./order-snapshot.ts";
import { stateAfter, TRANSITIONS } from "./pickup.ts";
import type { Act, PickupState } from "./pickup.ts";

/** What of a locked row an act needs. */
export interface LockedPickup {
  id: PickupId;
  orderId: string;
  state: PickupState;
  stateBefore: PickupState | null;
  version: number;
  locationId: LocationId | null;
  problemReason: string | null;
  codeHash: string | null;
  readyAt: Date | null;
  round: number;
  /** in the last snapshot that we applied */
  shopifySays: PartStanding;
}

export interface Deed {
  act: Act;
  /** "staff:<user id>" | "shopify" | "sambung" */
  actor: string;
  at: Millis;
  problem?: { reason: string; note: string | null };
  detail?: Record<string, string | number | null>;
}

/**
 * Does one act on a pickup that this transaction has locked: the row, the story, what must happen outside, and the news for
 * open boards. Returns the pickup as it then stands. Throws when the table does not allow the act: ask `stateAfter` first.
 */
export async function changePickup(
  tx: Tx,
  shop: ShopDomain,
  pickup: LockedPickup,
  deed: Deed,
): Promise<LockedPickup> {
  const to = stateAfter(pickup, deed.act);
  if (to === null) throw new Error(`${deed.act} is not allowed from ${pickup.state}`);
  const at = new Date(deed.at);
  const data = {
    state: to,
    version: pickup.version + 1,
    stateBefore: to === "problem" ? pickup.state : null,
    problemReason: to === "problem" ? (deed.problem?.reason ?? "other") : null,
    problemNote: to === "problem" ? (deed.problem?.note ?? null) : null,
    refusedAct: null,
    refusedReason: null,
    refusedAt: null,
    readyAt: readyAt(pickup, deed, to),
    ...(to === "collected"
      ? { collectedAt: at, closedAt: at, codeHash: null, usedCodeHash: pickup.codeHash }
      : {}),
    ...(to === "cancelled" ? { closedAt: at, codeHash: null } : {}),
  };
  await tx.pickup.update({ where: { shop_id: { shop, id: pickup.id } }, data });
  await tx.pickupEvent.create({
    data: {
      shop,
      pickupId: pickup.id,
      at,
      actor: deed.actor,
      kind: deed.act,
      from: pickup.state,
      to,
      detail: { ...deed.detail, ...deed.problem },
    },
  });
  const changed = { ...pickup, ...data };
  await stateIntents(tx, shop, intentsOf(changed, deed));
  await tellBoards(tx, shop, changed);
  return changed;
}

/** Open boards hear of it after commit, on every node. */
export async function tellBoards(
  tx: Tx,
  shop: ShopDomain,
  pickup: Pick<LockedPickup, "id" | "locationId">,
): Promise<void> {
  const news = JSON.stringify({ shop, pickup: pickup.id, location: pickup.locationId });
  await tx.$executeRaw`SELECT pg_notify('pickups', ${news})`;
}

/** A pickup that is reopened lies ready anew; one whose problem was solved has been ready all along. */
function readyAt(pickup: LockedPickup, deed: Deed, to: PickupState): Date | null {
  if (to === "new" || to === "picking") return null;
  if (to !== "ready") return pickup.readyAt;
  return deed.act === "resume" || deed.act === "follow-released"
    ? (pickup.readyAt ?? new Date(deed.at))
    : new Date(deed.at);
}

/** Shopify is told of what our staff did (its job reads first); the shopper is mailed once, however often it becomes ready. */
function intentsOf(pickup: LockedPickup, deed: Deed): Intent[] {
  const intent = { payload: { pickupId: pickup.id }, notBefore: new Date(deed.at) };
  const isStaffs = TRANSITIONS[deed.act].by === "staff";
  const intents: Intent[] = [];
  if (pickup.state === "ready")
    intents.push({ kind: "mail.pickup-ready", key: pickup.id, ...intent });
  if (pickup.state === "ready" && isStaffs)
    intents.push({ kind: "shopify.mark-ready", key: `${pickup.id}:${pickup.version}`, ...intent });
  if (pickup.state === "collected" && isStaffs)
    intents.push({ kind: "shopify.hand-over", key: `${pickup.id}:${pickup.version}`, ...intent });
  return intents;
}

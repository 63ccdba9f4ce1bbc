import type { Db, Tx } from "../../db/open-database.server.ts";
import type { LocationId, PickupId, ShopDomain } from "../kernel/ids.ts";
import { stored } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { changePickup } from "./change-pickup.server.ts";
import type { LockedPickup } from "./change-pickup.server.ts";
import { isLocked, PICKUP_FAILURES, PICKUP_LOCK } from "./code-limits.ts";
import { codeIn } from "./code-text.ts";
import { codeHash, isSameCode, pickupCode } from "./code.server.ts";
import { countFailure, lockCodeWindows, lockedUntil } from "./code-windows.server.ts";
import { lockPickup } from "./lock-pickup.server.ts";
import { readPickup } from "./read-pickup.server.ts";
import type { PickupView } from "./read-pickup.server.ts";
import type { CodeRefusal } from "./staff-request.ts";

export interface CodeDeps {
  db: Db;
  /** services.config.encryptionKey */
  encryptionKey: Buffer;
}

export interface CodeRequest {
  /** as it was typed or scanned */
  text: string;
  /** "staff:<user id>" */
  actor: string;
  /** the location whose board this is; null: any of the shop's */
  locationId: LocationId | null;
  /** when the code was asked for from one pickup's card */
  pickupId?: PickupId;
}

export type CodeOutcome<Value> = { ok: true; value: Value } | ({ ok: false } & CodeRefusal);

/** Whose pickup the code opens, so that staff can look before they hand over. Wrong codes are counted. */
export async function findByCode(
  deps: CodeDeps,
  shop: ShopDomain,
  request: CodeRequest,
  now: Millis,
): Promise<CodeOutcome<PickupView>> {
  return withCode(deps, shop, request, now, async (tx, pickup) => {
    const view = await readPickup(tx, shop, pickup.id);
    if (!view) throw new Error("a locked pickup vanished");
    return view;
  });
}

/**
 * Hands over: the code is checked again and used up, and Shopify will be told; the shopper need not wait for that.
 * Two people who hand over with the same code at once: one succeeds, the other is told when it was used.
 */
export async function handOver(
  deps: CodeDeps,
  shop: ShopDomain,
  request: CodeRequest,
  now: Millis,
): Promise<CodeOutcome<{ pickupId: PickupId }>> {
  return withCode(deps, shop, request, now, async (tx, pickup) => {
    const { actor } = request;
    await changePickup(tx, shop, pickup, { act: "hand-over", actor, at: now });
    await tx.auditLog.create({
      data: { shop, at: new Date(now), actor, act: "pickup.handed-over", subject: pickup.id },
    });
    return { pickupId: pickup.id };
  });
}

async function withCode<Value>(
  { db, encryptionKey }: CodeDeps,
  shop: ShopDomain,
  request: CodeRequest,
  now: Millis,
  use: (tx: Tx, pickup: LockedPickup) => Promise<Value>,
): Promise<CodeOutcome<Value>> {
  const code = codeIn(request.text);
  if (code === null) return { ok: false, reason: "not-a-code" };
  return db.transact(async (tx) => {
    const windows = await lockCodeWindows(tx, shop, request.actor, request.locationId, now);
    const until = lockedUntil(windows, now) ?? (await namedPickupLock(tx, shop, request, now));
    if (until !== null) return { ok: false, reason: "locked", until };
    const found = await pickupOfCode(tx, encryptionKey, shop, code);
    if (!found.pickup) {
      const usedAt = found.hash && (await whenUsed(tx, shop, found.hash));
      if (usedAt) return { ok: false, reason: "used", at: usedAt };
      await countFailure(tx, shop, windows, now);
      await countNamedFailure(tx, shop, request, now);
      return { ok: false, reason: "wrong-code" };
    }
    const refusal = await whyNot(tx, shop, found.pickup, request);
    if (refusal) return { ok: false, ...refusal };
    return { ok: true, value: await use(tx, found.pickup) };
  });
}

/** Found by the keyed hash, then compared with the derived code itself in constant time. */
async function pickupOfCode(tx: Tx, key: Buffer, shop: ShopDomain, code: string) {
  const hash = codeHash(key, shop, code);
  const row = await tx.pickup.findUnique({
    where: { shop_codeHash: { shop, codeHash: hash } },
    select: { id: true, generation: true },
  });
  if (!row) return { hash, pickup: null };
  const id = stored<PickupId>(row.id);
  if (!isSameCode(key, shop, pickupCode(key, shop, id, row.generation), code))
    return { hash, pickup: null };
  const pickup = await lockPickup(tx, shop, id);
  // whoever held the lock before us may have used the code
  return { hash, pickup: pickup?.codeHash === hash ? pickup : null };
}

async function whenUsed(tx: Tx, shop: ShopDomain, hash: string): Promise<Millis | null> {
  const used = await tx.pickup.findFirst({
    where: { shop, usedCodeHash: hash },
    orderBy: { collectedAt: "desc" },
    select: { collectedAt: true },
  });
  return used?.collectedAt?.getTime() ?? null;
}

async function whyNot(
  tx: Tx,
  shop: ShopDomain,
  pickup: LockedPickup,
  request: CodeRequest,
): Promise<CodeRefusal | null> {
  if (request.pickupId !== undefined && request.pickupId !== pickup.id)
    return { reason: "other-pickup" };
  if (request.locationId !== null && request.locationId !== pickup.locationId) {
    const view = await readPickup(tx, shop, pickup.id);
    return { reason: "other-location", locationName: view?.locationName ?? "" };
  }
  return pickup.state === "ready" ? null : { reason: "not-ready", state: pickup.state };
}

async function namedPickupLock(
  tx: Tx,
  shop: ShopDomain,
  { pickupId }: CodeRequest,
  now: Millis,
): Promise<Millis | null> {
  if (pickupId === undefined) return null;
  const row = await tx.pickup.findUnique({
    where: { shop_id: { shop, id: pickupId } },
    select: { codeLockedUntil: true },
  });
  const until = row?.codeLockedUntil?.getTime() ?? null;
  return isLocked(until, now) ? until : null;
}

async function countNamedFailure(
  tx: Tx,
  shop: ShopDomain,
  { pickupId }: CodeRequest,
  now: Millis,
): Promise<void> {
  if (pickupId === undefined) return;
  await tx.$executeRaw`
    UPDATE "Pickup"
       SET "codeFailures" = ("codeFailures" + 1) % ${PICKUP_FAILURES},
           "codeLockedUntil" = CASE WHEN "codeFailures" + 1 >= ${PICKUP_FAILURES}
                                    THEN ${new Date(now + PICKUP_LOCK)}::timestamptz ELSE "codeLockedUntil" END
     WHERE shop = ${shop} AND id = ${pickupId}`;
}

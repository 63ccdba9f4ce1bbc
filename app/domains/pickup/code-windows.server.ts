import type { Tx } from "../../db/open-database.server.ts";
import type { LocationId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { afterFailure, isLocked, LOCATION_LIMIT, STAFF_LIMIT } from "./code-limits.ts";
import type { CodeLimit, CodeWindow } from "./code-limits.ts";

export interface LockedWindow extends CodeWindow {
  subject: string;
  limit: CodeLimit;
}

/**
 * The windows of the person and of the location, locked: whoever tries codes there at the same moment waits, so that parallel
 * guesses are counted one by one.
 */
export async function lockCodeWindows(
  tx: Tx,
  shop: ShopDomain,
  actor: string,
  locationId: LocationId | null,
  now: Millis,
): Promise<LockedWindow[]> {
  const subjects = [
    ...(locationId === null ? [] : [{ subject: `location:${locationId}`, limit: LOCATION_LIMIT }]),
    { subject: actor, limit: STAFF_LIMIT },
  ];
  await tx.pickupCodeWindow.createMany({
    data: subjects.map(({ subject }) => ({ shop, subject, startedAt: new Date(now) })),
    skipDuplicates: true,
  });
  const windows: LockedWindow[] = [];
  for (const { subject, limit } of subjects) {
    const [row] = await tx.$queryRaw<
      { startedAt: Date; failures: number; lockedUntil: Date | null }[]
    >`SELECT "startedAt", failures, "lockedUntil" FROM "PickupCodeWindow"
       WHERE shop = ${shop} AND subject = ${subject} FOR UPDATE`;
    if (!row) throw new Error("a code window vanished");
    windows.push({
      subject,
      limit,
      startedAt: row.startedAt.getTime(),
      failures: row.failures,
      lockedUntil: row.lockedUntil?.getTime() ?? null,
    });
  }
  return windows;
}

/** Until when no code is looked at, or null. */
export function lockedUntil(windows: LockedWindow[], now: Millis): Millis | null {
  const locks = windows.flatMap((one) =>
    one.lockedUntil !== null && isLocked(one.lockedUntil, now) ? [one.lockedUntil] : [],
  );
  return locks.length === 0 ? null : Math.max(...locks);
}

export async function countFailure(
  tx: Tx,
  shop: ShopDomain,
  windows: LockedWindow[],
  now: Millis,
): Promise<void> {
  for (const window of windows) {
    const after = afterFailure(window, window.limit, now);
    await tx.pickupCodeWindow.update({
      where: { shop_subject: { shop, subject: window.subject } },
      data: {
        startedAt: new Date(after.startedAt),
        failures: after.failures,
        lockedUntil: after.lockedUntil === null ? null : new Date(after.lockedUntil),
      },
    });
  }
}

import type { Millis } from "../kernel/time.ts";
import { minutes } from "../kernel/time.ts";

/** How many wrong codes are looked at within one window, and how long nothing is looked at after that. */
export interface CodeLimit {
  failures: number;
  window: Millis;
  lockFor: Millis;
}

/** One in 1.9e8 codes is right: ten guesses in a quarter of an hour find nothing, and ten slips of the finger are plenty. */
export const STAFF_LIMIT: CodeLimit = {
  failures: 10,
  window: minutes(15),
  lockFor: minutes(15),
};
/** All who work at one location together. */
export const LOCATION_LIMIT: CodeLimit = { ...STAFF_LIMIT, failures: 30 };
/** Wrong codes against one named pickup. */
export const PICKUP_FAILURES = 5;
export const PICKUP_LOCK = minutes(15);

export interface CodeWindow {
  startedAt: Millis;
  failures: number;
  lockedUntil: Millis | null;
}

export function isLocked(lockedUntil: Millis | null, now: Millis): boolean {
  return lockedUntil !== null && now < lockedUntil;
}

/** The window after one more wrong code. */
export function afterFailure(window: CodeWindow, limit: CodeLimit, now: Millis): CodeWindow {
  const isOver = now - window.startedAt >= limit.window;
  const failures = isOver ? 1 : window.failures + 1;
  return {
    startedAt: isOver ? now : window.startedAt,
    failures,
    lockedUntil: failures >= limit.failures ? now + limit.lockFor : window.lockedUntil,
  };
}

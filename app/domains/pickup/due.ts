import type { Millis } from "../kernel/time.ts";
import { minutes } from "../kernel/time.ts";
import type { PickupState } from "./pickup.ts";

/** How near the promise is: what the board's colour and words say. */
export type Due =
  | { kind: "late" | "soon" | "later"; minutes: number }
  /** nothing was promised, or it has been kept */
  | { kind: "none" };

/** The last half hour is amber. */
const SOON = minutes(30);

/** Only what still has to be prepared is due. Minutes are rounded so that "0 minutes late" is never said. */
export function due(pickup: { state: PickupState; promisedAt: Millis | null }, now: Millis): Due {
  const isWaiting = pickup.state === "new" || pickup.state === "picking";
  if (pickup.promisedAt === null || !isWaiting) return { kind: "none" };
  const left = pickup.promisedAt - now;
  if (left < 0) return { kind: "late", minutes: Math.ceil(-left / minutes(1)) };
  return { kind: left <= SOON ? "soon" : "later", minutes: Math.ceil(left / minutes(1)) };
}

import type { SimClock } from "#test/simulator/clock.ts";
import type { ShopInfo } from "#test/simulator/state.ts";

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/** points per second by plan (docs: rate limits); the bucket holds twenty seconds of them */
const restoreRates: Record<ShopInfo["plan"], number> = { basic: 100, advanced: 200, plus: 1_000 };
const bucketSeconds = 20;

export interface Throttle {
  status(): ThrottleStatus;
  /** false: THROTTLED, nothing was taken */
  take(cost: number): boolean;
  giveBack(cost: number): void;
  /** for tests: as if the app had spent so much */
  spend(cost: number): void;
}

/** Shopify's leaky bucket per app and shop, leaking on the simulated clock. */
export function createThrottle(clock: SimClock, plan: () => ShopInfo["plan"]): Throttle {
  let used = 0;
  let at = clock.now();
  const rate = () => restoreRates[plan()];
  const leak = () => {
    used = Math.max(0, used - ((clock.now() - at) / 1_000) * rate());
    at = clock.now();
  };
  const status = () => {
    leak();
    const maximumAvailable = rate() * bucketSeconds;
    return {
      maximumAvailable,
      currentlyAvailable: Math.max(0, Math.floor(maximumAvailable - used)),
      restoreRate: rate(),
    };
  };
  return {
    status,
    take(cost) {
      if (status().currentlyAvailable < cost) return false;
      used += cost;
      return true;
    },
    giveBack(cost) {
      leak();
      used = Math.max(0, used - cost);
    },
    spend(cost) {
      leak();
      used += cost;
    },
  };
}

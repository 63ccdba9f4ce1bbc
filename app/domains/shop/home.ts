import type { Millis } from "../kernel/time.ts";
import type { Freshness } from "./freshness.ts";
import type { Kind, PartReason, PartStatus, Purpose, RunStatus } from "./sync-run.ts";

/** What the home page shows, in its shape. Times are milliseconds. */
export interface Home {
  now: Millis;
  shopName: string;
  /** where the merchant's own storefront and theme editor are */
  shopDomain: string;
  /** onboarding: the first import has not been completed yet */
  isOnboarding: boolean;
  /** the run under way, or the last one when it failed */
  run: HomeRun | null;
  kinds: HomeKind[];
  lastCheckAt: Millis | null;
  setup: { hasOpeningHours: boolean; hasPickupLocation: boolean; hasHadOrder: boolean };
  exports: HomeExport[];
}

export interface HomeRun {
  purpose: Purpose;
  status: RunStatus;
  /** 0…1 */
  share: number;
  timeLeft: Millis | null;
  parts: HomePart[];
}

export interface HomePart {
  kind: Kind;
  status: PartStatus;
  share: number;
  rowsRead: number;
  rowsTotal: number | null;
  reason: PartReason | null;
}

export interface HomeKind {
  kind: Kind;
  freshness: Freshness;
  /** how many we hold; null: not counted */
  count: number | null;
  driftFound: number;
  driftRepaired: number;
}

/** A customer asked what is stored; the merchant must hand it over. */
export interface HomeExport {
  id: string;
  customerId: string;
  requestedAt: Millis;
  collectedAt: Millis | null;
}

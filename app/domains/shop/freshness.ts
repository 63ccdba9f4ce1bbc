import type { Millis } from "../kernel/time.ts";
import { minutes, seconds } from "../kernel/time.ts";
import type { Kind } from "./sync-run.ts";

/** Why our copy of a kind may not be Shopify's. */
export type BehindReason =
  | "news-waiting" // deliveries that we have not taken yet
  | "news-failed" // deliveries that we could not make sense of, not made up for by a check since
  | "check-overdue"
  | "check-failed"
  | "not-connected"; // the app is uninstalled, or Shopify does not take our token

export interface FreshnessFacts {
  /** the latest moment at which our copy was Shopify's; null: never */
  inStepAt: Millis | null;
  /** when the last check that succeeded asked */
  reconciledAt: Millis | null;
  /** when the oldest delivery that still waits came */
  oldestWaitingAt: Millis | null;
  waiting: number;
  /** deliveries that failed since the last check */
  failed: number;
  /** why the latest check of this kind failed; null: it did not */
  lastError: string | null;
  isImporting: boolean;
  isConnected: boolean;
}

/** unknown: never copied · importing: being copied for the first time · behind: with the reasons, worst first */
export interface Freshness {
  state: "in-step" | "behind" | "importing" | "unknown";
  inStepAt: Millis | null;
  behind: boolean;
  reasons: BehindReason[];
  waiting: number;
  failed: number;
}

/** A delivery is taken within a second; after this something is wrong. */
export const PATIENCE_WITH_NEWS = seconds(30);
/** Checks come every 15 minutes. */
export const PATIENCE_WITH_CHECKS = minutes(20);

export function freshness(facts: FreshnessFacts, now: Millis): Freshness {
  const { inStepAt, waiting, failed } = facts;
  const told = { inStepAt, waiting, failed };
  if (inStepAt === null && facts.isConnected && facts.lastError === null) {
    const state = facts.isImporting ? "importing" : "unknown";
    return { ...told, state, behind: false, reasons: [] };
  }
  const reasons = reasonsToDoubt(facts, now);
  if (inStepAt === null) return { ...told, state: "unknown", behind: true, reasons };
  const behind = reasons.length > 0;
  return { ...told, state: behind ? "behind" : "in-step", behind, reasons };
}

function reasonsToDoubt(facts: FreshnessFacts, now: Millis): BehindReason[] {
  const reasons: BehindReason[] = [];
  if (!facts.isConnected) reasons.push("not-connected");
  if (facts.oldestWaitingAt !== null && now - facts.oldestWaitingAt > PATIENCE_WITH_NEWS)
    reasons.push("news-waiting");
  if (facts.failed > 0) reasons.push("news-failed");
  if (facts.lastError !== null) reasons.push("check-failed");
  if (facts.reconciledAt !== null && now - facts.reconciledAt > PATIENCE_WITH_CHECKS)
    reasons.push("check-overdue");
  return reasons;
}

/** The kind that a topic's deliveries are news of; null: of none that we copy. */
export function kindOfTopic(topic: string): Kind | null {
  const [about = "", happened] = topic.split("/");
  // requests about a customer are no news of one
  if (happened === "redact" || happened === "data_request") return null;
  return KIND_ABOUT[about] ?? null;
}

const KIND_ABOUT: Partial<Record<string, Kind>> = {
  locations: "locations",
  products: "products",
  inventory_items: "products",
  inventory_levels: "inventory",
  customers: "customers",
  orders: "pickups",
  fulfillments: "pickups",
  fulfillment_orders: "pickups",
};

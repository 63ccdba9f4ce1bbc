import type { Millis } from "../kernel/time.ts";
import { seconds } from "../kernel/time.ts";

/** The kinds of data that we copy from Shopify, in the order in which they are shown. */
export const KINDS = ["locations", "products", "inventory", "customers", "pickups"] as const;
export type Kind = (typeof KINDS)[number];

/** import: everything for the first time · check: what changed, and samples · full-check: everything again, to find what is gone */
export type Purpose = "import" | "check" | "full-check";

/**
 * recent: ask for what changed · waiting: for its turn to ask for everything · asking, asked: Shopify prepares the answer ·
 * reading: the answer · done · failed: a person must look, see `reason`
 */
export type PartStatus = "recent" | "waiting" | "asking" | "asked" | "reading" | "done" | "failed";

export type RunStatus = "running" | "done" | "failed" | "stopped";

/** Why a part failed, waits, or had to leave something out; the page has words for each. */
export const PART_REASONS = [
  "busy", // Shopify already works on as many bulk operations as it allows
  "no-contact-data", // no access to protected customer data: customers without names, mails and phones
  "no-customer-access", // no access to customers at all
  "token-dead", // Shopify no longer takes our token: the app must be opened again
  "shopify-refused",
  "shopify-unreachable",
  "answer-incomplete", // fewer rows than Shopify announced
  "answer-unreadable", // rows of a shape that we do not know
  "internal", // our own trouble; the log says more
] as const;
export type PartReason = (typeof PART_REASONS)[number];

export interface PartProgress {
  status: PartStatus;
  rowsRead: number;
  rowsTotal: number | null;
  bytesRead: number;
  bytesTotal: number | null;
}

const OPEN: readonly PartStatus[] = ["recent", "waiting", "asking", "asked", "reading"];
export const isOpen = (status: PartStatus): boolean => OPEN.includes(status);

/** Whether a run is over, and how. */
export function runStatus(parts: readonly { status: PartStatus }[]): RunStatus {
  if (parts.some((part) => isOpen(part.status))) return "running";
  return parts.some((part) => part.status === "failed") ? "failed" : "done";
}

/** 0…1. Shopify's preparing counts for a tenth of a part, reading for the rest. */
export function partShare(part: PartProgress): number {
  if (part.status === "done") return 1;
  if (part.status === "asked") return 0.1;
  if (part.status !== "reading" || !part.bytesTotal) return 0;
  return 0.1 + 0.9 * Math.min(1, part.bytesRead / part.bytesTotal);
}

export function runShare(parts: readonly PartProgress[]): number {
  if (parts.length === 0) return 0;
  return parts.reduce((sum, part) => sum + partShare(part), 0) / parts.length;
}

/** Before this share of the work, or this long after its start, a guess would jump about. */
const EARLIEST_GUESS = { share: 0.15, after: seconds(5) };

/** How long it may still take, from how long it took so far; null: too early to say. */
export function timeLeft(share: number, runningFor: Millis): Millis | null {
  if (share >= 1) return 0;
  if (share < EARLIEST_GUESS.share || runningFor < EARLIEST_GUESS.after) return null;
  return Math.round((runningFor * (1 - share)) / share);
}

/**
 * A pickup is one PICK_UP fulfillment order on its way to the shopper. This table is the only place that says which act leads
 * from which state to which.
 */
export const STATES = [
  "new",
  "picking",
  "ready",
  "collected",
  "problem",
  "cancelled",
  "expired",
] as const;
export type PickupState = (typeof STATES)[number];

interface Transition {
  /** whose act it is: a member of staff on our board, Shopify (its admin, its POS, the customer's money), or Sambung's clock */
  by: "staff" | "shopify" | "sambung";
  from: readonly PickupState[];
  /** more than one: where a pickup in "problem" came from decides */
  to: readonly PickupState[];
}

const OPEN = ["new", "picking", "ready", "problem", "expired"] as const;

export const TRANSITIONS = {
  "start-picking": { by: "staff", from: ["new"], to: ["picking"] },
  "put-back": { by: "staff", from: ["picking"], to: ["new"] },
  "mark-ready": { by: "staff", from: ["new", "picking"], to: ["ready"] },
  "report-problem": { by: "staff", from: ["new", "picking", "ready"], to: ["problem"] },
  resume: { by: "staff", from: ["problem"], to: ["picking", "ready"] },
  reopen: { by: "staff", from: ["expired"], to: ["ready"] },
  "hand-over": { by: "staff", from: ["ready"], to: ["collected"] },
  expire: { by: "sambung", from: ["ready"], to: ["expired"] },
  "follow-ready": { by: "shopify", from: ["new", "picking"], to: ["ready"] },
  "follow-undone": { by: "shopify", from: ["ready", "expired"], to: ["picking"] },
  "follow-held": { by: "shopify", from: ["new", "picking", "ready"], to: ["problem"] },
  "follow-released": { by: "shopify", from: ["problem"], to: ["picking", "ready"] },
  "follow-collected": { by: "shopify", from: OPEN, to: ["collected"] },
  "follow-cancelled": { by: "shopify", from: OPEN, to: ["cancelled"] },
} as const satisfies Record<string, Transition>;

export type Act = keyof typeof TRANSITIONS;
export type StaffAct = {
  [A in Act]: (typeof TRANSITIONS)[A]["by"] extends "staff" ? A : never;
}[Act];

/** What decides where an act leads. */
export interface Standing {
  state: PickupState;
  /** for a pickup in "problem": the state in which the problem was met */
  stateBefore: PickupState | null;
}

/** Where the act leads, or null when it is not allowed from there. */
export function stateAfter(standing: Standing, act: Act): PickupState | null {
  const { from, to }: Transition = TRANSITIONS[act];
  if (!from.includes(standing.state)) return null;
  if (standing.state === "problem" && to.length > 1)
    return standing.stateBefore === "ready" ? "ready" : "picking";
  return to[0] ?? null;
}

/** The acts that a member of staff may do now, in the order of the board's buttons. */
export function actsOf(standing: Standing): StaffAct[] {
  return STAFF_ACTS.filter((act) => stateAfter(standing, act) !== null);
}

export const STAFF_ACTS = [
  "start-picking",
  "mark-ready",
  "hand-over",
  "reopen",
  "resume",
  "put-back",
  "report-problem",
] as const satisfies StaffAct[];

/** Nothing more can happen to it. */
export function isClosed(state: PickupState): boolean {
  return state === "collected" || state === "cancelled";
}

/** Why staff cannot go on. Shopify's own hold is "held-in-shopify", which nobody can choose. */
export const PROBLEM_REASONS = [
  "not-found",
  "damaged",
  "wrong-item",
  "shopper-unreachable",
  "other",
] as const;
export type StaffProblemReason = (typeof PROBLEM_REASONS)[number];

import type { PickupState } from "./pickup.ts";

/** The board's tabs and which states each one shows. */
export const TABS = ["new", "picking", "ready", "problem", "done"] as const;
export type Tab = (typeof TABS)[number];

const TAB_OF: Record<PickupState, Tab> = {
  new: "new",
  picking: "picking",
  ready: "ready",
  problem: "problem",
  // it waits for somebody to decide, as a problem does
  expired: "problem",
  collected: "done",
  cancelled: "done",
};

export function tabOf(state: PickupState): Tab {
  return TAB_OF[state];
}

export function isTab(text: string | null): text is Tab {
  return TABS.some((tab) => tab === text);
}

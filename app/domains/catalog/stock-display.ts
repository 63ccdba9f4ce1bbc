import type { Availability } from "./availability.ts";

/** How the merchant wants a count to be shown: the number itself, or only whether there are few. */
export type StockDisplay = { mode: "exact" } | { mode: "band"; lowAt: number };

/** What is shown of a count; null: nothing to show (not here, not counted). */
export type ShownCount = number | "low" | "plenty" | null;

export function shownCount(known: Availability, display: StockDisplay): ShownCount {
  if (known.state !== "here" || known.count === null) return null;
  if (display.mode === "exact") return known.count;
  return known.count <= display.lowAt ? "low" : "plenty";
}

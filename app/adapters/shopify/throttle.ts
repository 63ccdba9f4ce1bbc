import { z } from "zod";
import type { Millis } from "../../domains/kernel/time.ts";
import { seconds } from "../../domains/kernel/time.ts";

/** What Shopify says of a query's price (extensions.cost). Points; restoreRate in points per second. */
const cost = z.object({
  requestedQueryCost: z.number(),
  throttleStatus: z.object({
    maximumAvailable: z.number(),
    currentlyAvailable: z.number(),
    restoreRate: z.number().positive(),
  }),
});
export type Cost = z.infer<typeof cost>;

export function costOf(extensions: unknown): Cost | null {
  const parsed = z.object({ cost }).safeParse(extensions);
  return parsed.success ? parsed.data.cost : null;
}

/** How long to wait until the bucket holds what the refused query costs. */
export function waitForPoints(cost: Cost | null): Millis {
  if (!cost) return seconds(1);
  const missing = cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable;
  return Math.max(seconds(0.1), Math.ceil(seconds(missing / cost.throttleStatus.restoreRate)));
}

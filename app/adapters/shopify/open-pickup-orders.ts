import { z } from "zod";
import type { OrderId } from "../../domains/kernel/ids.ts";
import { idOf } from "../../domains/kernel/ids.ts";

/**
 * A bulk query for the orders that may have something to collect. It names the orders only: their fulfillment orders' lines lie
 * a level deeper than bulk queries allow for certain, so each order is read by itself (`readOrder`, then `followOrder`).
 */
export const OPEN_PICKUP_ORDERS = `{
  orders(query: "delivery_method:pick-up status:open") { edges { node { id updatedAt } } }
}`;

const line = z.object({ id: z.string() });

/** One line of the bulk query's result file, parsed from JSON; null when it does not name an order. */
export function openPickupOrder(json: unknown): OrderId | null {
  const parsed = line.safeParse(json);
  return parsed.success ? idOf("Order", parsed.data.id) : null;
}

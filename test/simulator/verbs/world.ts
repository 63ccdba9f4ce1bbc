import type { SimClock } from "#test/simulator/clock.ts";
import type { Id, ShopState } from "#test/simulator/state.ts";

/** What every verb works on: one shop's state, its time, its ids, its dice, and the way out for webhooks. */
export interface World {
  state: ShopState;
  clock: SimClock;
  ids: () => Id;
  random: () => number;
  send: (topic: string, payload: unknown) => void;
  settings: ShopSettings;
}

export interface ShopSettings {
  /** how long Shopify's router needs after `orders/create` before the fulfillment orders exist */
  routingDelayMs: number;
  /** protected customer data level 2 (names, mails, phones, addresses) granted to the app? */
  protectedCustomerData: boolean;
}

/** Shopify's shape of an expected refusal (`userErrors`). */
export interface UserError {
  field: string[] | null;
  message: string;
  code: string | null;
}

export type Result<T = object> = ({ ok: true } & T) | { ok: false; errors: UserError[] };

export function refused(code: string | null, message: string, field: string[] | null = null) {
  return { ok: false as const, errors: [{ field, message, code }] };
}

export function timeOf(world: Pick<World, "clock">): string {
  return new Date(world.clock.now()).toISOString().replace(/\.\d+Z$/, "Z");
}

import type { Millis } from "../kernel/time.ts";
import { seconds } from "../kernel/time.ts";

/** One thing of Shopify's, as we hold it or are told of it: its version (Shopify's updatedAt) and whether it is gone. */
export interface Version {
  at: Millis;
  isGone: boolean;
}

export interface News extends Version {
  /** it says something else than what we hold */
  differs: boolean;
}

/** What a delivery deserves. `ask`: times alone cannot tell, so Shopify must be asked for the truth. */
export interface Verdict {
  apply: boolean;
  ask: boolean;
}

const APPLY: Verdict = { apply: true, ask: false };
const IGNORE: Verdict = { apply: false, ask: false };

/**
 * News of a thing whose id is never used again (location, product, customer): older news never overwrites newer, and gone
 * is gone, also when the delete overtakes its create. Shopify's times are whole seconds, so two changes may bear the same.
 */
export function weighNews(known: Version | null, news: News): Verdict {
  if (!known) return APPLY;
  if (known.isGone) return IGNORE;
  if (news.isGone) return APPLY;
  if (news.at !== known.at) return news.at > known.at ? APPLY : IGNORE;
  return { apply: true, ask: news.differs };
}

/** A disconnect names no time of its own: we take that of its sending, which may be a little late. */
export const NEAR = seconds(5);

/** News of an inventory level, which may go and come back. */
export function weighLevelNews(known: Version | null, news: News): Verdict {
  if (!known) return APPLY;
  const later = news.at - known.at;
  if (known.isGone !== news.isGone && Math.abs(later) <= NEAR)
    return { apply: later >= 0, ask: true };
  if (later < 0) return IGNORE;
  return { apply: true, ask: later === 0 && news.differs };
}

/** "…:05.877" → "…:05": to compare the time of a sending with Shopify's whole seconds. */
export function wholeSecond(at: Millis): Millis {
  return at - (at % seconds(1));
}

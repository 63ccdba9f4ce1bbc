import type { TFunction } from "i18next";
import { due } from "#app/domains/pickup/due.ts";
import type { Due } from "#app/domains/pickup/due.ts";
import { momentInWords } from "#app/domains/pickup/time-in-words.ts";
import type { PickupState } from "#app/domains/pickup/pickup.ts";
import { adminLanguage } from "../language.ts";

export type Words = TFunction<"pickups">;

const HOUR = 60;
const DAY = 24 * HOUR;

/** "25 min", "2 h 5 min", "3 d 4 h" */
export function lengthInWords(t: Words, minutes: number): string {
  if (minutes < HOUR) return t("time.minutes", { count: minutes });
  if (minutes < DAY && minutes % HOUR === 0) return t("time.fullHours", { count: minutes / HOUR });
  if (minutes < DAY)
    return t("time.hours", { hours: Math.floor(minutes / HOUR), minutes: minutes % HOUR });
  return t("time.days", {
    days: Math.floor(minutes / DAY),
    hours: Math.floor((minutes % DAY) / HOUR),
  });
}

export function agoInWords(t: Words, at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) return t("ago.now");
  if (minutes < HOUR) return t("ago.minutes", { count: minutes });
  if (minutes < DAY) return t("ago.hours", { count: Math.floor(minutes / HOUR) });
  return t("ago.days", { count: Math.floor(minutes / DAY) });
}

/** "today, 15:00" on the store's clocks, in the admin's language */
export function whenInWords(language: string, at: number, now: number, timeZone: string): string {
  return momentInWords(at, now, timeZone, adminLanguage(language));
}

interface Timed {
  state: PickupState;
  orderedAt: number;
  promisedAt: number | null;
  readyAt: number | null;
  collectedAt: number | null;
  closedAt: number | null;
  timeZone: string;
}

/** The countdown of a card: tone and words, so that colour alone never says it. Null: nothing is due. */
export function dueInWords(
  t: Words,
  pickup: Pick<Timed, "state" | "promisedAt">,
  now: number,
): { kind: Due["kind"]; text: string } | null {
  const is = due(pickup, now);
  if (is.kind === "none") return null;
  return { kind: is.kind, text: t(`due.${is.kind}`, { time: lengthInWords(t, is.minutes) }) };
}

/** The moment that matters in its state: "Promised for today, 15:00". */
export function momentOf(t: Words, language: string, pickup: Timed, now: number): string {
  const when = (at: number) => ({ when: whenInWords(language, at, now, pickup.timeZone) });
  if (pickup.collectedAt !== null) return t("due.collectedAt", when(pickup.collectedAt));
  if (pickup.closedAt !== null) return t("due.cancelledAt", when(pickup.closedAt));
  if (pickup.readyAt !== null) return t("due.readySince", when(pickup.readyAt));
  if (pickup.promisedAt !== null) return t("due.by", when(pickup.promisedAt));
  return t("due.ordered", when(pickup.orderedAt));
}

import { WEEKDAYS } from "../domains/pickup/opening-hours.ts";
import type { Weekday } from "../domains/pickup/opening-hours.ts";

/** 2024-01-01 was a Monday */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

/** "Mon", "Senin": a weekday's name in the language of the page. */
export function weekdayName(day: Weekday, language: string, width: "long" | "short"): string {
  const format = new Intl.DateTimeFormat(language, { weekday: width, timeZone: "UTC" });
  return format.format(MONDAY + WEEKDAYS.indexOf(day) * DAY);
}

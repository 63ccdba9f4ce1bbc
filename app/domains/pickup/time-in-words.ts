import type { Temporal } from "temporal-polyfill";
import type { Language } from "../../ui/language.ts";
import type { Millis } from "../kernel/time.ts";
import { localTime, WEEKDAYS } from "./opening-hours.ts";
import type { Interval, OpeningHours, WallTime } from "./opening-hours.ts";

const WORDS = {
  en: {
    today: "today",
    tomorrow: "tomorrow",
    closed: "Closed",
    allDay: "Open all day",
    colon: ":",
  },
  id: { today: "hari ini", tomorrow: "besok", closed: "Tutup", allDay: "Buka 24 jam", colon: "." },
} as const satisfies Record<Language, unknown>;

/** The hours of today and the days after it, by the store's own calendar: { day: "Today", hours: "09:00–17:00" }. */
export function hoursInWords(
  hours: OpeningHours,
  now: Millis,
  language: Language,
  howManyDays: number,
): { day: string; hours: string }[] {
  const today = localTime(now, hours.timeZone).toPlainDate();
  const exceptions = new Map(hours.closures.map((closure) => [closure.date, closure.hours]));
  return Array.from({ length: howManyDays }, (_, ahead) => {
    const date = today.add({ days: ahead });
    const exception = exceptions.get(date.toString());
    const weekday = WEEKDAYS[date.dayOfWeek - 1] ?? "mon";
    return {
      day: capital(dayName(date, today, language, exception ? "with-date" : "weekday")),
      hours: intervalsInWords(exception ?? hours.openingHours[weekday], language),
    };
  });
}

/** A moment on the store's clocks, as shoppers say it: "today, 15:00", "Thursday 26 November, 10:00". */
export function momentInWords(
  at: Millis,
  now: Millis,
  timeZone: string,
  language: Language,
): string {
  const local = localTime(at, timeZone);
  const today = localTime(now, timeZone).toPlainDate();
  const reading = local.toPlainTime().toString({ smallestUnit: "minute" });
  return `${dayName(local.toPlainDate(), today, language, "with-date")}, ${clock(reading, language)}`;
}

function dayName(
  date: Temporal.PlainDate,
  today: Temporal.PlainDate,
  language: Language,
  form: "weekday" | "with-date",
): string {
  const ahead = today.until(date).days;
  if (ahead === 0) return WORDS[language].today;
  if (ahead === 1) return WORDS[language].tomorrow;
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : "id", {
    weekday: "long",
    ...(form === "with-date" ? { day: "numeric", month: "long" } : {}),
    timeZone: "UTC",
  })
    .format(date.toZonedDateTime("UTC").epochMilliseconds)
    .replace(",", "");
}

function intervalsInWords(intervals: Interval[], language: Language): string {
  const { closed, allDay } = WORDS[language];
  if (intervals.length === 0) return closed;
  return [...intervals]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([opens, closes]) =>
      opens === "00:00" && closes === "24:00"
        ? allDay
        : `${clock(opens, language)}–${clock(closes, language)}`,
    )
    .join(", ");
}

function clock(time: WallTime, language: Language): string {
  return time.replace(":", WORDS[language].colon);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

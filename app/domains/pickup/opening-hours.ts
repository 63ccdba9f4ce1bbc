import { Temporal } from "temporal-polyfill";
import type { Millis } from "../kernel/time.ts";

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A wall clock's reading in the location's own zone: "09:30". As a closing time also "24:00". */
export type WallTime = string;
/** Opens, closes. The store is open from the first reading up to, not including, the second. */
export type Interval = [opens: WallTime, closes: WallTime];
export type WeeklyHours = Record<Weekday, Interval[]>;

/** The hours of one local date in place of the weekday's; none: closed. */
export interface Closure {
  date: string;
  hours: Interval[];
}

export interface OpeningHours {
  timeZone: string;
  openingHours: WeeklyHours;
  closures: Closure[];
}

export type HoursProblem = "over-midnight" | "overlap" | "time-wrong";

/** A stretch of time during which the store is open. */
export interface OpenSpan {
  opens: Millis;
  closes: Millis;
}

/** As far ahead as a promise is looked for. A store closed for longer promises nothing. */
const HORIZON_DAYS = 120;

export const NEVER_OPEN: WeeklyHours = {
  mon: [],
  tue: [],
  wed: [],
  thu: [],
  fri: [],
  sat: [],
  sun: [],
};

/**
 * Why these are not the hours of one day, or null. Hours over midnight are refused: a closure is stated by local date, so a
 * night belongs to two of them. "Until two" is entered as 18:00–24:00 and, on the next day, 00:00–02:00.
 */
export function hoursProblem(intervals: Interval[]): HoursProblem | null {
  if (!intervals.every(([opens, closes]) => isWallTime(opens) && isClosingTime(closes)))
    return "time-wrong";
  if (intervals.some(([opens, closes]) => closes <= opens)) return "over-midnight";
  const sorted = inOrder(intervals);
  const overlaps = sorted.some(
    ([opens], index) => index > 0 && opens < (sorted[index - 1]?.[1] ?? ""),
  );
  return overlaps ? "overlap" : null;
}

function inOrder(intervals: Interval[]): Interval[] {
  return [...intervals].sort(([a], [b]) => a.localeCompare(b));
}

export function isWallTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

export function isClosingTime(text: string): boolean {
  return text === "24:00" || isWallTime(text);
}

/** The open spans that end after `from`, in order of time, up to the horizon. */
export function* openSpans(hours: OpeningHours, from: Millis): Generator<OpenSpan> {
  const { timeZone, openingHours, closures } = hours;
  const everyWeek = WEEKDAYS.some((day) => openingHours[day].length > 0);
  if (!everyWeek && closures.every((closure) => closure.hours.length === 0)) return;
  const exceptions = new Map(closures.map((closure) => [closure.date, closure.hours]));
  let date = localTime(from, timeZone).toPlainDate();
  for (let day = 0; day <= HORIZON_DAYS; day += 1, date = date.add({ days: 1 })) {
    const weekday = WEEKDAYS[date.dayOfWeek - 1] ?? "mon";
    const intervals = exceptions.get(date.toString()) ?? openingHours[weekday];
    for (const [opens, closes] of inOrder(intervals)) {
      const span = {
        opens: momentOf(date, opens, timeZone, "opens"),
        closes: momentOf(date, closes, timeZone, "closes"),
      };
      if (span.closes > from && span.closes > span.opens) yield span;
    }
  }
}

export function localTime(at: Millis, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}

/**
 * The moment at which the store's clocks reach `time` on `date`. A reading that daylight saving skips is reached at the jump.
 * A reading that happens twice opens the store the second time and closes it the first: better to promise too little.
 */
function momentOf(
  date: Temporal.PlainDate,
  time: WallTime,
  timeZone: string,
  edge: "opens" | "closes",
): Millis {
  if (time === "24:00") return date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  const reading = date.toPlainDateTime(Temporal.PlainTime.from(time));
  const earlier = reading.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  const later = reading.toZonedDateTime(timeZone, { disambiguation: "later" });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return earlier.epochMilliseconds;
  const isSkipped = !earlier.toPlainDateTime().equals(reading);
  if (isSkipped) return (earlier.getTimeZoneTransition("next") ?? later).epochMilliseconds;
  return (edge === "opens" ? later : earlier).epochMilliseconds;
}

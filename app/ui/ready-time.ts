import { localTime } from "../domains/pickup/opening-hours.ts";

/** A promised moment as the store's calendar and clocks say it. */
export interface ReadyTime {
  day: "today" | "tomorrow" | "later";
  time: string;
  date: string;
}

export function readyTime(at: number, timeZone: string, language: string, now: number): ReadyTime {
  const there = localTime(at, timeZone).toPlainDate();
  const days = localTime(now, timeZone).toPlainDate().until(there).days;
  const text = (parts: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone, ...parts }).format(at);
  return {
    day: days === 0 ? "today" : days === 1 ? "tomorrow" : "later",
    // the hours beside it are entered on a 24-hour clock
    time: text({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    date: text({ weekday: "long", day: "numeric", month: "long" }),
  };
}

import { WEEKDAYS } from "./opening-hours.ts";
import type { Interval, Weekday, WeeklyHours } from "./opening-hours.ts";

/** Days in a row with the same hours: { from: "mon", to: "fri", hours: [["09:00", "17:00"]] } */
export interface HoursGroup {
  from: Weekday;
  to: Weekday;
  hours: Interval[];
}

/** The week in as few lines as it needs; closed days are left out. */
export function hoursSummary(week: WeeklyHours): HoursGroup[] {
  const groups: HoursGroup[] = [];
  let before: Weekday | null = null;
  for (const day of WEEKDAYS) {
    const hours = [...week[day]].sort(([a], [b]) => a.localeCompare(b));
    const last = groups.at(-1);
    const continues = last && last.to === before && String(last.hours) === String(hours);
    if (continues) last.to = day;
    else if (hours.length > 0) groups.push({ from: day, to: day, hours });
    before = day;
  }
  return groups;
}

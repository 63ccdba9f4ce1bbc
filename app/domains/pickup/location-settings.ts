import { z } from "zod";
import { hoursProblem, isClosingTime, isWallTime, NEVER_OPEN } from "./opening-hours.ts";
import type { Closure, Interval, WallTime, WeeklyHours } from "./opening-hours.ts";
import { likelyTimeZone } from "./likely-time-zone.ts";

/** What the merchant says of one location and Shopify has no field for. */
export interface LocationSettings {
  /** false: the merchant has not said anything yet, these are the defaults */
  isStated: boolean;
  timeZone: string;
  openingHours: WeeklyHours;
  closures: Closure[];
  preparationMinutes: number;
  /** an order after this reading counts from the next day; null: no cut-off */
  cutOff: WallTime | null;
  /** units not promised to online shoppers */
  buffer: number;
  /** days until stock of another location is here; null: it is not brought here (Shopify's API does not tell its transfer routes) */
  transferDays: number | null;
}

const wallTime = z.string().refine(isWallTime);
export const intervals: z.ZodType<Interval[]> = z
  .array(z.tuple([wallTime, z.string().refine(isClosingTime)]))
  .max(6)
  .superRefine((hours, context) => {
    const problem = hoursProblem(hours);
    if (problem) context.addIssue({ code: "custom", message: problem });
  });

export const weeklyHours: z.ZodType<WeeklyHours> = z.object({
  mon: intervals,
  tue: intervals,
  wed: intervals,
  thu: intervals,
  fri: intervals,
  sat: intervals,
  sun: intervals,
});

export const closures: z.ZodType<Closure[]> = z
  .array(z.object({ date: z.iso.date(), hours: intervals }))
  .max(100);

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** A row of LocationSettings, its JSON columns as they are stored. */
export interface StoredLocationSettings {
  timeZone: string;
  openingHours: unknown;
  closures: unknown;
  preparationMinutes: number;
  cutOff: string | null;
  buffer: number;
  transferDays: number | null;
}

/** Columns that no longer read as hours count as "never open": no promise rather than a wrong one. */
export function readStoredSettings(row: StoredLocationSettings): LocationSettings {
  return {
    isStated: true,
    timeZone: row.timeZone,
    openingHours: weeklyHours.catch(NEVER_OPEN).parse(row.openingHours),
    closures: closures.catch([]).parse(row.closures),
    preparationMinutes: row.preparationMinutes,
    cutOff: row.cutOff !== null && isWallTime(row.cutOff) ? row.cutOff : null,
    buffer: row.buffer,
    transferDays: row.transferDays,
  };
}

/**
 * Before the merchant says anything. Opening hours are not guessed: a promise on invented hours would be a wrong one.
 * The zone is only a likely one; the settings page shows it to be confirmed.
 */
export function defaultSettings(place: {
  countryCode: string;
  longitude: number | null;
  shopTimeZone: string;
  pickupTime: string | null;
}): LocationSettings {
  return {
    isStated: false,
    timeZone: likelyTimeZone(place),
    openingHours: NEVER_OPEN,
    closures: [],
    preparationMinutes: PREPARATION[place.pickupTime ?? ""] ?? 60,
    cutOff: null,
    buffer: 0,
    transferDays: null,
  };
}

/** Shopify's pickup times up to a day, as preparation in opening time. */
const PREPARATION: Partial<Record<string, number>> = {
  ONE_HOUR: 60,
  TWO_HOURS: 120,
  FOUR_HOURS: 240,
  TWENTY_FOUR_HOURS: 480,
};

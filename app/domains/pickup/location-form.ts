import { z } from "zod";
import { closures, isTimeZone, weeklyHours } from "./location-settings.ts";
import type { LocationSettings } from "./location-settings.ts";
import { isWallTime } from "./opening-hours.ts";

/** Shopify's DeliveryLocalPickupTime (2026-10), without the deprecated CUSTOM. */
export const PICKUP_TIMES = [
  "ONE_HOUR",
  "TWO_HOURS",
  "FOUR_HOURS",
  "TWENTY_FOUR_HOURS",
  "TWO_TO_FOUR_DAYS",
  "FIVE_OR_MORE_DAYS",
] as const;

/** Shopify's own local pickup at a location. Switched off, the other two are kept for the next time. */
export const localPickup = z.object({
  enabled: z.boolean(),
  pickupTime: z.enum(PICKUP_TIMES),
  instructions: z.string().trim().max(2_000, "too-long"),
});
export type LocalPickup = z.infer<typeof localPickup>;

/** What the merchant states on a location's page. */
export interface LocationForm extends Omit<LocationSettings, "isStated"> {
  pickup: LocalPickup;
}

const whole = (least: number, most: number) =>
  z.number("not-a-number").int("not-a-number").min(least, "too-small").max(most, "too-large");

const LONGEST_PREPARATION = 20_160; // two weeks of minutes

const locationForm: z.ZodType<LocationForm> = z.object({
  timeZone: z.string().refine(isTimeZone, "zone-unknown"),
  openingHours: weeklyHours,
  closures: closures.refine(
    (list) => new Set(list.map(({ date }) => date)).size === list.length,
    "date-twice",
  ),
  preparationMinutes: whole(0, LONGEST_PREPARATION),
  cutOff: z.string().refine(isWallTime, "time-wrong").nullable(),
  buffer: whole(0, 10_000),
  transferDays: whole(1, 60).nullable(),
  pickup: localPickup,
});

/** Where on the page, "openingHours.mon", and what about it: a key of the page's words. */
export interface FieldProblem {
  field: string;
  problem: string;
}

export function parseLocationForm(
  input: unknown,
): { ok: true; value: LocationForm } | { ok: false; problems: FieldProblem[] } {
  const parsed = locationForm.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, problems: parsed.error.issues.map(problemOf) };
}

const KNOWN = new Set([
  "over-midnight",
  "overlap",
  "time-wrong",
  "zone-unknown",
  "date-twice",
  "not-a-number",
  "too-small",
  "too-large",
  "too-long",
]);

/** Hours are shown as a whole, so a wrong reading within them is a problem of their day. */
function problemOf(issue: z.core.$ZodIssue): FieldProblem {
  const [first = "", second] = issue.path.map(String);
  const isWithin = first === "openingHours" || first === "closures" || first === "pickup";
  const field = isWithin && second !== undefined ? `${first}.${second}` : first;
  if (KNOWN.has(issue.message)) return { field, problem: issue.message };
  const isDate = first === "closures" && issue.path[2] === "date";
  return { field, problem: isDate ? "date-wrong" : "time-wrong" };
}

import type { Millis } from "../kernel/time.ts";
import { minutes } from "../kernel/time.ts";
import type { LocationSettings } from "./location-settings.ts";
import { localTime, openSpans } from "./opening-hours.ts";

/** People are told "16:30", not "16:17". Every zone's offset is a multiple of this, so it is even on the store's clocks too. */
const GRAIN = minutes(15);

type Preparing = Pick<
  LocationSettings,
  "timeZone" | "openingHours" | "closures" | "preparationMinutes" | "cutOff"
>;

/**
 * When an order placed at `orderedAt` will be ready at a location that has it, at the latest; null when the store does not
 * say when it is open, or is closed for months. Preparation goes on while the store is open; the promise lies within opening
 * hours (a parcel that would be ready at closing time is promised for the next opening); a later order is never promised earlier.
 */
export function promise(settings: Preparing, orderedAt: Millis): Millis | null {
  const start = countsFrom(settings, orderedAt);
  let left = minutes(settings.preparationMinutes);
  for (const span of openSpans(settings, start)) {
    const begins = Math.max(span.opens, start);
    const ready = Math.ceil((begins + left) / GRAIN) * GRAIN;
    if (ready < span.closes) return ready;
    left = Math.max(0, left - (span.closes - begins));
  }
  return null;
}

/** The same for a location that must have it brought: `transferDays` later by its calendar. Null too when it cannot. */
export function transferPromise(
  settings: Preparing & Pick<LocationSettings, "transferDays">,
  orderedAt: Millis,
): Millis | null {
  if (settings.transferDays === null) return null;
  const start = localTime(countsFrom(settings, orderedAt), settings.timeZone);
  const arrives = start.add({ days: settings.transferDays }).epochMilliseconds;
  return promise({ ...settings, cutOff: null }, arrives);
}

/** An order after the cut-off counts from the next day. */
function countsFrom(settings: Preparing, orderedAt: Millis): Millis {
  if (settings.cutOff === null) return orderedAt;
  const ordered = localTime(orderedAt, settings.timeZone);
  const isLate = ordered.toPlainTime().toString().slice(0, 8) > `${settings.cutOff}:00`;
  return isLate ? ordered.add({ days: 1 }).startOfDay().epochMilliseconds : orderedAt;
}

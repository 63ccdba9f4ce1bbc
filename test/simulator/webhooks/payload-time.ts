const formats = new Map<string, Intl.DateTimeFormat>();

/** Webhook payloads write times in the shop's zone with its offset, unlike the Admin API's `Z`. */
export function payloadTime(iso: string | null, ianaTimezone: string): string | null {
  if (iso === null) return null;
  const at = Date.parse(iso);
  const parts = Object.fromEntries(
    format(ianaTimezone)
      .formatToParts(at)
      .map((p) => [p.type, p.value]),
  );
  const get = (name: string) => parts[name] ?? "00";
  const offset = get("timeZoneName").replace("GMT", "") || "+00:00";
  return `${get("year")}-${get("month")}-${get("day")}T${get("hour")}:${get("minute")}:${get("second")}${offset}`;
}

function format(ianaTimezone: string): Intl.DateTimeFormat {
  const known = formats.get(ianaTimezone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: ianaTimezone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "longOffset",
  });
  formats.set(ianaTimezone, made);
  return made;
}

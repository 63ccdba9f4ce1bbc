import { expect, test } from "vitest";
import { likelyTimeZone } from "#app/domains/pickup/likely-time-zone.ts";
import { defaultSettings, readStoredSettings } from "#app/domains/pickup/location-settings.ts";
import { NEVER_OPEN } from "#app/domains/pickup/opening-hours.ts";
import { promise } from "#app/domains/pickup/promise.ts";

const row = {
  timeZone: "Asia/Jakarta",
  openingHours: { ...NEVER_OPEN, mon: [["09:00", "17:00"]] },
  closures: [],
  preparationMinutes: 60,
  cutOff: null,
  buffer: 0,
  transferDays: null,
};

test("hours that no longer read as hours promise nothing rather than something wrong", () => {
  for (const openingHours of [null, {}, "mon", { ...NEVER_OPEN, mon: [["17:00", "09:00"]] }])
    expect(readStoredSettings({ ...row, openingHours }).openingHours).toEqual(NEVER_OPEN);
  expect(readStoredSettings(row).openingHours.mon).toEqual([["09:00", "17:00"]]);
});

test("before the merchant says when a store is open, no time is promised", () => {
  const place = { countryCode: "ID", longitude: 106.8, shopTimeZone: "UTC", pickupTime: null };
  expect(promise(defaultSettings(place), 0)).toBeNull();
});

test("Indonesia's three zones are told apart, other countries by their one zone, the rest by the shop's", () => {
  const zone = (countryCode: string, longitude: number | null) =>
    likelyTimeZone({ countryCode, longitude, shopTimeZone: "America/Chicago" });
  expect([106.81, 115.2, 119.4, 140.7].map((longitude) => zone("ID", longitude))).toEqual([
    "Asia/Jakarta",
    "Asia/Makassar",
    "Asia/Makassar",
    "Asia/Jayapura",
  ]);
  expect(zone("SG", null)).toBe("Asia/Singapore");
  expect(zone("US", -87)).toBe("America/Chicago");
});

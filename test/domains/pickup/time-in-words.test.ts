import { describe, expect, test } from "vitest";
import { NEVER_OPEN } from "#app/domains/pickup/opening-hours.ts";
import type { OpeningHours } from "#app/domains/pickup/opening-hours.ts";
import { hoursInWords, momentInWords } from "#app/domains/pickup/time-in-words.ts";

const hours: OpeningHours = {
  timeZone: "Asia/Jayapura",
  openingHours: {
    ...NEVER_OPEN,
    tue: [
      ["13:00", "17:00"],
      ["09:00", "12:00"],
    ],
    wed: [["00:00", "24:00"]],
    thu: [["09:00", "17:00"]],
  },
  closures: [{ date: "2026-11-26", hours: [] }],
};
/** Monday in UTC, already Tuesday in Jayapura */
const MONDAY_NIGHT = Date.parse("2026-11-23T16:00:00Z");

describe("opening hours in words", () => {
  test("begin with today by the store's own calendar", () => {
    expect(hoursInWords(hours, MONDAY_NIGHT, "en", 4)).toEqual([
      { day: "Today", hours: "09:00–12:00, 13:00–17:00" },
      { day: "Tomorrow", hours: "Open all day" },
      { day: "Thursday 26 November", hours: "Closed" },
      { day: "Friday", hours: "Closed" },
    ]);
  });

  test("are written as Indonesians write them", () => {
    expect(hoursInWords(hours, MONDAY_NIGHT, "id", 3)).toEqual([
      { day: "Hari ini", hours: "09.00–12.00, 13.00–17.00" },
      { day: "Besok", hours: "Buka 24 jam" },
      { day: "Kamis 26 November", hours: "Tutup" },
    ]);
  });

  test("follow the calendar over the day on which the clocks change", () => {
    const berlin = { timeZone: "Europe/Berlin", openingHours: NEVER_OPEN, closures: [] };
    const saturday = Date.parse("2026-10-24T22:30:00Z");
    expect(hoursInWords(berlin, saturday, "en", 3).map(({ day }) => day)).toEqual([
      "Today",
      "Tomorrow",
      "Tuesday",
    ]);
  });
});

describe("a moment in words", () => {
  test.each([
    ["2026-11-23T17:05:00Z", "today, 02:05", "hari ini, 02.05"],
    ["2026-11-24T15:30:00Z", "tomorrow, 00:30", "besok, 00.30"],
    ["2026-11-27T01:00:00Z", "Friday 27 November, 10:00", "Jumat 27 November, 10.00"],
    ["2026-11-22T01:00:00Z", "Sunday 22 November, 10:00", "Minggu 22 November, 10.00"],
  ])("%s is %s", (at, english, indonesian) => {
    const words = (language: "en" | "id") =>
      momentInWords(Date.parse(at), MONDAY_NIGHT, "Asia/Jayapura", language);
    expect(words("en")).toBe(english);
    expect(words("id")).toBe(indonesian);
  });
});

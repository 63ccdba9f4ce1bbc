import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hoursSummary } from "#app/domains/pickup/hours-summary.ts";
import { parseLocationForm } from "#app/domains/pickup/location-form.ts";
import type { LocationForm } from "#app/domains/pickup/location-form.ts";
import { NEVER_OPEN, WEEKDAYS } from "#app/domains/pickup/opening-hours.ts";
import type { Interval } from "#app/domains/pickup/opening-hours.ts";

const DAY: Interval[] = [["09:00", "17:00"]];
const right: LocationForm = {
  timeZone: "Asia/Jakarta",
  openingHours: { ...NEVER_OPEN, mon: DAY },
  closures: [{ date: "2026-12-25", hours: [] }],
  preparationMinutes: 60,
  cutOff: "15:00",
  buffer: 1,
  transferDays: null,
  pickup: { enabled: true, pickupTime: "TWO_HOURS", instructions: " Ring twice " },
};
const problems = (change: object) => {
  const parsed = parseLocationForm({ ...right, ...change });
  return parsed.ok ? [] : parsed.problems.map(({ field, problem }) => `${field} ${problem}`);
};

describe("what a merchant states of a location", () => {
  test("is taken as it is meant", () => {
    const parsed = parseLocationForm(right);
    expect(parsed).toMatchObject({ ok: true, value: { pickup: { instructions: "Ring twice" } } });
  });

  test("or refused at the field that is wrong", () => {
    const week = (mon: unknown) => ({ openingHours: { ...NEVER_OPEN, mon } });
    expect(problems(week([["18:00", "02:00"]]))).toEqual(["openingHours.mon over-midnight"]);
    expect(problems(week([["", "17:00"]]))).toContain("openingHours.mon time-wrong");
    const overlapping = [
      ["09:00", "13:00"],
      ["12:00", "17:00"],
    ];
    expect(problems(week(overlapping))).toEqual(["openingHours.mon overlap"]);
    expect(problems({ timeZone: "Mars/Olympus" })).toEqual(["timeZone zone-unknown"]);
    expect(problems({ preparationMinutes: Number.NaN })).toEqual([
      "preparationMinutes not-a-number",
    ]);
    expect(problems({ preparationMinutes: -1 })).toEqual(["preparationMinutes too-small"]);
    expect(problems({ buffer: 1.5 })).toEqual(["buffer not-a-number"]);
    expect(problems({ transferDays: 0 })).toEqual(["transferDays too-small"]);
    expect(problems({ cutOff: "25:00" })).toEqual(["cutOff time-wrong"]);
    expect(problems({ closures: [{ date: "", hours: [] }] })).toEqual(["closures.0 date-wrong"]);
    const twice = [
      { date: "2026-12-25", hours: [] },
      { date: "2026-12-25", hours: DAY },
    ];
    expect(problems({ closures: twice })).toEqual(["closures date-twice"]);
    const pickup = { ...right.pickup, instructions: "x".repeat(2_001) };
    expect(problems({ pickup })).toEqual(["pickup.instructions too-long"]);
  });

  test("whatever is sent instead is refused without a crash", () => {
    fc.assert(fc.property(fc.anything(), (input) => !parseLocationForm(input).ok));
    const keys = Object.keys(right) as (keyof LocationForm)[];
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.anything(), (key, value) => {
        parseLocationForm({ ...right, [key]: value });
      }),
    );
  });
});

describe("a week in few words", () => {
  test("days in a row with the same hours are one line, closed days none", () => {
    const week = {
      mon: DAY,
      tue: DAY,
      wed: [],
      thu: DAY,
      fri: DAY,
      sat: [["10:00", "14:00"] satisfies Interval],
      sun: [],
    };
    expect(hoursSummary(week)).toEqual([
      { from: "mon", to: "tue", hours: DAY },
      { from: "thu", to: "fri", hours: DAY },
      { from: "sat", to: "sat", hours: [["10:00", "14:00"]] },
    ]);
    expect(hoursSummary(NEVER_OPEN)).toEqual([]);
  });

  test("no day is lost or added", () => {
    const hours = fc.constantFrom<Interval[]>([], DAY, [["10:00", "14:00"]]);
    const weeks = fc.record({
      mon: hours,
      tue: hours,
      wed: hours,
      thu: hours,
      fri: hours,
      sat: hours,
      sun: hours,
    });
    fc.assert(
      fc.property(weeks, (week) => {
        const told = hoursSummary(week).flatMap(({ from, to, hours }) =>
          WEEKDAYS.slice(WEEKDAYS.indexOf(from), WEEKDAYS.indexOf(to) + 1).map((day) => [
            day,
            hours,
          ]),
        );
        const open = WEEKDAYS.filter((day) => week[day].length > 0).map((day) => [day, week[day]]);
        expect(told).toEqual(open);
      }),
    );
  });
});

import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { minutes } from "#app/domains/kernel/time.ts";
import type { LocationSettings } from "#app/domains/pickup/location-settings.ts";
import { hoursProblem, NEVER_OPEN, WEEKDAYS } from "#app/domains/pickup/opening-hours.ts";
import type { Closure, Interval, WeeklyHours } from "#app/domains/pickup/opening-hours.ts";
import { promise, transferPromise } from "#app/domains/pickup/promise.ts";

const NINE_TO_FIVE: Interval[] = [["09:00", "17:00"]];

function everyDay(hours: Interval[]): WeeklyHours {
  return Object.fromEntries(WEEKDAYS.map((day) => [day, hours])) as WeeklyHours;
}

function store(more: Partial<LocationSettings> = {}): LocationSettings {
  return {
    isStated: true,
    timeZone: "Asia/Jakarta",
    openingHours: everyDay(NINE_TO_FIVE),
    closures: [],
    preparationMinutes: 60,
    cutOff: null,
    buffer: 0,
    transferDays: null,
    ...more,
  };
}

/** "2026-11-21T15:47" on the store's clocks → the moment */
function when(reading: string, zone = "Asia/Jakarta"): number {
  return Temporal.PlainDateTime.from(reading).toZonedDateTime(zone).epochMilliseconds;
}

/** the promise as the store's clocks read then, with the offset */
function promised(settings: LocationSettings, orderedAt: number): string | null {
  const ready = promise(settings, orderedAt);
  if (ready === null) return null;
  return Temporal.Instant.fromEpochMilliseconds(ready)
    .toZonedDateTimeISO(settings.timeZone)
    .toString({ smallestUnit: "minute", timeZoneName: "never" });
}

describe("an ordinary day", () => {
  test("half an hour from 15:47 is half past four on half-hour clocks, never four", () => {
    expect(promised(store({ preparationMinutes: 30 }), when("2026-11-21T15:47"))).toBe(
      "2026-11-21T16:30+07:00",
    );
  });

  test("an order before opening counts from opening", () => {
    expect(promised(store(), when("2026-11-21T06:00"))).toBe("2026-11-21T10:00+07:00");
  });

  test("an order after closing counts from the next opening", () => {
    expect(promised(store(), when("2026-11-21T17:00"))).toBe("2026-11-22T10:00+07:00");
  });

  test("preparation that closing time interrupts goes on the next day", () => {
    expect(promised(store(), when("2026-11-21T16:30"))).toBe("2026-11-22T09:30+07:00");
  });

  test("what is ready just as the doors close is promised for the next opening", () => {
    expect(promised(store(), when("2026-11-21T16:00"))).toBe("2026-11-22T09:00+07:00");
  });

  test("a lunch break is not preparation time", () => {
    const settings = store({
      openingHours: everyDay([
        ["09:00", "12:00"],
        ["14:00", "18:00"],
      ]),
    });
    expect(promised(settings, when("2026-11-21T11:30"))).toBe("2026-11-21T14:30+07:00");
  });

  test("without preparation it is ready at once, on the next quarter", () => {
    expect(promised(store({ preparationMinutes: 0 }), when("2026-11-21T10:00"))).toBe(
      "2026-11-21T10:00+07:00",
    );
    expect(promised(store({ preparationMinutes: 0 }), when("2026-11-21T10:01"))).toBe(
      "2026-11-21T10:15+07:00",
    );
  });

  test("preparation longer than a day takes several opening days", () => {
    expect(promised(store({ preparationMinutes: 20 * 60 }), when("2026-11-21T09:00"))).toBe(
      "2026-11-23T13:00+07:00",
    );
  });
});

describe("the cut-off", () => {
  test("an order at the cut-off is for today, one a second later counts from tomorrow", () => {
    const settings = store({ cutOff: "15:00" });
    expect(promised(settings, when("2026-11-21T15:00:00"))).toBe("2026-11-21T16:00+07:00");
    expect(promised(settings, when("2026-11-21T15:00:01"))).toBe("2026-11-22T10:00+07:00");
  });
});

describe("closed", () => {
  test("a store closed today promises for its next day", () => {
    const closures: Closure[] = [{ date: "2026-11-21", hours: [] }];
    expect(promised(store({ closures }), when("2026-11-21T10:00"))).toBe("2026-11-22T10:00+07:00");
  });

  test("a holiday with short hours counts those", () => {
    const closures: Closure[] = [{ date: "2026-12-24", hours: [["09:00", "12:00"]] }];
    expect(promised(store({ closures }), when("2026-12-24T11:30"))).toBe("2026-12-25T09:30+07:00");
  });

  test("a weekend store ordered from on Monday", () => {
    const openingHours = { ...NEVER_OPEN, sat: NINE_TO_FIVE };
    expect(promised(store({ openingHours }), when("2026-11-23T10:00"))).toBe(
      "2026-11-28T10:00+07:00",
    );
  });

  test("a store that is never open promises nothing", () => {
    expect(promise(store({ openingHours: NEVER_OPEN }), when("2026-11-21T10:00"))).toBeNull();
  });

  test("a store closed for half a year promises nothing", () => {
    const first = Temporal.PlainDate.from("2026-11-21");
    const closures = Array.from({ length: 180 }, (_, day) => ({
      date: first.add({ days: day }).toString(),
      hours: [],
    }));
    expect(promise(store({ closures }), when("2026-11-21T10:00"))).toBeNull();
  });
});

describe("the store's own clocks", () => {
  test("a shopper's Sunday that is the store's Monday is Monday", () => {
    const openingHours = { ...NEVER_OPEN, mon: NINE_TO_FIVE };
    const sundayInLosAngeles = when("2026-11-22T18:30", "America/Los_Angeles");
    // 11:30 on Monday in Tokyo
    expect(promised(store({ openingHours, timeZone: "Asia/Tokyo" }), sundayInLosAngeles)).toBe(
      "2026-11-23T12:30+09:00",
    );
  });

  test("three stores of one shop read three clocks", () => {
    const at = Date.UTC(2026, 10, 21, 2); // 09:00, 10:00, 11:00
    const zones = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"];
    expect(zones.map((timeZone) => promised(store({ timeZone }), at))).toEqual([
      "2026-11-21T10:00+07:00",
      "2026-11-21T11:00+08:00",
      "2026-11-21T12:00+09:00",
    ]);
  });
});

describe("daylight saving", () => {
  const newYork = { timeZone: "America/New_York", preparationMinutes: 0 };
  const opensAt = (time: string) => everyDay([[time, "17:00"]]);

  test("02:30 does not exist on the night of the jump: the store opens when the clocks jump", () => {
    const settings = store({ ...newYork, openingHours: opensAt("02:30") });
    expect(promised(settings, when("2026-03-08T00:30", "America/New_York"))).toBe(
      "2026-03-08T03:00-04:00",
    );
  });

  test("hours that lie wholly in the skipped hour are no hours that day", () => {
    const settings = store({ ...newYork, openingHours: everyDay([["02:00", "03:00"]]) });
    expect(promised(settings, when("2026-03-08T00:30", "America/New_York"))).toBe(
      "2026-03-09T02:00-04:00",
    );
  });

  test("closing at 02:30 on that night is closing at the jump", () => {
    const settings = store({ ...newYork, openingHours: everyDay([["00:00", "02:30"]]) });
    const justBefore = when("2026-03-08T01:50", "America/New_York");
    expect(promised(settings, justBefore)).toBe("2026-03-09T00:00-04:00");
  });

  test("01:30 happens twice in autumn: the store opens the second time", () => {
    const settings = store({ ...newYork, openingHours: opensAt("01:30") });
    expect(promised(settings, when("2026-11-01T00:30", "America/New_York"))).toBe(
      "2026-11-01T01:30-05:00",
    );
  });

  test("a store open through the autumn night has the hour more to prepare", () => {
    const settings = store({
      ...newYork,
      openingHours: everyDay([["00:00", "04:00"]]),
      preparationMinutes: 240,
    });
    expect(promised(settings, when("2026-11-01T00:00", "America/New_York"))).toBe(
      "2026-11-01T03:00-05:00",
    );
  });

  test("opening hours keep the wall's time over the year", () => {
    const settings = store({ timeZone: "Europe/Berlin" });
    const [winter, summer] = ["2026-01-15T08:00", "2026-07-15T08:00"].map((reading) =>
      promised(settings, when(reading, "Europe/Berlin")),
    );
    expect([winter, summer]).toEqual(["2026-01-15T10:00+01:00", "2026-07-15T10:00+02:00"]);
  });
});

describe("hours over midnight", () => {
  test("are refused, and entered as two days instead", () => {
    expect(hoursProblem([["18:00", "02:00"]])).toBe("over-midnight");
    expect(hoursProblem([["18:00", "24:00"]])).toBeNull();
    const openingHours = {
      ...NEVER_OPEN,
      sat: [["18:00", "24:00"] satisfies Interval],
      sun: [["00:00", "02:00"] satisfies Interval],
    };
    expect(promised(store({ openingHours }), when("2026-11-21T23:30"))).toBe(
      "2026-11-22T00:30+07:00",
    );
  });

  test("overlapping and unreadable hours are refused too", () => {
    expect(
      hoursProblem([
        ["09:00", "13:00"],
        ["12:00", "17:00"],
      ]),
    ).toBe("overlap");
    expect(hoursProblem([["9:00", "17:00"]])).toBe("time-wrong");
    expect(hoursProblem([["24:00", "24:00"]])).toBe("time-wrong");
  });
});

describe("brought from another store", () => {
  test("takes the days, then the preparation", () => {
    expect(transferPromise(store({ transferDays: 2 }), when("2026-11-21T10:00"))).toBe(
      when("2026-11-23T11:00"),
    );
  });

  test("an order after the cut-off leaves the next day", () => {
    const settings = store({ transferDays: 1, cutOff: "12:00" });
    expect(transferPromise(settings, when("2026-11-21T15:00"))).toBe(when("2026-11-23T10:00"));
  });

  test("is not promised where nothing is brought", () => {
    expect(transferPromise(store(), when("2026-11-21T10:00"))).toBeNull();
  });
});

const ZONES = [
  "Asia/Jakarta",
  "America/New_York",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "America/St_Johns",
];
const quarter = fc
  .integer({ min: 0, max: 95 })
  .map(
    (n) => `${String(Math.floor(n / 4)).padStart(2, "0")}:${String((n % 4) * 15).padStart(2, "0")}`,
  );
const dayHours = fc
  .uniqueArray(quarter, { maxLength: 6 })
  .map((times) => times.sort())
  .map((times) =>
    Array.from({ length: Math.floor(times.length / 2) }, (_, i): Interval => [
      times[2 * i] ?? "",
      times[2 * i + 1] ?? "",
    ]),
  );
const stores = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    openingHours: fc.record({
      mon: dayHours,
      tue: dayHours,
      wed: dayHours,
      thu: dayHours,
      fri: dayHours,
      sat: dayHours,
      sun: dayHours,
    }),
    closures: fc.array(
      fc.record({
        date: fc.integer({ min: 1, max: 28 }).map((d) => `2026-03-${String(d).padStart(2, "0")}`),
        hours: dayHours,
      }),
      { maxLength: 4 },
    ),
    preparationMinutes: fc.integer({ min: 0, max: 600 }),
    cutOff: fc.option(quarter),
  })
  .map((some) => store(some));
// the weeks in which America and Europe change their clocks, in spring and in autumn
const moments = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 2, 6), max: Date.UTC(2026, 2, 31) }),
  fc.integer({ min: Date.UTC(2026, 9, 22), max: Date.UTC(2026, 10, 3) }),
);

/** An oracle without spans: does the store's wall clock stand within that local date's hours? */
function wallSaysOpen(settings: LocationSettings, at: number): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(settings.timeZone);
  const date = local.toPlainDate().toString();
  const exception = settings.closures.findLast((closure) => closure.date === date);
  const hours = exception?.hours ?? settings.openingHours[WEEKDAYS[local.dayOfWeek - 1] ?? "mon"];
  const reading = local.toPlainTime().toString().slice(0, 5);
  return hours.some(([opens, closes]) => opens <= reading && reading < closes);
}

describe("for any store and any moment", () => {
  test("the promise lies within opening hours and after the order", () => {
    fc.assert(
      fc.property(stores, moments, (settings, at) => {
        const ready = promise(settings, at);
        if (ready === null) return;
        expect(ready).toBeGreaterThanOrEqual(at);
        expect(wallSaysOpen(settings, ready)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test("a later order is never promised earlier", () => {
    fc.assert(
      fc.property(
        stores,
        moments,
        fc.integer({ min: 0, max: minutes(3000) }),
        (settings, at, d) => {
          const [first, second] = [promise(settings, at), promise(settings, at + d)];
          if (first === null || second === null) return;
          expect(second).toBeGreaterThanOrEqual(first);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("there is at least the preparation time of opening before the promise", () => {
    fc.assert(
      fc.property(stores, moments, (settings, at) => {
        const ready = promise(settings, at);
        if (ready === null || ready - at > minutes(4 * 24 * 60)) return;
        let open = 0;
        for (let t = at; t < ready; t += minutes(1)) if (wallSaysOpen(settings, t)) open += 1;
        // one minute for the seconds of `at`, one at each side of the sampling
        expect(open + 2).toBeGreaterThanOrEqual(settings.preparationMinutes);
      }),
      { numRuns: 60 },
    );
  });

  test("adding the minutes to the clock, as naive rules do, leaves opening hours: the property can fail", () => {
    const naive = (settings: LocationSettings, at: number) =>
      at + minutes(settings.preparationMinutes);
    const broken = fc.check(
      fc.property(stores, moments, (settings, at) => wallSaysOpen(settings, naive(settings, at))),
    );
    expect(broken.failed).toBe(true);
  });

  test("rounding to the quarter after looking at the hours leaves them too", () => {
    const careless = (settings: LocationSettings, at: number) => {
      const ready = promise({ ...settings, preparationMinutes: 0 }, at);
      return ready === null ? null : Math.ceil((ready + 1) / minutes(15)) * minutes(15);
    };
    const broken = fc.check(
      fc.property(stores, moments, (settings, at) => {
        const ready = careless(settings, at);
        return ready === null || wallSaysOpen(settings, ready);
      }),
      { numRuns: 1000 },
    );
    expect(broken.failed).toBe(true);
  });
});

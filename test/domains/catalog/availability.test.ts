import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { availability, UNKNOWN_AFTER } from "#app/domains/catalog/availability.ts";
import type { StockedPlace } from "#app/domains/catalog/availability.ts";
import { shownCount } from "#app/domains/catalog/stock-display.ts";
import { minutes } from "#app/domains/kernel/time.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const JUST_NOW = NOW - minutes(1);

const counted = { tracked: true, buffer: 0 };
function place(available: number | null, more: Partial<StockedPlace> = {}): StockedPlace {
  return {
    isActive: true,
    level: available === null ? null : { available, isActive: true, knownAt: JUST_NOW },
    buffer: 0,
    canBeBroughtHere: false,
    ...more,
  };
}
const at = (here: StockedPlace, everywhere: StockedPlace[] = [], variant = counted) =>
  availability(variant, here, everywhere, JUST_NOW, NOW);

describe("one variant at one location", () => {
  test("units on the shelf are here", () => {
    expect(at(place(3))).toEqual({
      state: "here",
      count: 3,
      knownAt: JUST_NOW,
      lastKnown: "here",
    });
  });

  test("an empty store has none, even while another store has plenty", () => {
    expect(at(place(0), [place(9)]).state).toBe("none");
  });

  test("an empty store to which stock can be brought says so, with nothing here", () => {
    expect(at(place(0, { canBeBroughtHere: true }), [place(9)])).toMatchObject({
      state: "transfer",
      count: 0,
    });
  });

  test("nothing is brought from stores that are empty, closed down or no longer stock it", () => {
    const disconnected = place(9, { level: { available: 9, isActive: false, knownAt: NOW } });
    const elsewhere = [place(0), place(null), place(9, { isActive: false }), disconnected];
    expect(at(place(0, { canBeBroughtHere: true }), elsewhere).state).toBe("none");
  });

  test("its own stock is not brought to a store from itself", () => {
    const here = place(2, { canBeBroughtHere: true, buffer: 2 });
    expect(at(here, [here]).state).toBe("none");
  });

  test("a store that never stocked it has none, with the time we knew", () => {
    expect(at(place(null, { canBeBroughtHere: true }), [place(9)])).toEqual({
      state: "none",
      count: 0,
      knownAt: JUST_NOW,
      lastKnown: "none",
    });
  });

  test("a store that no longer stocks it, or is deactivated, has none", () => {
    expect(at(place(5, { level: { available: 5, isActive: false, knownAt: NOW } })).state).toBe(
      "none",
    );
    expect(at(place(5, { isActive: false })).state).toBe("none");
  });

  test("what Shopify does not count is here without a number, where it is stocked at all", () => {
    const uncounted = { tracked: false, buffer: 5 };
    expect(at(place(0), [], uncounted)).toMatchObject({ state: "here", count: null });
    expect(at(place(null), [], uncounted).state).toBe("none");
  });

  test("a count below zero, as a variant sold beyond its stock has, is none and not a number", () => {
    expect(at(place(-4))).toMatchObject({ state: "none", count: 0 });
  });

  test("knowledge older than Shopify's own retries is unknown, with what we last knew", () => {
    const old = NOW - UNKNOWN_AFTER - 1;
    const here = place(3, { level: { available: 3, isActive: true, knownAt: old } });
    expect(availability(counted, here, [], old, NOW)).toEqual({
      state: "unknown",
      count: 3,
      knownAt: old,
      lastKnown: "here",
    });
    expect(availability(counted, here, [], old + 1, NOW).state).toBe("here");
  });

  test("without any knowledge nothing is claimed, not even that there is none", () => {
    expect(availability(counted, place(null), [], null, NOW)).toMatchObject({
      state: "unknown",
      lastKnown: null,
    });
  });

  test("nothing is brought from a store whose count nobody has confirmed for long", () => {
    const level = { available: 9, isActive: true, knownAt: NOW - UNKNOWN_AFTER - 1 };
    const here = place(0, { canBeBroughtHere: true });
    const elsewhere = [here, place(9, { level })];
    expect(availability(counted, here, elsewhere, null, NOW).state).toBe("none");
    // a reconciliation since then confirms the old count
    expect(availability(counted, here, elsewhere, JUST_NOW, NOW).state).toBe("transfer");
  });
});

const places = fc.record({
  isActive: fc.boolean(),
  level: fc.option(
    fc.record({
      available: fc.integer({ min: -5, max: 20 }),
      isActive: fc.boolean(),
      knownAt: fc.integer({ min: NOW - 2 * UNKNOWN_AFTER, max: NOW }),
    }),
  ),
  buffer: fc.nat(6),
  canBeBroughtHere: fc.boolean(),
});
const variants = fc.record({ tracked: fc.boolean(), buffer: fc.nat(6) });

describe("for any shop", () => {
  test("what is promised here is on the shelf, and both buffers stay there", () => {
    fc.assert(
      fc.property(variants, places, fc.array(places), (variant, here, others) => {
        const said = availability(variant, here, others, NOW, NOW);
        if (said.state !== "here" || said.count === null) return;
        const left = (here.level?.available ?? 0) - said.count;
        expect(said.count).toBeGreaterThan(0);
        expect(left).toBeGreaterThanOrEqual(Math.max(variant.buffer, here.buffer));
      }),
    );
  });

  test("a naive rule (count > 0 is here) breaks that: the property can fail", () => {
    const broken = fc.check(
      fc.property(variants, places, (variant, here) => {
        const naive = here.level?.available ?? 0;
        if (naive <= 0) return true;
        return here.isActive && naive - naive >= Math.max(variant.buffer, here.buffer);
      }),
    );
    expect(broken.failed).toBe(true);
  });

  test("buffers change what is here, and never make anything appear elsewhere", () => {
    fc.assert(
      fc.property(places, fc.array(places), (here, others) => {
        const bare = others.map((other) => ({ ...other, buffer: 0 }));
        const kept = others.map((other) => ({ ...other, buffer: 6 }));
        const tracked = { tracked: true, buffer: 0 };
        expect(availability(tracked, here, bare, NOW, NOW)).toEqual(
          availability(tracked, here, kept, NOW, NOW),
        );
      }),
    );
  });

  test("one more unit never worsens what is said", () => {
    const rank = { unknown: 0, none: 0, transfer: 1, here: 2 };
    fc.assert(
      fc.property(variants, places, fc.array(places), (variant, here, others) => {
        if (!here.level) return;
        const more = { ...here, level: { ...here.level, available: here.level.available + 1 } };
        const [before, after] = [here, more].map((one) =>
          availability(variant, one, others, NOW, NOW),
        );
        expect(rank[after?.state ?? "none"]).toBeGreaterThanOrEqual(rank[before?.state ?? "none"]);
      }),
    );
  });
});

describe("how a count is shown", () => {
  test("as the number, or as few and plenty", () => {
    const band = { mode: "band", lowAt: 3 } as const;
    expect(shownCount(at(place(3)), { mode: "exact" })).toBe(3);
    expect(shownCount(at(place(3)), band)).toBe("low");
    expect(shownCount(at(place(4)), band)).toBe("plenty");
  });

  test("not at all where there is none or nobody counts", () => {
    expect(shownCount(at(place(0)), { mode: "exact" })).toBeNull();
    expect(shownCount(at(place(0), [], { tracked: false, buffer: 0 }), { mode: "exact" })).toBe(
      null,
    );
  });
});

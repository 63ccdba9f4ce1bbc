import fc from "fast-check";
import { expect, test } from "vitest";
import { minutes, seconds } from "#app/domains/kernel/time.ts";
import { NEAR, weighLevelNews, weighNews, wholeSecond } from "#app/domains/shop/news.ts";
import type { News, Verdict, Version } from "#app/domains/shop/news.ts";

/** One state of a thing in Shopify: what is told of it, and what it says. */
interface Told extends Version {
  says: number;
}
type Weigh = (known: Version | null, news: News) => Verdict;

/** Hears the deliveries in this order; in the end Shopify answers what was asked. */
function hear(deliveries: readonly Told[], truth: Told, weigh: Weigh): Told | null {
  let held: Told | null = null;
  let asked = false;
  for (const one of deliveries) {
    const differs = held === null || held.says !== one.says || held.isGone !== one.isGone;
    const verdict = weigh(held, { at: one.at, isGone: one.isGone, differs });
    if (verdict.ask) asked = true;
    if (verdict.apply) held = one;
  }
  return asked ? truth : held;
}

const same = (held: Told | null, truth: Told) =>
  held?.isGone === truth.isGone && (truth.isGone || held.says === truth.says);

/** A thing that is changed some times (often within one second) and then perhaps deleted. */
const life = fc
  .record({
    steps: fc.array(fc.record({ after: fc.integer({ min: 0, max: 3 }), says: fc.nat(5) }), {
      minLength: 1,
      maxLength: 6,
    }),
    isDeleted: fc.boolean(),
  })
  .map(({ steps, isDeleted }) => {
    let at = seconds(1_000);
    const told: Told[] = steps.map(({ after, says }) => {
      at += seconds(after);
      return { at, says, isGone: false };
    });
    if (isDeleted) told.push({ at: at + 1, says: -1, isGone: true });
    return told;
  });

/** A count that goes up and down, is disconnected and connected again. */
const levelLife = fc
  .array(
    fc.record({
      after: fc.integer({ min: 0, max: 9 }),
      says: fc.nat(5),
      isGone: fc.boolean(),
      late: fc.integer({ min: 0, max: NEAR - seconds(1) }),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((steps) => {
    let at = seconds(1_000);
    return steps.map(({ after, says, isGone, late }): Told => {
      at += seconds(after);
      // a disconnect is timed by its sending
      return isGone ? { at: wholeSecond(at + late), says: 0, isGone } : { at, says, isGone };
    });
  });

/** Every delivery at least once, some twice, in any order. */
function deliveredAnyhow(lives: fc.Arbitrary<Told[]>) {
  return lives.chain((told) =>
    fc.record({
      truth: fc.constant(told.at(-1) as Told),
      deliveries: fc
        .subarray(told)
        .chain((twice) =>
          fc.shuffledSubarray([...told, ...twice], { minLength: told.length + twice.length }),
        ),
    }),
  );
}

test("however deliveries are shuffled and doubled, the last state is what we hold", () => {
  fc.assert(
    fc.property(deliveredAnyhow(life), ({ truth, deliveries }) => {
      expect(same(hear(deliveries, truth, weighNews), truth)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test("however deliveries of a count are shuffled and doubled, the last state is what we hold", () => {
  fc.assert(
    fc.property(deliveredAnyhow(levelLife), ({ truth, deliveries }) => {
      expect(same(hear(deliveries, truth, weighLevelNews), truth)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test("negative control: believing whatever arrives last would not do", () => {
  const lastArrival: Weigh = () => ({ apply: true, ask: false });
  const fails = (lives: fc.Arbitrary<Told[]>) =>
    fc.check(
      fc.property(deliveredAnyhow(lives), ({ truth, deliveries }) =>
        same(hear(deliveries, truth, lastArrival), truth),
      ),
    ).failed;
  expect([fails(life), fails(levelLife)]).toEqual([true, true]);
});

test("negative control: comparing times without asking in doubt would not do either", () => {
  const neverAsk: Weigh = (known, news) => ({ ...weighLevelNews(known, news), ask: false });
  const { failed } = fc.check(
    fc.property(deliveredAnyhow(levelLife), ({ truth, deliveries }) =>
      same(hear(deliveries, truth, neverAsk), truth),
    ),
    { numRuns: 2_000 },
  );
  expect(failed).toBe(true);
});

test("what was deleted stays deleted when news of its creation comes a day later", () => {
  const known = { at: minutes(1), isGone: true };
  expect(weighNews(known, { at: minutes(2_000), isGone: false, differs: true }).apply).toBe(false);
});

test("a count that is connected again counts again, also right after its disconnect", () => {
  const known = { at: seconds(100), isGone: true };
  const again = (at: number) => weighLevelNews(known, { at, isGone: false, differs: true });
  expect(again(seconds(100) + minutes(1))).toEqual({ apply: true, ask: false });
  expect(again(seconds(101))).toEqual({ apply: true, ask: true });
  expect(again(seconds(98))).toEqual({ apply: false, ask: true });
  expect(again(seconds(50))).toEqual({ apply: false, ask: false });
});

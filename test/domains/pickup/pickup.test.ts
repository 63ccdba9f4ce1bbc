import fc from "fast-check";
import { expect, test } from "vitest";
import {
  actsOf,
  isClosed,
  STAFF_ACTS,
  STATES,
  stateAfter,
  TRANSITIONS,
} from "#app/domains/pickup/pickup.ts";
import type { Act, PickupState, Standing } from "#app/domains/pickup/pickup.ts";

const ACTS = Object.keys(TRANSITIONS) as Act[];
const acts = fc.array(fc.constantFrom(...ACTS), { maxLength: 60 });
const OPEN = STATES.filter((state) => !isClosed(state));

/** Does the acts that are allowed, passes over the others, and says every state on the way. */
function walk(list: Act[]): PickupState[] {
  let standing: Standing = { state: "new", stateBefore: null };
  const way: PickupState[] = [standing.state];
  for (const act of list) {
    const state = stateAfter(standing, act);
    if (state === null) continue;
    standing = { state, stateBefore: state === "problem" ? standing.state : null };
    way.push(state);
  }
  return way;
}

test("no series of acts leaves the table", () => {
  fc.assert(fc.property(acts, (list) => walk(list).every((state) => STATES.includes(state))));
});

test("what is collected or cancelled stays so, whatever anybody does", () => {
  fc.assert(
    fc.property(acts, (list) => {
      const way = walk(list);
      const end = way.findIndex(isClosed);
      expect(end === -1 || end === way.length - 1).toBe(true);
    }),
  );
  for (const state of ["collected", "cancelled"] as const)
    for (const act of ACTS) expect(stateAfter({ state, stateBefore: null }, act)).toBeNull();
});

test("staff cannot hand over what is not ready, nor cancel anything", () => {
  fc.assert(
    fc.property(acts, (list) => {
      const byStaff = list.filter((act) => TRANSITIONS[act].by === "staff");
      const way = walk(byStaff);
      expect(way).not.toContain("cancelled");
      const collected = way.indexOf("collected");
      if (collected !== -1) expect(way[collected - 1]).toBe("ready");
    }),
  );
});

test("Shopify can end every open pickup, and every open state has a way on", () => {
  for (const state of OPEN) {
    expect(stateAfter({ state, stateBefore: null }, "follow-collected")).toBe("collected");
    expect(stateAfter({ state, stateBefore: null }, "follow-cancelled")).toBe("cancelled");
    expect(actsOf({ state, stateBefore: null })).not.toEqual([]);
  }
});

test("a problem met when it lay ready goes back to ready, any other to picking", () => {
  for (const stateBefore of ["new", "picking", "ready"] as const)
    expect(stateAfter({ state: "problem", stateBefore }, "resume")).toBe(
      stateBefore === "ready" ? "ready" : "picking",
    );
});

test("every act of staff has its button, and only those", () => {
  const byStaff = ACTS.filter((act) => TRANSITIONS[act].by === "staff");
  expect([...STAFF_ACTS].sort()).toEqual(byStaff.sort());
});

test("negative control: a table that let staff hand over from picking would be found out", () => {
  const naive = (standing: Standing, act: Act) =>
    act === "hand-over" && standing.state === "picking" ? "collected" : stateAfter(standing, act);
  expect(() => handsOverOnlyWhatIsReady(stateAfter)).not.toThrow();
  expect(() => handsOverOnlyWhatIsReady(naive)).toThrow("picking");
});

function handsOverOnlyWhatIsReady(next: typeof stateAfter): void {
  fc.assert(
    fc.property(fc.constantFrom(...STATES), (state) => {
      const after = next({ state, stateBefore: null }, "hand-over");
      if (after !== null && state !== "ready") throw new Error(`handed over from ${state}`);
    }),
    { numRuns: 200 },
  );
}

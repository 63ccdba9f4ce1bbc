import fc from "fast-check";
import { expect, test } from "vitest";
import {
  isSettled,
  keyOfRepetition,
  MESSAGE_STATES,
  stateAfterResult,
} from "#app/domains/messaging/sent-message.ts";

const RESULTS = ["sent", "retrying", "failed", "unknown", "not-sent"] as const;

test("what was sent, failed or not sent stays so, whatever a late attempt says", () => {
  for (const state of ["sent", "failed", "not-sent", "retrying"] as const)
    for (const result of RESULTS) expect(stateAfterResult(state, result)).toBeNull();
});

test("a lost attempt may come back and say how it ended, but nothing tries again after it", () => {
  expect(stateAfterResult("unknown", "sent")).toBe("sent");
  expect(stateAfterResult("unknown", "retrying")).toBe("failed");
  expect(stateAfterResult("unknown", "unknown")).toBeNull();
});

test("only a message that waits or is being sent goes on by itself", () => {
  expect(MESSAGE_STATES.filter((state) => !isSettled(state))).toEqual(["sending", "retrying"]);
});

test("each repetition has a key of its own, and two clicks have the same", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.nat(20), (pickup, times) => {
      let key: string = pickup;
      const keys = [key];
      for (let n = 0; n < times; n += 1) keys.push((key = keyOfRepetition(key)));
      return (
        new Set(keys).size === keys.length &&
        keys.every((one) => one.startsWith(pickup)) &&
        keyOfRepetition(key) === keyOfRepetition(key)
      );
    }),
  );
});

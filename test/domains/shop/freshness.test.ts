import { expect, test } from "vitest";
import { minutes, seconds } from "#app/domains/kernel/time.ts";
import { freshness, kindOfTopic } from "#app/domains/shop/freshness.ts";
import type { FreshnessFacts } from "#app/domains/shop/freshness.ts";
import { partShare, runShare, runStatus, timeLeft } from "#app/domains/shop/sync-run.ts";
import type { PartStatus } from "#app/domains/shop/sync-run.ts";

const now = Date.parse("2026-11-21T12:00:00Z");
const fine: FreshnessFacts = {
  inStepAt: now - seconds(8),
  reconciledAt: now - minutes(10),
  oldestWaitingAt: null,
  waiting: 0,
  failed: 0,
  lastError: null,
  isImporting: false,
  isConnected: true,
};

test("news taken eight seconds ago: in step", () => {
  expect(freshness(fine, now)).toMatchObject({ state: "in-step", behind: false, reasons: [] });
});

test("news that has waited for half a minute makes us say that we are behind, a moment less does not", () => {
  const waiting = (since: number) =>
    freshness({ ...fine, waiting: 1, oldestWaitingAt: now - since }, now);
  expect(waiting(seconds(30)).behind).toBe(false);
  expect(waiting(seconds(31))).toMatchObject({ state: "behind", reasons: ["news-waiting"] });
});

test("without a check for twenty minutes nothing is certain", () => {
  const unchecked = (since: number) => freshness({ ...fine, reconciledAt: now - since }, now);
  expect(unchecked(minutes(20)).behind).toBe(false);
  expect(unchecked(minutes(21)).reasons).toEqual(["check-overdue"]);
});

test("a first copy under way is not called behind, a failed or cut-off one is", () => {
  const first = { ...fine, inStepAt: null, reconciledAt: null };
  expect(freshness({ ...first, isImporting: true }, now)).toMatchObject({
    state: "importing",
    behind: false,
  });
  expect(freshness(first, now)).toMatchObject({ state: "unknown", behind: false });
  expect(freshness({ ...first, lastError: "token-dead" }, now)).toMatchObject({
    state: "unknown",
    behind: true,
    reasons: ["check-failed"],
  });
  expect(freshness({ ...fine, isConnected: false }, now).reasons).toEqual(["not-connected"]);
});

test("each topic is news of one kind, and requests about customers are news of none", () => {
  expect(kindOfTopic("inventory_levels/update")).toBe("inventory");
  expect(kindOfTopic("inventory_items/update")).toBe("products");
  expect(kindOfTopic("fulfillment_orders/moved")).toBe("pickups");
  expect(kindOfTopic("customers/update")).toBe("customers");
  expect(kindOfTopic("customers/redact")).toBeNull();
  expect(kindOfTopic("app/uninstalled")).toBeNull();
});

test("a run is over when no part is open, and failed when one is", () => {
  const statuses = (...all: PartStatus[]) => runStatus(all.map((status) => ({ status })));
  expect(statuses("done", "reading")).toBe("running");
  expect(statuses("done", "failed", "asked")).toBe("running");
  expect(statuses("done", "failed")).toBe("failed");
  expect(statuses("done", "done")).toBe("done");
});

test("progress grows with the bytes read, and the time left is guessed only when a guess holds", () => {
  const reading = (bytesRead: number) => ({
    status: "reading" as const,
    rowsRead: 0,
    rowsTotal: 10,
    bytesRead,
    bytesTotal: 100,
  });
  const done = { ...reading(100), status: "done" as const };
  expect(partShare(reading(0))).toBeLessThan(partShare(reading(50)));
  expect(partShare(done)).toBe(1);
  expect(runShare([done, reading(50)])).toBeCloseTo(0.775);
  expect(timeLeft(0.1, minutes(1))).toBeNull();
  expect(timeLeft(0.5, seconds(2))).toBeNull();
  expect(timeLeft(0.5, minutes(1))).toBe(minutes(1));
  expect(timeLeft(1, minutes(1))).toBe(0);
});

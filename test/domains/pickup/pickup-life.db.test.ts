import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "#app/db/open-database.server.ts";
import { shopDomain, shopifyId, stored } from "#app/domains/kernel/ids.ts";
import type {
  FulfillmentOrderId,
  LocationId,
  OrderId,
  PickupId,
  ShopDomain,
} from "#app/domains/kernel/ids.ts";
import { days, minutes, seconds } from "#app/domains/kernel/time.ts";
import { actOnPickup } from "#app/domains/pickup/act-on-pickup.server.ts";
import { askAboutOrder } from "#app/domains/pickup/ask-about-order.server.ts";
import {
  findPickupByPageToken,
  pickupCode,
  pickupPageToken,
} from "#app/domains/pickup/code.server.ts";
import { expirePickups } from "#app/domains/pickup/expire-pickups.server.ts";
import { followOrder } from "#app/domains/pickup/follow-order.server.ts";
import { findByCode, handOver } from "#app/domains/pickup/hand-over.server.ts";
import type { OrderSnapshot, PartStanding } from "#app/domains/pickup/order-snapshot.ts";
import { isClosed, stateAfter, TRANSITIONS } from "#app/domains/pickup/pickup.ts";
import type { Act, PickupState, StaffAct } from "#app/domains/pickup/pickup.ts";
import { readPickup } from "#app/domains/pickup/read-pickup.server.ts";
import { testDatabase } from "#test/support/database.ts";

const SHOP = shopDomain("one.myshopify.com") as ShopDomain;
const OTHER = shopDomain("two.myshopify.com") as ShopDomain;
const NOW = Date.parse("2026-11-21T03:00:00Z");
const KOTA = shopifyId("Location", 101) as LocationId;
const BARAT = shopifyId("Location", 102) as LocationId;
const encryptionKey = Buffer.alloc(32, 3);

let db: Db;
let deps: { db: Db; encryptionKey: Buffer };
let ids = 1000;
beforeAll(async () => {
  db = await testDatabase();
  deps = { db, encryptionKey };
  for (const shop of [SHOP, OTHER])
    await db.prisma.shop.create({ data: { shop, installedAt: new Date(NOW) } });
});
afterAll(() => db.close());

interface PartWorld {
  standing: PartStanding;
  locationId: LocationId;
  hold: string | null;
  quantity: number;
}

function snapshotOf(
  orderId: OrderId,
  part: PartWorld | null,
  updatedAt: number,
  readAt = updatedAt,
): OrderSnapshot {
  return {
    orderId,
    name: `#${orderId}`,
    processedAt: NOW,
    cancelledAt: null,
    customerId: null,
    shopper: { name: "Ayu", email: "ayu@example.com", phone: null, locale: "id" },
    updatedAt,
    readAt,
    isRouted: true,
    parts: part
      ? [
          {
            fulfillmentOrderId: stored<FulfillmentOrderId>(`9${orderId}`),
            locationId: part.locationId,
            locationName: part.locationId === KOTA ? "Kota" : "Barat",
            standing: part.standing,
            hold: part.hold,
            lines:
              part.standing === "open" || part.standing === "ready"
                ? [
                    {
                      id: `8${orderId}`,
                      lineItemId: `7${orderId}`,
                      variantId: null,
                      title: "Tee",
                      variantTitle: "",
                      options: [],
                      sku: "",
                      imageUrl: null,
                      remaining: part.quantity,
                    },
                  ]
                : [],
          },
        ]
      : [],
  };
}

const newOrderId = () => shopifyId("Order", ids++) as OrderId;
const OPEN: PartWorld = { standing: "open", locationId: KOTA, hold: null, quantity: 2 };

/** A pickup of a new order, brought to `state` by its acts. */
async function pickupIn(state: "new" | "picking" | "ready", shop = SHOP, now = NOW) {
  const orderId = newOrderId();
  await followOrder(deps, shop, snapshotOf(orderId, OPEN, now), now);
  const { id } = await db.prisma.pickup.findFirstOrThrow({ where: { shop, orderId } });
  const pickupId = stored<PickupId>(id);
  if (state === "picking") await acts(pickupId, "start-picking", shop, now);
  if (state === "ready") await acts(pickupId, "mark-ready", shop, now);
  return pickupId;
}

async function acts(
  pickupId: PickupId,
  act: Exclude<StaffAct, "hand-over">,
  shop = SHOP,
  now = NOW,
  actor = "staff:1",
) {
  const seen = await readPickup(db.prisma, shop, pickupId);
  const request = { pickupId, actor, seenVersion: seen?.version ?? 0 };
  return actOnPickup(db, shop, act, request, now);
}

async function codeOf(pickupId: PickupId, shop = SHOP): Promise<string> {
  const pickup = await readPickup(db.prisma, shop, pickupId);
  return pickupCode(encryptionKey, shop, pickupId, pickup?.generation ?? 0);
}

const typed = (text: string, more: object = {}) => ({
  text,
  actor: `staff:${randomUUID()}`,
  locationId: null,
  ...more,
});

const standings = fc.constantFrom<PartStanding>("open", "ready", "collected", "gone");
const partWorld: fc.Arbitrary<PartWorld> = fc.record({
  standing: standings,
  locationId: fc.constantFrom(KOTA, BARAT),
  hold: fc.constantFrom(null, null, null, "Awaiting payment"),
  quantity: fc.integer({ min: 1, max: 4 }),
});
const STAFF_ACTS = ["start-picking", "put-back", "mark-ready", "resume", "reopen"] as const;
type Step =
  | { kind: "news"; at: number }
  | { kind: "act"; act: (typeof STAFF_ACTS)[number] }
  | { kind: "hand-over" }
  | { kind: "expire" };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("news" as const), at: fc.nat(7) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("act" as const),
      act: fc.constantFrom(...STAFF_ACTS),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "hand-over" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "expire" as const }) },
);

test("whatever comes, doubled and in whatever order, with staff at work in between: the story is lawful and Shopify's last word is kept", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(partWorld, { minLength: 1, maxLength: 8 }),
      fc.array(step, { maxLength: 25 }),
      async (history, steps) => {
        const orderId = newOrderId();
        const at = (index: number) => Math.min(index, history.length - 1);
        const tell = (index: number) =>
          followOrder(
            deps,
            SHOP,
            snapshotOf(orderId, history[at(index)] ?? null, NOW + seconds(at(index))),
            NOW,
          );
        for (const one of steps) await walkStep(orderId, one, tell);
        await tell(history.length - 1);
        await isLawful(orderId);
        await keepsTheLastWord(orderId, history.at(-1) ?? OPEN);
        const before = await state(orderId);
        for (const index of [0, history.length - 1, 0]) await tell(index);
        expect(await state(orderId)).toEqual(before);
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);

async function walkStep(orderId: OrderId, one: Step, tell: (index: number) => Promise<unknown>) {
  if (one.kind === "news") {
    await tell(one.at);
    return;
  }
  const pickup = await db.prisma.pickup.findFirst({
    where: { shop: SHOP, orderId },
    orderBy: { round: "desc" },
  });
  if (!pickup) return;
  const id = stored<PickupId>(pickup.id);
  if (one.kind === "act") await acts(id, one.act);
  if (one.kind === "hand-over") await handOver(deps, SHOP, typed(await codeOf(id)), NOW);
  if (one.kind === "expire") {
    await db.prisma.pickup.updateMany({
      where: { id, state: "ready" },
      data: { readyAt: new Date(NOW - days(8)) },
    });
    await expirePickups(db, NOW);
  }
}

const state = (orderId: OrderId) =>
  db.prisma.pickup.findMany({
    where: { orderId },
    include: { lines: true, events: { orderBy: { id: "asc" } } },
    orderBy: { round: "asc" },
  });

async function isLawful(orderId: OrderId) {
  for (const pickup of await state(orderId)) {
    let standing = { state: "new" as PickupState, stateBefore: null as PickupState | null };
    for (const event of pickup.events.filter((one) => one.kind in TRANSITIONS)) {
      expect(event.from).toBe(standing.state);
      const to = stateAfter(standing, event.kind as Act);
      expect(event.to).toBe(to);
      standing = {
        state: to ?? standing.state,
        stateBefore: to === "problem" ? standing.state : null,
      };
    }
    expect(pickup.state).toBe(standing.state);
    expect(pickup.codeHash === null).toBe(isClosed(standing.state));
    expect(pickup.closedAt !== null).toBe(isClosed(standing.state));
    const mails = await db.prisma.outbox.count({
      where: { kind: "mail.pickup-ready", key: pickup.id },
    });
    const wasReady = pickup.events.some((event) => event.to === "ready");
    expect(mails).toBe(wasReady ? 1 : 0);
  }
}

async function keepsTheLastWord(orderId: OrderId, last: PartWorld) {
  const rounds = await state(orderId);
  const open = rounds.filter((one) => one.closedAt === null);
  expect(open.length).toBeLessThanOrEqual(1);
  if (last.standing === "collected" || last.standing === "gone") expect(open).toEqual([]);
  const [one] = open;
  if (one) {
    expect(one.locationId).toBe(last.locationId);
    expect(one.lines.map((line) => line.quantity)).toEqual([last.quantity]);
    expect(one.shopifySays).toBe(last.standing);
    if (last.hold) expect(["problem", "expired"]).toContain(one.state);
    else expect(one.problemReason).not.toBe("held-in-shopify");
  } else if (last.standing === "open" || last.standing === "ready")
    // only what we handed over ourselves may be closed here and still open there: Shopify is being told
    expect(rounds.at(-1)?.state).toBe("collected");
}

test("negative control: without the order's own time, yesterday's news would win", async () => {
  const orderId = newOrderId();
  const collected = snapshotOf(orderId, { ...OPEN, standing: "collected" }, NOW + 1);
  await followOrder(deps, SHOP, snapshotOf(orderId, OPEN, NOW), NOW);
  await followOrder(deps, SHOP, collected, NOW);
  const late = await followOrder(deps, SHOP, snapshotOf(orderId, OPEN, NOW), NOW);
  expect(late.result).toBe("older");
  // the same news with a newer time does reopen it, so it was the time that kept it out
  const newer = await followOrder(deps, SHOP, snapshotOf(orderId, OPEN, NOW + 2), NOW);
  expect(newer).toEqual({ result: "followed", changes: 1 });
});

test("two answers of the same second: the one that was asked for later wins", async () => {
  const orderId = newOrderId();
  const asked = (standing: PartStanding, readAt: number) =>
    followOrder(deps, SHOP, snapshotOf(orderId, { ...OPEN, standing }, NOW, readAt), NOW);
  await asked("open", NOW + 10);
  await asked("collected", NOW + 30);
  expect((await asked("open", NOW + 20)).result).toBe("older");
  expect(await state(orderId)).toMatchObject([{ state: "collected" }]);
});

test("the same snapshot ten times at once makes one pickup", async () => {
  const orderId = newOrderId();
  await Promise.all(
    Array.from({ length: 10 }, () => followOrder(deps, SHOP, snapshotOf(orderId, OPEN, NOW), NOW)),
  );
  expect(await state(orderId)).toHaveLength(1);
});

test("two people mark it ready at once: one does, the other is told who was first", async () => {
  const pickupId = await pickupIn("picking");
  const { version } = await db.prisma.pickup.findFirstOrThrow({ where: { id: pickupId } });
  const outcomes = await Promise.all(
    ["staff:1", "staff:2", "staff:1"].map((actor) =>
      actOnPickup(db, SHOP, "mark-ready", { pickupId, actor, seenVersion: version }, NOW),
    ),
  );
  expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
  const first = await db.prisma.pickupEvent.findFirstOrThrow({
    where: { pickupId, kind: "mark-ready" },
  });
  for (const one of outcomes)
    if (!one.ok)
      expect(one).toMatchObject({
        reason: "already-done",
        latest: { kind: "mark-ready", actor: first.actor },
      });
  expect(
    await db.prisma.outbox.count({
      where: { kind: "shopify.mark-ready", key: { startsWith: pickupId } },
    }),
  ).toBe(1);
});

test("whoever acts on what they no longer see is told that it changed", async () => {
  const pickupId = await pickupIn("new");
  const stale = { pickupId, actor: "staff:2", seenVersion: 1 };
  await acts(pickupId, "start-picking");
  await acts(pickupId, "mark-ready");
  expect(await actOnPickup(db, SHOP, "start-picking", stale, NOW)).toMatchObject({
    ok: false,
    reason: "changed",
    latest: { kind: "mark-ready" },
  });
});

test("one code handed over ten times at once gives the goods out once", async () => {
  const pickupId = await pickupIn("ready");
  const code = await codeOf(pickupId);
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => handOver(deps, SHOP, typed(code), NOW)),
  );
  expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
  expect(outcomes.filter((one) => !one.ok && one.reason === "used")).toHaveLength(9);
  expect(
    await db.prisma.outbox.count({
      where: { kind: "shopify.hand-over", key: { startsWith: pickupId } },
    }),
  ).toBe(1);
});

test("a thousand wrong codes: ten are looked at, and then not even the right one for a while", async () => {
  const pickupId = await pickupIn("ready");
  const right = await codeOf(pickupId);
  const actor = "staff:guesser";
  const reasons: string[] = [];
  for (let guess = 0; guess < 1_000; guess++) {
    const text = String(guess + 200_000)
      .split("")
      .map((d) => "FGHJKMNPQR".charAt(Number(d)))
      .join("");
    const outcome = await handOver(deps, SHOP, { text, actor, locationId: KOTA }, NOW);
    reasons.push(outcome.ok ? "ok" : outcome.reason);
  }
  expect(reasons.filter((one) => one === "wrong-code")).toHaveLength(10);
  expect(reasons.filter((one) => one === "locked")).toHaveLength(990);
  const right1 = await handOver(deps, SHOP, { text: right, actor, locationId: KOTA }, NOW);
  expect(right1).toMatchObject({ ok: false, reason: "locked", until: NOW + minutes(15) });
  const colleague = { text: right, actor: "staff:colleague", locationId: KOTA };
  expect(await findByCode(deps, SHOP, colleague, NOW)).toMatchObject({ ok: true });
  const later = NOW + minutes(15);
  expect(await handOver(deps, SHOP, { text: right, actor, locationId: KOTA }, later)).toMatchObject(
    { ok: true },
  );
}, 120_000);

test("guessing in parallel counts every guess", async () => {
  const actor = "staff:parallel";
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, () =>
      findByCode(deps, SHOP, { text: "FGHJKM", actor, locationId: null }, NOW),
    ),
  );
  expect(outcomes.filter((one) => !one.ok && one.reason === "wrong-code")).toHaveLength(10);
});

test("wrong codes against one pickup lock that pickup, whoever types them", async () => {
  const pickupId = await pickupIn("ready");
  for (let i = 0; i < 5; i++) await findByCode(deps, SHOP, typed("FGHJKM", { pickupId }), NOW);
  const right = typed(await codeOf(pickupId), { pickupId });
  expect(await findByCode(deps, SHOP, right, NOW)).toMatchObject({ ok: false, reason: "locked" });
  expect(await findByCode(deps, SHOP, right, NOW + minutes(15))).toMatchObject({ ok: true });
});

test("another shop's code opens nothing here", async () => {
  const theirs = await pickupIn("ready", OTHER);
  const code = await codeOf(theirs, OTHER);
  expect(await findByCode(deps, SHOP, typed(code), NOW)).toEqual({
    ok: false,
    reason: "wrong-code",
  });
  expect(await findByCode(deps, OTHER, typed(code), NOW)).toMatchObject({ ok: true });
  expect(await acts(theirs, "report-problem", SHOP)).toMatchObject({
    ok: false,
    reason: "unknown-pickup",
  });
});

test("a code at the wrong store, too early, of another order, or after the end says which", async () => {
  const pickupId = await pickupIn("ready");
  const text = await codeOf(pickupId);
  expect(await findByCode(deps, SHOP, typed(text, { locationId: BARAT }), NOW)).toEqual({
    ok: false,
    reason: "other-location",
    locationName: "Kota",
  });
  const other = await pickupIn("ready");
  expect(await findByCode(deps, SHOP, typed(text, { pickupId: other }), NOW)).toEqual({
    ok: false,
    reason: "other-pickup",
  });
  const early = await pickupIn("picking");
  expect(await findByCode(deps, SHOP, typed(await codeOf(early)), NOW)).toEqual({
    ok: false,
    reason: "not-ready",
    state: "picking",
  });
  expect(await findByCode(deps, SHOP, typed("hello!"), NOW)).toEqual({
    ok: false,
    reason: "not-a-code",
  });
});

test("the page's link opens its pickup only, in its shop only, and no changed link opens any", async () => {
  const pickupId = await pickupIn("new");
  const token = pickupPageToken(encryptionKey, SHOP, pickupId, 1);
  const find = (text: string, shop = SHOP, key = encryptionKey) =>
    findPickupByPageToken(db.prisma, key, shop, text);
  expect(await find(token)).toBe(pickupId);
  expect(await find(token, OTHER)).toBeNull();
  expect(await find(token, SHOP, Buffer.alloc(32, 9))).toBeNull();
  for (let at = 0; at < token.length; at++) {
    const changed = token.slice(0, at) + (token[at] === "a" ? "b" : "a") + token.slice(at + 1);
    // the last letter of 16 bytes in base64url carries two bits
    if (at < token.length - 1) expect(await find(changed)).toBeNull();
  }
  await db.prisma.pickup.update({
    where: { shop_id: { shop: SHOP, id: pickupId } },
    data: { generation: 2 },
  });
  expect(await find(token)).toBeNull();
});

test("what lies ready longer than the merchant's days expires, comes back when someone comes, and Shopify hears nothing", async () => {
  const pickupId = await pickupIn("ready", OTHER);
  await db.prisma.shop.update({ where: { shop: OTHER }, data: { pickupExpiresAfterDays: 3 } });
  await expirePickups(db, NOW + days(3));
  expect(await readPickup(db.prisma, OTHER, pickupId)).toMatchObject({ state: "ready" });
  const intents = await db.prisma.outbox.count({ where: { shop: OTHER } });
  await Promise.all([expirePickups(db, NOW + days(3) + 1), expirePickups(db, NOW + days(3) + 1)]);
  expect(await readPickup(db.prisma, OTHER, pickupId)).toMatchObject({ state: "expired" });
  expect(await db.prisma.outbox.count({ where: { shop: OTHER } })).toBe(intents);
  const code = typed(await codeOf(pickupId, OTHER));
  expect(await findByCode(deps, OTHER, code, NOW)).toMatchObject({
    reason: "not-ready",
    state: "expired",
  });
  await acts(pickupId, "reopen", OTHER, NOW + days(4));
  expect(await expirePickups(db, NOW + days(5))).toBe(0);
  expect(await handOver(deps, OTHER, code, NOW + days(4))).toMatchObject({ ok: true });
});

test("ten pieces of news before anyone asks Shopify are one question; news after that is another", async () => {
  const orderId = newOrderId();
  const ask = (cause: string) => askAboutOrder(db, SHOP, { orderId }, cause, NOW);
  for (let i = 0; i < 10; i++) await ask(`webhook-${i}`);
  const questions = () =>
    db.prisma.outbox.findMany({
      where: { kind: "shopify.read-order", key: { startsWith: `order:${orderId}/` } },
    });
  expect(await questions()).toHaveLength(1);
  await db.prisma.outbox.updateMany({
    where: { key: { startsWith: `order:${orderId}/` } },
    data: { attempts: 1 },
  });
  await ask("webhook-11");
  await ask("webhook-12");
  expect(await questions()).toHaveLength(2);
});

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
import { days, hours, minutes } from "#app/domains/kernel/time.ts";
import { due } from "#app/domains/pickup/due.ts";
import { followOrder } from "#app/domains/pickup/follow-order.server.ts";
import { pickupCode } from "#app/domains/pickup/code.server.ts";
import { readBoard } from "#app/domains/pickup/read-board.server.ts";
import type { BoardQuestion } from "#app/domains/pickup/read-board.server.ts";
import { readPickupStory } from "#app/domains/pickup/read-pickup-story.server.ts";
import { takeStaffRequest } from "#app/domains/pickup/take-staff-request.server.ts";
import { testDatabase } from "#test/support/database.ts";

const SHOP = shopDomain("one.myshopify.com") as ShopDomain;
const OTHER = shopDomain("two.myshopify.com") as ShopDomain;
const KOTA = shopifyId("Location", 101) as LocationId;
const BARAT = shopifyId("Location", 102) as LocationId;
/** 10:00 in Jakarta */
const NOW = Date.parse("2026-11-20T03:00:00Z");
const encryptionKey = Buffer.alloc(32, 5);

let db: Db;
let deps: { db: Db; encryptionKey: Buffer };
beforeAll(async () => {
  db = await testDatabase();
  deps = { db, encryptionKey };
  for (const shop of [SHOP, OTHER])
    await db.prisma.shop.create({ data: { shop, installedAt: new Date(NOW) } });
  for (const [id, name] of [
    [KOTA, "Kota"],
    [BARAT, "Barat"],
  ] as const)
    await db.prisma.location.create({
      data: {
        shop: SHOP,
        id,
        name,
        isActive: true,
        pickupTime: "TWO_HOURS",
        updatedAt: new Date(NOW),
      },
    });
  const allDay = [["00:00", "24:00"]];
  await db.prisma.locationSettings.create({
    data: {
      shop: SHOP,
      locationId: KOTA,
      timeZone: "Asia/Jakarta",
      openingHours: Object.fromEntries(
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, allDay]),
      ),
      preparationMinutes: 60,
      updatedAt: new Date(NOW),
    },
  });
  await order("1", { orderedAt: NOW - hours(2) });
  await order("2", { orderedAt: NOW - minutes(40), name: "Budi Santoso" });
  await order("3", { orderedAt: NOW - hours(5), locationId: BARAT });
  await order("4", { shop: OTHER, orderedAt: NOW });
});
afterAll(() => db.close());

async function order(
  id: string,
  more: {
    shop?: ShopDomain;
    orderedAt: number;
    locationId?: LocationId;
    name?: string;
    standing?: "collected";
    updatedAt?: number;
    now?: number;
  },
) {
  await followOrder(
    deps,
    more.shop ?? SHOP,
    {
      orderId: stored<OrderId>(id),
      name: `#10${id}`,
      processedAt: more.orderedAt,
      cancelledAt: null,
      customerId: null,
      shopper: { name: more.name ?? "Ayu", email: "ayu@example.com", phone: null, locale: "id" },
      updatedAt: more.updatedAt ?? more.orderedAt,
      readAt: NOW,
      isRouted: true,
      parts: [
        {
          fulfillmentOrderId: stored<FulfillmentOrderId>(`9${id}`),
          locationId: more.locationId ?? KOTA,
          locationName: more.locationId === BARAT ? "Barat" : "Kota",
          standing: more.standing ?? "open",
          hold: null,
          lines: more.standing
            ? []
            : [
                {
                  id: `8${id}`,
                  lineItemId: `7${id}`,
                  variantId: null,
                  title: "Tee",
                  variantTitle: "S",
                  options: [{ name: "Size", value: "S" }],
                  sku: "T",
                  imageUrl: null,
                  remaining: 2,
                },
              ],
        },
      ],
    },
    more.now ?? NOW,
  );
}

const board = (question: Partial<BoardQuestion> = {}, now = NOW, shop = SHOP) =>
  readBoard(db, shop, { locationId: null, tab: "new", search: "", ...question }, now);
const names = async (question: Partial<BoardQuestion> = {}, now = NOW) =>
  (await board(question, now)).cards.map((card) => card.orderName);
const idOf = async (orderId: string) =>
  stored<PickupId>((await db.prisma.pickup.findFirstOrThrow({ where: { orderId } })).id);

test("the most urgent comes first, and a location sees its own alone", async () => {
  expect(await names()).toEqual(["#101", "#102", "#103"]);
  expect(await names({ locationId: KOTA })).toEqual(["#101", "#102"]);
  expect((await board({ locationId: KOTA })).counts).toEqual({
    new: 2,
    picking: 0,
    ready: 0,
    problem: 0,
    done: 0,
  });
  expect((await board()).locations).toEqual([
    { id: BARAT, name: "Barat", open: 1 },
    { id: KOTA, name: "Kota", open: 2 },
  ]);
});

test("a card says how late or how soon, on the store's clocks, and holds no way to reach the shopper", async () => {
  const { cards } = await board({ locationId: KOTA });
  expect(cards.map((card) => due(card, NOW))).toEqual([
    { kind: "late", minutes: 60 },
    { kind: "soon", minutes: 30 },
  ]);
  expect(cards[0]).toMatchObject({ timeZone: "Asia/Jakarta", shopperName: "Ayu", itemCount: 2 });
  expect(JSON.stringify(cards)).not.toContain("example.com");
});

test("where the merchant has stated no hours nothing is promised, and the card comes after those that are due", async () => {
  const [card] = (await board({ locationId: BARAT })).cards;
  expect(card?.promisedAt).toBeNull();
});

test("no shop sees another's", async () => {
  expect((await board({ search: "#10" }, NOW, OTHER)).cards.map((card) => card.orderName)).toEqual([
    "#104",
  ]);
  expect(await readPickupStory(db, OTHER, await idOf("1"), "staff:1", NOW)).toBeNull();
});

test("a search goes through every state by order or shopper, and its signs are only text", async () => {
  expect(await names({ search: "budi" })).toEqual(["#102"]);
  expect(await names({ search: "#103", tab: "ready" })).toEqual(["#103"]);
  for (const search of ["%", "_", "'; --", "\\", "🧶", "\0x"])
    expect(await names({ search })).toEqual([]);
});

test("done today is the store's today", async () => {
  const yesterdayEvening = Date.parse("2026-11-19T16:30:00Z"); // 23:30 in Jakarta
  await order("5", { orderedAt: NOW - days(2) });
  await order("6", { orderedAt: NOW - days(2) });
  await order("5", {
    orderedAt: NOW - days(2),
    standing: "collected",
    updatedAt: NOW,
    now: yesterdayEvening,
  });
  await order("6", {
    orderedAt: NOW - days(2),
    standing: "collected",
    updatedAt: NOW,
    now: yesterdayEvening + hours(1),
  });
  expect(await names({ locationId: KOTA, tab: "done" })).toEqual(["#106"]);
  expect((await board({ locationId: KOTA })).counts.done).toBe(1);
});

test("what staff press is done once and told to both", async () => {
  const pickupId = await idOf("1");
  const press = (actor: string) =>
    takeStaffRequest(
      deps,
      SHOP,
      actor,
      { wants: "act", act: "start-picking", pickupId, seenVersion: "1" },
      NOW,
    );
  const answers = await Promise.all([press("staff:1"), press("staff:2")]);
  expect(answers.map((answer) => answer.kind).sort()).toEqual(["done", "refused"]);
  expect(answers.find((answer) => answer.kind === "refused")).toMatchObject({
    reason: "already-done",
    latest: { kind: "start-picking", who: "colleague" },
  });
});

test("whoever reads the story sees their own acts as theirs", async () => {
  const pickupId = await idOf("1");
  const story = await readPickupStory(db, SHOP, pickupId, "staff:9", NOW);
  expect(story?.events.map((event) => [event.kind, event.who])).toEqual([
    ["start-picking", "colleague"],
    ["created", "shopify"],
  ]);
});

test("a form that is not of its shape is not understood, and nothing happens", async () => {
  for (const form of [
    {},
    { wants: "act", act: "hand-over", pickupId: await idOf("2"), seenVersion: "1" },
    { wants: "act", act: "follow-collected", pickupId: await idOf("2"), seenVersion: "1" },
    { wants: "act", act: "mark-ready", pickupId: "1' OR 1=1", seenVersion: "1" },
    {
      wants: "report-problem",
      pickupId: await idOf("2"),
      seenVersion: "1",
      reason: "held-in-shopify",
      note: "",
    },
    { wants: "find-code", text: "x".repeat(5_000), locationId: "" },
  ])
    expect(await takeStaffRequest(deps, SHOP, "staff:1", form, NOW)).toEqual({
      kind: "not-understood",
    });
  expect(await db.prisma.pickup.findFirst({ where: { orderId: "2" } })).toMatchObject({
    version: 1,
  });
});

test("the code leads to whose order it is and to no way to reach them, then it is handed over", async () => {
  const pickupId = await idOf("2");
  const act = { wants: "act", act: "mark-ready", pickupId, seenVersion: "1" };
  await takeStaffRequest(deps, SHOP, "staff:1", act, NOW);
  const text = pickupCode(encryptionKey, SHOP, pickupId, 1).toLowerCase();
  const ask = (wants: string) =>
    takeStaffRequest(deps, SHOP, "staff:1", { wants, text, locationId: KOTA }, NOW);
  const found = await ask("find-code");
  expect(found).toMatchObject({
    kind: "found",
    found: {
      orderName: "#102",
      shopperName: "Budi Santoso",
      lines: [{ title: "Tee", quantity: 2 }],
    },
  });
  expect(JSON.stringify(found)).not.toContain("example.com");
  expect(await ask("hand-over")).toEqual({ kind: "done", done: "hand-over" });
  expect(await ask("hand-over")).toMatchObject({
    kind: "code-refused",
    refusal: { reason: "used", at: NOW },
    timeZone: "Asia/Jakarta",
  });
});

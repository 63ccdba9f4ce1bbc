import { afterAll, beforeAll, expect, test } from "vitest";
import { boardToken } from "#app/doors/board-token.server.ts";
import { proxyDigest } from "#app/doors/storefront.server.ts";
import type { PickupId } from "#app/domains/kernel/ids.ts";
import { expirePickups } from "#app/domains/pickup/expire-pickups.server.ts";
import { pickupCode, pickupPageToken } from "#app/domains/pickup/code.server.ts";
import { INBOX_HANDLERS } from "#app/jobs/inbox-handlers.server.ts";
import { startJobs } from "#app/jobs/start-jobs.server.ts";
import { aPickup, aShopWithAStore, shopNamed, stateReadyMail } from "#test/support/ready-pickup.ts";
import { API_SECRET, hasToken, openDoors, sessionTokenFor } from "./open-doors.ts";
import type { OpenDoors } from "./open-doors.ts";

/**
 * Two shops whose every id is the same: location 7, product 401, the same pickup. Whatever is asked or done in the one, nothing of
 * the other is seen or changed. Routes and topics are taken from the code, so a new one is walked too.
 */
const KEY = Buffer.alloc(32, 7);
const shop = shopNamed("sambung-demo");
const twin = shopNamed("twin");
const MARK = "THE-TWIN'S";
const now = () => Date.now();

let doors: OpenDoors;
let pickup: PickupId;
let ready: PickupId;
let lying: PickupId;
let before: Record<string, string>;

beforeAll(async () => {
  doors = await openDoors();
  const { prisma } = doors.db;
  await aShopWithAStore(doors.db, shop);
  await hasToken(doors.services, shop);
  const at = new Date(now() - 60_000);
  await prisma.syncState.createMany({
    data: ["locations", "products", "inventory", "customers", "pickups"].map((kind) => ({
      shop,
      kind,
      inStepAt: at,
      lastError: "x",
    })),
  });
  await prisma.product.create({
    data: { shop, id: "401", title: "Tote", handle: "tote", status: "ACTIVE", updatedAt: at },
  });
  await prisma.productSettings.create({ data: { shop, productId: "401", buffer: 1 } });
  await prisma.variant.create({
    data: {
      shop,
      id: "501",
      productId: "401",
      inventoryItemId: "601",
      title: "Black",
      updatedAt: at,
    },
  });
  await prisma.inventoryLevel.create({
    data: { shop, inventoryItemId: "601", locationId: "7", available: 10, updatedAt: at },
  });
  await prisma.customer.create({
    data: { shop, id: "901", firstName: "Sari", email: "sari@example.com", updatedAt: at },
  });
  pickup = await aPickup(doors.db, shop, KEY, { now: now() - 60_000, state: "new" });
  ready = await aPickup(doors.db, shop, KEY, { now: now() - 60_000 });
  lying = await aPickup(doors.db, shop, KEY, { now: now() - 30 * 86_400_000 });
  await prisma.pickupOrder.updateMany({ where: { shop }, data: { customerId: "901" } });
  await prisma.pickupEvent.create({
    data: { shop, pickupId: pickup, at, actor: "shopify", kind: "created", to: "new" },
  });
  await prisma.mailTemplate.create({
    data: {
      shop,
      kind: "pickup-ready",
      language: "en",
      subject: "Ready: {{ order.name }}",
      body: "<p>{{ pickup.code }}</p>",
      updatedAt: at,
    },
  });
  await prisma.messageSwitch.create({
    data: { shop, kind: "pickup-ready", isOn: true, updatedAt: at },
  });
  await prisma.sentMessage.create({
    data: {
      shop,
      kind: "pickup-ready",
      intentKey: pickup,
      pickupId: pickup,
      state: "unknown",
      reason: "interrupted",
      attemptId: "x",
      createdAt: at,
      at,
    },
  });
  await prisma.dataExport.create({
    data: {
      shop,
      id: "1",
      customerId: "901",
      requestedAt: at,
      collectedAt: at,
      document: { name: "Sari" },
    },
  });
  await prisma.auditLog.create({ data: { shop, at, actor: "shopify", act: "x", subject: "y" } });
  await prisma.syncRun.create({
    data: {
      shop,
      id: "r",
      purpose: "import",
      status: "failed",
      startedAt: at,
      parts: { create: { kind: "inventory", status: "failed", reason: "unreachable" } },
    },
  });
  await stateReadyMail(doors.db, shop, ready);
  await prisma.pickupCodeWindow.create({ data: { shop, subject: "location:7", startedAt: at } });
  await prisma.inbox.create({
    data: { shop, id: "w", topic: "orders/create", body: "{}", status: "done", doneAt: at },
  });
  await clone();
  // the twin waits for nothing: what moves there from now on was moved by the other shop
  await prisma.outbox.updateMany({ where: { shop: twin }, data: { status: "done", doneAt: at } });
  before = await rowsOf(twin);
});
afterAll(() => doors.close());

/** Each row of the shop once more, for the twin, with a mark in every text that people wrote. */
async function clone(): Promise<void> {
  const { rows } = await doors.db.pool.query<{
    table: string;
    name: string;
    type: string;
    made: string | null;
  }>(
    `SELECT c.table_name AS table, c.column_name AS name, c.data_type AS type, c.column_default AS made
       FROM information_schema.columns c WHERE c.table_schema = current_schema()
        AND c.table_name IN (SELECT table_name FROM information_schema.columns WHERE column_name = 'shop' AND table_schema = current_schema())
      ORDER BY array_position(ARRAY['PickupOrder', 'Pickup', 'SyncRun'], c.table_name::text)`,
  );
  const written =
    /^(title|variantTitle|name|shopperName|locationName|email|firstName|subject|body|address1|problemNote|handle|pickupInstructions)$/;
  for (const table of new Set(rows.map((row) => row.table))) {
    const columns = rows.filter((row) => row.table === table && !row.made?.startsWith("nextval"));
    const values = columns.map(({ name, type }) => {
      if (name === "shop") return `'${twin}'`;
      if (table === "Session" && name === "id") return `'offline_${twin}'`;
      return written.test(name) && type === "text"
        ? `'${MARK.replace("'", "''")} ' || "${name}"`
        : `"${name}"`;
    });
    await doors.db.pool.query(
      `INSERT INTO "${table}" (${columns.map(({ name }) => `"${name}"`).join(", ")}) SELECT ${values.join(", ")} FROM "${table}" WHERE shop = $1`,
      [shop],
    );
  }
}

/** Every table that has a shop, as text. */
async function rowsOf(one: string): Promise<Record<string, string>> {
  const { rows: tables } = await doors.db.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns WHERE column_name = 'shop' AND table_schema = current_schema() ORDER BY 1`,
  );
  const all: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await doors.db.pool.query<{ row: string }>(
      `SELECT t::text AS row FROM "${name}" t WHERE shop = $1 ORDER BY 1`,
      [one],
    );
    all[name] = rows.map(({ row }) => row).join("\n");
  }
  return all;
}

const asStaff = async (path: string, init?: RequestInit) =>
  doors.asStaff(path, await sessionTokenFor(shop), init);
const sendsJson = (path: string, body: unknown) =>
  asStaff(path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
const sendsForm = (path: string, form: Record<string, string>) =>
  asStaff(path, { method: "POST", body: new URLSearchParams(form) });

async function works(): Promise<void> {
  const jobs = startJobs(doors.services);
  await jobs.settle();
  await jobs.stop();
}

test("the twin has a row in every table that has a shop", () => {
  const empty = Object.entries(before).flatMap(([name, rows]) => (rows === "" ? [name] : []));
  expect(empty).toEqual([]);
  expect(Object.values(before).join()).toContain(MARK);
});

test("no page of the one shows anything of the other", async () => {
  const { routes } = doors.build;
  const pathOf = (id: string | undefined): string => {
    const route = id === undefined ? undefined : routes[id];
    return route ? [pathOf(route.parentId), route.path ?? ""].filter(Boolean).join("/") : "";
  };
  let seen = 0;
  for (const route of Object.values(routes)) {
    if (!route?.module.loader || route.id === "routes/auth.$") continue;
    for (const id of ["7", pickup, ready, "401"])
      for (const query of [
        "",
        "&tab=ready&location=7",
        "&tab=done&q=TWIN",
        "&find=Tote",
        `&shop=${twin}`,
      ]) {
        const path = `/${pathOf(route.id)}`.replace(/:\w+/g, id);
        const answer = await asStaff(
          `${path === "/" ? "/_root" : path}.data?_routes=${encodeURIComponent(route.id)}${query}`,
        );
        expect(answer.text, `${route.id} ${query}`).not.toContain(MARK);
        seen += answer.text.length;
      }
  }
  expect(seen).toBeGreaterThan(5_000);
  expect((await asStaff("/app/pickups?tab=ready")).text).toContain("Jasmine tea");
});

test("nothing of the other comes through the app proxy", async () => {
  for (const path of ["availability", "stores", "pickup", "pickup/state"]) {
    const query = new URLSearchParams({
      variant: "501",
      q: "Jakarta",
      p: pickupPageToken(KEY, shop, ready, 1),
      shop,
      path_prefix: "/apps/sambung",
      timestamp: String(Math.floor(now() / 1_000)),
      logged_in_customer_id: "901",
    });
    query.set("signature", proxyDigest(query, API_SECRET).toString("hex"));
    const answer = await doors.ask(`/proxy/${path}?${query}`);
    expect([path, answer.status]).toEqual([path, 200]);
    expect(answer.text).not.toContain(MARK);
  }
});

test("a board hears of its own shop alone", async () => {
  const gone = new AbortController();
  const answer = await fetch(
    `http://127.0.0.1:${doors.port}/app-stream?token=${boardToken(KEY, shop, now())}`,
    { signal: gone.signal },
  );
  let heard = "";
  const reading = (async () => {
    const reader = answer.body?.getReader();
    for (let part = await reader?.read(); part?.value; part = await reader?.read())
      heard += new TextDecoder().decode(part.value);
  })().catch(() => {});
  const tell = (of: string, id: string) =>
    doors.db.pool.query(`SELECT pg_notify('pickups', $1)`, [
      JSON.stringify({ shop: of, pickup: id, location: "7" }),
    ]);
  await tell(twin, "not-ours");
  await tell(shop, "ours");
  while (!heard.includes('"ours"')) await new Promise((resolve) => setTimeout(resolve, 10));
  gone.abort();
  await reading;
  expect(heard).not.toContain("not-ours");
});

test("whatever staff do in the one leaves the other as it was", async () => {
  const code = pickupCode(KEY, shop, ready, 1);
  const version = "1";
  const answers = [
    await sendsForm("/app/pickups/act", {
      wants: "act",
      act: "start-picking",
      pickupId: pickup,
      seenVersion: version,
    }),
    await sendsForm("/app/pickups/act", {
      wants: "act",
      act: "mark-ready",
      pickupId: pickup,
      seenVersion: "2",
    }),
    await sendsForm("/app/pickups/act", {
      wants: "report-problem",
      pickupId: pickup,
      seenVersion: "3",
      reason: "other",
      note: "x",
    }),
    await sendsForm("/app/pickups/act", {
      wants: "act",
      act: "resume",
      pickupId: pickup,
      seenVersion: "4",
    }),
    await sendsForm("/app/pickups/act", { wants: "retry", pickupId: pickup }),
    await sendsForm("/app/pickups/act", { wants: "find-code", text: code, locationId: "7" }),
    await sendsForm("/app/pickups/act", {
      wants: "hand-over",
      text: pickupCode(KEY, twin, ready, 1),
      locationId: "7",
    }),
    await sendsForm("/app/pickups/act", { wants: "hand-over", text: code, locationId: "7" }),
    await sendsForm("/app?index", { intent: "check" }),
    await sendsForm("/app?index", { intent: "retry" }),
    await sendsForm("/app?index", { intent: "export", id: "1" }),
    await sendsJson("/app/settings", {
      what: "display",
      settings: { stockDisplay: "band", lowStockAt: 9 },
    }),
    await sendsJson("/app/settings", { what: "buffer", productId: "401", buffer: 5 }),
    await sendsJson("/app/locations/7", {
      timeZone: "Asia/Jakarta",
      openingHours: {
        mon: [["09:00", "17:00"]],
        tue: [],
        wed: [],
        thu: [],
        fri: [],
        sat: [],
        sun: [],
      },
      closures: [],
      preparationMinutes: 30,
      cutOff: null,
      buffer: 2,
      transferDays: null,
      pickup: { enabled: true, pickupTime: "ONE_HOUR", instructions: "x" },
    }),
    await sendsJson("/app/messages/pickup-ready", {
      act: "save",
      drafts: [
        {
          language: "en",
          subject: "{{ order.name }}",
          body: "<p>{{ pickup.code }}</p>",
          version: 1,
        },
      ],
    }),
    await sendsJson("/app/messages/pickup-ready", {
      act: "preview",
      draft: { language: "en", subject: "x", body: "y" },
    }),
    await sendsJson("/app/messages/pickup-ready", { act: "switch", isOn: false }),
    await sendsJson("/app/messages/pickup-ready", { act: "switch", isOn: true }),
    await sendsJson("/app/messages?index", { kind: "pickup-ready", intentKey: pickup }),
  ];
  for (const [at, answer] of answers.entries()) {
    expect([at, answer.status]).toEqual([at, 200]);
    expect(answer.text).not.toContain(MARK);
  }
  expect(answers[7]?.text).toContain('"done"');
  expect(answers[6]?.text).toContain("wrong-code");
  await works();
  expect(await rowsOf(twin)).toEqual(before);
  // this one is for all shops: each by its own days
  await doors.db.prisma.shop.update({
    where: { shop: twin },
    data: { pickupExpiresAfterDays: 60 },
  });
  expect(await expirePickups(doors.db, now())).toBe(1);
  const states = await doors.db.prisma.pickup.findMany({
    where: { id: lying },
    orderBy: { shop: "asc" },
  });
  expect(states.map((one) => [one.shop, one.state])).toEqual([
    [shop, "expired"],
    [twin, "ready"],
  ]);
});

test("whatever Shopify says of the one leaves the other as it was", async () => {
  before = await rowsOf(twin);
  const time = new Date(now() + 1_000).toISOString();
  const body = JSON.stringify({
    id: 901,
    inventory_item_id: 601,
    location_id: 7,
    order_id: 1001,
    order_edit: { order_id: 1001 },
    available: 3,
    updated_at: time,
    name: "Changed",
    active: false,
    title: "Changed",
    handle: "changed",
    status: "active",
    tracked: false,
    variants: [],
    current: ["read_products"],
    admin_graphql_api_id: "gid://shopify/BulkOperation/1",
    customer: { id: 901 },
    fulfillment_order: { id: "gid://shopify/FulfillmentOrder/91001" },
    original_fulfillment_order: { id: "gid://shopify/FulfillmentOrder/91001" },
  });
  const topics = Object.keys(INBOX_HANDLERS).toSorted((a, b) => last(a) - last(b));
  for (const topic of topics) {
    for (const id of [7, 401, 601, 901]) {
      const own = body.replace('"id":901,"inv', `"id":${id},"inv`);
      expect(
        (await doors.deliver(shop, topic, own, { "x-shopify-triggered-at": time })).status,
      ).toBe(200);
    }
    await works();
  }
  const used = await doors.db.prisma.inbox.groupBy({
    by: ["status"],
    where: { shop },
    _count: true,
  });
  expect(used).toEqual([]); // shop/redact came last, and took its own traces with it
  expect(await doors.db.prisma.pickup.count({ where: { shop } })).toBe(0);
  expect(await rowsOf(twin)).toEqual(before);
});

/** What takes everything away comes after all others. */
function last(topic: string): number {
  return ["customers/redact", "app/uninstalled", "shop/redact"].indexOf(topic);
}

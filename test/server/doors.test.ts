import { connect as openSocket } from "node:net";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { boardToken } from "#app/doors/board-token.server.ts";
import { proxyDigest } from "#app/doors/storefront.server.ts";
import { streamToken } from "#app/doors/stream-token.server.ts";
import type { PickupId, ShopDomain, VariantId } from "#app/domains/kernel/ids.ts";
import { stored } from "#app/domains/kernel/ids.ts";
import { minutes } from "#app/domains/kernel/time.ts";
import { pickupPageToken } from "#app/domains/pickup/code.server.ts";
import { INBOX_HANDLERS } from "#app/jobs/inbox-handlers.server.ts";
import { startJobs } from "#app/jobs/start-jobs.server.ts";
import { PLAIN_ROUTES } from "#app/server/plain-routes.server.ts";
import { aPickup, aShopWithAStore, shopNamed } from "#test/support/ready-pickup.ts";
import { API_SECRET, hasToken, openDoors, sessionTokenFor } from "./open-doors.ts";
import type { Answer, OpenDoors, TokenChange } from "./open-doors.ts";

/** Section 6: what comes to a door that it may not let in is refused or kept with a clear reason; nothing crashes, nothing leaks. */
const KEY = Buffer.alloc(32, 7);
const shop = shopNamed("sambung-demo");
const neighbour = shopNamed("neighbour");
const now = () => Date.now();

/** Planted in both shops' data and in what is sent: none of it may come out of a closed door or stand in the log. */
const PLANTED = {
  name: "Sari Dewi",
  mail: "sari@example.com",
  phone: "+62811999888777",
  note: "Planted-Note-In-A-Payload",
};
const SECRETS = [API_SECRET, "shpat_that_nobody_may_see", KEY.toString("hex")];

let doors: OpenDoors;
let pickup: PickupId;
let neighboursPickup: PickupId;
/** one line for each answer that a test got, so that all of them are looked through in the end */
const heard: Answer[] = [];

beforeAll(async () => {
  doors = await openDoors();
  for (const one of [shop, neighbour]) {
    await aShopWithAStore(doors.db, one);
    await hasToken(doors.services, one);
  }
  pickup = await aPickup(doors.db, shop, KEY, { now: now() });
  neighboursPickup = await aPickup(doors.db, neighbour, KEY, {
    now: now(),
    title: "Neighbour's tea",
  });
});
afterAll(() => doors.close());

const keep = (answer: Answer): Answer => {
  heard.push(answer);
  return answer;
};

function proxied(
  path: string,
  own: Record<string, string> = {},
  change: Record<string, string> = {},
  secret = API_SECRET,
): string {
  const query = new URLSearchParams({
    ...own,
    shop,
    path_prefix: "/apps/sambung",
    timestamp: String(Math.floor(now() / 1_000)),
    logged_in_customer_id: "",
    ...change,
  });
  query.set("signature", proxyDigest(query, secret).toString("hex"));
  return `${path}?${query}`;
}

async function stillAnswers(): Promise<void> {
  expect((await doors.ask("/healthz")).status).toBe(200);
  expect((await doors.ask("/readyz")).status).toBe(200);
}

/** What is wrong with a call through the app proxy, and the one table's word for it. */
const PROXY_FORGERIES: [string, (path: string, own: Record<string, string>) => string, number][] = [
  ["unsigned", (path, own) => `${path}?${new URLSearchParams({ ...own, shop })}`, 401],
  ["signed with another secret", (path, own) => proxied(path, own, {}, "another"), 401],
  ["changed after signing", (path, own) => `${proxied(path, own)}&variant=2&p=x`, 401],
  [
    "for another shop than was signed",
    (path, own) => proxied(path, own).replace(shop, neighbour),
    401,
  ],
  ["with the shop twice", (path, own) => `${proxied(path, own)}&shop=${neighbour}`, 401],
  ["with half a signature", (path, own) => proxied(path, own).slice(0, -20), 401],
  ["stale", (path, own) => proxied(path, own, { timestamp: String(now() / 1_000 - 91) }), 401],
  [
    "from the future",
    (path, own) => proxied(path, own, { timestamp: String(now() / 1_000 + 95) }),
    401,
  ],
  ["with a time that is none", (path, own) => proxied(path, own, { timestamp: "soon" }), 401],
  ["with no shop", (path, own) => proxied(path, own, { shop: "evil.example.com" }), 400],
];

/** Every plain route, by its own test below. A new one without a line here fails. */
const PLAIN: Record<keyof typeof PLAIN_ROUTES, "open" | "webhook" | "proxy" | "token"> = {
  "GET /healthz": "open",
  "GET /readyz": "open",
  "POST /webhooks": "webhook",
  "GET /proxy/availability": "proxy",
  "GET /proxy/stores": "proxy",
  "GET /proxy/pickup": "proxy",
  "GET /proxy/pickup/state": "proxy",
  "GET /stream": "token",
  "GET /app-stream": "token",
};
const plain = (kind: string) =>
  Object.entries(PLAIN).flatMap(([route, of]) => (of === kind ? [route.slice(4)] : []));

test("every plain route is held by a test of this file", () => {
  expect(Object.keys(PLAIN_ROUTES).toSorted()).toEqual(Object.keys(PLAIN).toSorted());
});

describe.each(plain("proxy"))("the app proxy's door at %s", (path) => {
  const own = () => ({ variant: "501", p: pickupPageToken(KEY, shop, pickup, 1) });

  test("lets in what Shopify signed", async () => {
    expect([200, 404]).toContain((await doors.ask(proxied(path, own()))).status);
  });

  test.each(PROXY_FORGERIES)("refuses a call %s", async (_what, forged, status) => {
    const answer = keep(await doors.ask(forged(path, own())));
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { reason: expect.any(String) } });
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
  });

  test("refuses values that are not of their form, and does not choke on large ones", async () => {
    for (const value of [
      "",
      "x",
      "-1",
      "1e9",
      "1\0",
      "9".repeat(21),
      "‮١",
      "{{ 1 }}",
      "a".repeat(9_000),
    ]) {
      const answer = keep(await doors.ask(proxied(path, { variant: value, p: value })));
      expect([400, 404, 431]).toContain(answer.status);
    }
    const near = { variant: "501", near: "91,1e400", location: "../..", q: "\0‮{{x}}".repeat(99) };
    expect([200, 400, 404]).toContain(keep(await doors.ask(proxied(path, near))).status);
    await stillAnswers();
  });

  test("does not open with another shop's link", async () => {
    const theirs = { variant: "501", p: pickupPageToken(KEY, neighbour, neighboursPickup, 1) };
    const answer = await doors.ask(proxied(path, theirs));
    expect(answer.text).not.toContain("Neighbour");
    if (path.includes("pickup")) expect(answer.status).toBe(404);
  });

  test("takes no other kind of request", async () => {
    for (const method of ["POST", "PUT", "DELETE", "PATCH"])
      expect(keep(await doors.ask(proxied(path, own()), { method })).status).toBe(405);
  });
});

describe("the webhook door", () => {
  const body = JSON.stringify({ id: 1, note: PLANTED.note, email: PLANTED.mail });
  const rows = () => doors.db.prisma.inbox.count({ where: { shop } });

  test.each<[string, string | Buffer, Record<string, string | undefined>, number]>([
    ["unsigned", body, { "x-shopify-hmac-sha256": undefined }, 401],
    ["with a forged signature", body, { "x-shopify-hmac-sha256": "Zm9yZ2Vk" }, 401],
    [
      "with a signature of the right length",
      body,
      { "x-shopify-hmac-sha256": Buffer.alloc(32).toString("base64") },
      401,
    ],
    ["without a topic", body, { "x-shopify-topic": undefined }, 400],
    ["without its id", body, { "x-shopify-webhook-id": undefined }, 400],
    ["with an id without end", body, { "x-shopify-webhook-id": "i".repeat(5_000) }, 400],
    ["of no shop", body, { "x-shopify-shop-domain": "evil.example.com" }, 400],
    ["of a shop with a path", body, { "x-shopify-shop-domain": `${shop}/admin` }, 400],
    ["that is no JSON", "id=1", {}, 400],
    ["that is empty", "", {}, 400],
    ["that holds NUL", '{"a":"\0"}', {}, 400],
  ])("refuses a delivery %s, and keeps nothing of it", async (_what, sent, headers, status) => {
    const answer = keep(await doors.deliver(shop, "orders/create", sent, headers));
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { reason: expect.any(String) } });
    expect(await rows()).toBe(0);
  });

  test("refuses a body that was changed after signing", async () => {
    const signed = await import("node:crypto").then(({ createHmac }) =>
      createHmac("sha256", API_SECRET).update(body).digest("base64"),
    );
    const answer = await doors.deliver(shop, "orders/create", body.replace("1", "2"), {
      "x-shopify-hmac-sha256": signed,
    });
    expect(answer.status).toBe(401);
    expect(await rows()).toBe(0);
  });

  test("refuses what is larger than any payload, said so or not", async () => {
    const large = `{"title":"${"x".repeat(10 * 1024 * 1024)}"}`;
    const said = await doors.deliver(shop, "products/update", large).catch(() => null);
    expect(said?.status ?? 413).toBe(413);
    const unsaid = await sendRaw(
      [
        "POST /webhooks HTTP/1.1",
        "host: x",
        "transfer-encoding: chunked",
        "",
        ...Array.from({ length: 9 }, () => `100000\r\n${"x".repeat(0x100000)}`),
        "0",
        "",
        "",
      ].join("\r\n"),
    );
    expect(unsaid).toMatch(/^HTTP\/1.1 413|^$/);
    expect(await rows()).toBe(0);
    await stillAnswers();
  });

  test("refuses what breaks off, and what is no HTTP", async () => {
    for (const text of [
      'POST /webhooks HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{"half":',
      "POST /webhooks HTTP/1.1\r\nhost: x\r\ncontent-length: -5\r\n\r\n{}",
      "POST /webhooks HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}",
      "BREW /webhooks HTCPCP/1.0\r\n\r\n",
      `GET /${"a".repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
    ])
      await sendRaw(text);
    expect(await rows()).toBe(0);
    await stillAnswers();
  });

  test("keeps a replayed delivery once", async () => {
    const headers = { "x-shopify-webhook-id": "11111111-1111-4111-8111-111111111111" };
    const first = await doors.deliver(shop, "shop/update", body, headers);
    const again = await doors.deliver(shop, "shop/update", body, headers);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(JSON.parse(again.text)).toEqual({ kept: false });
    expect(await rows()).toBe(1);
    await doors.db.prisma.inbox.deleteMany();
  });

  test.each(["", "not a time", "-271821-04-20T00:00:00Z", "+275760-09-13T00:00:00Z"])(
    "keeps a delivery whose time of sending is %j",
    async (at) => {
      const answer = await doors.deliver(shop, "shop/update", body, {
        "x-shopify-triggered-at": at,
      });
      expect(answer.status).toBe(200);
      await doors.db.prisma.inbox.deleteMany();
    },
  );

  test("takes no other kind of request", async () => {
    for (const method of ["GET", "PUT", "DELETE"])
      expect(keep(await doors.ask("/webhooks", { method })).status).toBe(405);
  });
});

/** Payloads of no documented shape, for every topic. */
const NESTED = `${'{"id":'.repeat(20_000)}1${"}".repeat(20_000)}`;
const PLANTS = { note: PLANTED.note, email: PLANTED.mail, phone: PLANTED.phone };
const SHAPES: [string, string][] = [
  ["an empty object", "{}"],
  ["an array", "[]"],
  ["an array of objects", JSON.stringify([PLANTS])],
  ["broken JSON", `{"id": 1, "email": "${PLANTED.mail}"`],
  [
    "ids of null",
    JSON.stringify({ id: null, inventory_item_id: null, location_id: null, ...PLANTS }),
  ],
  [
    "ids as objects",
    JSON.stringify({ id: { id: 1 }, inventory_item_id: [1], customer: [], ...PLANTS }),
  ],
  [
    "ids that are no ids",
    JSON.stringify({
      id: "1; DROP TABLE",
      inventory_item_id: -1,
      location_id: 1.5,
      order_id: "x",
      customer: { id: "x" },
      ...PLANTS,
    }),
  ],
  [
    "numbers as strings",
    JSON.stringify({
      id: "12",
      inventory_item_id: "601",
      location_id: "7",
      available: "10",
      updated_at: "2026-11-01T00:00:00Z",
      order_id: "12",
      ...PLANTS,
    }),
  ],
  [
    "numbers beyond all counting",
    '{"id":1,"inventory_item_id":601,"location_id":7,"available":1e30,"updated_at":"2026-11-01T00:00:00Z","order_id":1e400}',
  ],
  [
    "half a unit",
    '{"id":1,"inventory_item_id":601,"location_id":7,"available":0.5,"updated_at":"2026-11-01T00:00:00Z"}',
  ],
  [
    "times that are none",
    JSON.stringify({
      id: 1,
      inventory_item_id: 601,
      location_id: 7,
      available: 1,
      updated_at: "yesterday",
      name: "x",
      active: true,
      title: "x",
    }),
  ],
  [
    "times before all history",
    JSON.stringify({
      id: 1,
      inventory_item_id: 601,
      location_id: 7,
      available: 1,
      updated_at: "-271821-04-20T00:00:00Z",
      name: "x",
      active: true,
    }),
  ],
  ["deep nesting", NESTED],
  ["a text of seven megabytes", JSON.stringify({ id: 1, title: "x".repeat(7 << 20) })],
  [
    "NUL in a text",
    '{"id":1,"name":"a\\u0000b","title":"a\\u0000b","handle":"a\\u0000","status":"active","variants":[],"active":true,"first_name":"\\u0000","updated_at":"2026-11-01T00:00:00Z","customer":{"id":1}}',
  ],
  [
    "half a surrogate pair",
    '{"id":1,"name":"a\\ud800","title":"\\udfff","handle":"a","status":"active","variants":[],"active":true,"first_name":"\\ud800","updated_at":"2026-11-01T00:00:00Z"}',
  ],
  ["__proto__", '{"__proto__":{"id":1},"constructor":{"prototype":{"id":1}}}'],
];

describe("the inbox", () => {
  const jobs = () => startJobs(doors.services);

  test.each(Object.keys(INBOX_HANDLERS))(
    "takes no harm from a %s that is not of the documented shape",
    async (topic) => {
      // each topic in a shop of its own: some of them erase it
      const own = shopNamed(`shape-${topic.replaceAll(/[/_]/g, "-")}`);
      for (const [, body] of SHAPES)
        expect((await doors.deliver(own, topic, body)).status).toBe(200);
      const working = jobs();
      await working.settle();
      await working.stop();
      const rows = await doors.db.prisma.inbox.findMany({ where: { shop: own } });
      const shapeOf = (body: string) => SHAPES.find(([, sent]) => sent === body)?.[0] ?? "erased";
      const open = rows.filter(
        (row) => row.status === "pending" || (row.status === "failed" && !row.reason),
      );
      expect(open.map((row) => [shapeOf(row.body), row.status, row.reason])).toEqual([]);
      for (const row of rows) noPlantsIn(row.reason ?? "");
      await stillAnswers();
    },
  );

  test.each(["orders/imagined", "constructor", "__proto__", "toString", "ORDERS/CREATE"])(
    "keeps a delivery of the unknown topic %s for a person, with the reason",
    async (topic) => {
      const own = shopNamed("topics");
      await doors.deliver(own, topic, '{"id":1}');
      const working = jobs();
      await working.settle();
      await working.stop();
      const rows = await doors.db.prisma.inbox.findMany({ where: { shop: own, topic } });
      expect(rows.map((row) => [row.status, row.reason])).toEqual([
        ["failed", `no handler for topic ${topic}`],
      ]);
    },
  );

  test.each([
    ["app/uninstalled", { myshopify_domain: neighbour, domain: neighbour }],
    ["shop/redact", { shop_domain: neighbour }],
    ["customers/redact", { shop_domain: neighbour, customer: { id: 1 } }],
    ["customers/data_request", { shop_domain: neighbour, customer: { id: 1 } }],
  ])(
    "does not let a %s that names another shop than its headers touch anything",
    async (topic, body) => {
      // headers are not under Shopify's signature: a body signed for one shop could be sent in the name of another
      const victim = shopNamed("victim");
      await doors.db.prisma.shop.upsert({
        where: { shop: victim },
        create: { shop: victim, installedAt: new Date(0), uninstalledAt: null },
        update: {},
      });
      await doors.deliver(victim, topic, JSON.stringify(body));
      const working = jobs();
      await working.settle();
      await working.stop();
      const [row] = await doors.db.prisma.inbox.findMany({ where: { shop: victim, topic } });
      expect(row).toMatchObject({ status: "failed", reason: `${topic}: names another shop` });
      expect(await doors.db.prisma.auditLog.count({ where: { shop: victim } })).toBe(0);
      expect(await doors.db.prisma.shop.findUnique({ where: { shop: victim } })).toMatchObject({
        uninstalledAt: null,
      });
    },
  );
});

const BAD_TOKENS: [string, (of: ShopDomain) => Promise<string> | string][] = [
  ["none", () => ""],
  ["nonsense", () => "nonsense"],
  ["three parts of nonsense", () => "a.b.c"],
  ["expired", (of) => token(of, { claims: { exp: seconds() - 30 } })],
  ["not yet valid", (of) => token(of, { claims: { nbf: seconds() + 120, iat: seconds() + 120 } })],
  ["for another app", (of) => token(of, { claims: { aud: "another-app" } })],
  ["signed with another secret", (of) => token(of, { secret: "another-secret-of-some-length" })],
  ["not signed at all (alg none)", (of) => token(of, { unsigned: true })],
  ["cut off", async (of) => (await token(of)).slice(0, -4)],
  [
    "with the body of another token",
    async (of) => {
      const [head, , sign] = (await token(of)).split(".");
      const [, body] = (await token(neighbour)).split(".");
      return [head, body, sign].join(".");
    },
  ],
];
const seconds = () => Math.floor(Date.now() / 1_000);
const token = (of: string, change?: TokenChange) => sessionTokenFor(of, change);

/** Remix routes that anyone may call: they show nothing and do nothing. */
const OPEN_REMIX = ["root", "routes/_index"];

interface Page {
  id: string;
  /** with parameters filled in */
  path: string;
  hasLoader: boolean;
  hasAction: boolean;
  isIndex: boolean;
}

/** All routes of the build that load or act, with a path that leads there. */
function pages(): Page[] {
  const { routes } = doors.build;
  const pathOf = (id: string | undefined): string => {
    const route = id === undefined ? undefined : routes[id];
    if (!route) return "";
    return [pathOf(route.parentId), route.path ?? ""].filter(Boolean).join("/");
  };
  return Object.values(routes).flatMap((route) => {
    if (!route) return [];
    const { loader, action } = route.module;
    const path = `/${pathOf(route.id)}`
      .replace(/:\w+/g, (name) => (name === ":id" && route.id.includes("locations") ? "7" : pickup))
      .replace("*", "callback");
    return [
      {
        id: route.id,
        path,
        hasLoader: loader !== undefined,
        hasAction: action !== undefined,
        isIndex: route.index === true,
      },
    ];
  });
}

/** Single fetch: a route's data alone. */
const dataPath = ({ path, id }: Page) =>
  `${path === "/" ? "/_root" : path}.data?_routes=${encodeURIComponent(id)}`;

const tables = [
  "pickup",
  "pickupEvent",
  "shop",
  "locationSettings",
  "outbox",
  "auditLog",
  "mailTemplate",
  "messageSwitch",
  "syncRun",
  "productSettings",
] as const;
async function everything(): Promise<string> {
  const { prisma } = doors.db;
  const reads: { findMany(): Promise<unknown> }[] = tables.map((table) => prisma[table]);
  return JSON.stringify(
    await Promise.all(reads.map((one) => one.findMany())),
    (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value),
  );
}

describe("the admin's door", () => {
  test("has pages behind it, and lets in who is signed in", async () => {
    const guarded = pages().filter((page) => !OPEN_REMIX.includes(page.id));
    expect(guarded.length).toBeGreaterThan(8);
    for (const page of guarded.filter((one) => one.hasLoader)) {
      if (page.id === "routes/auth.$") continue;
      const answer = await doors.asStaff(dataPath(page), await token(shop));
      expect([page.id, answer.status]).toEqual([page.id, 200]);
    }
    const board = await doors.asStaff("/app/pickups?tab=ready", await token(shop));
    expect(board.text).toContain("Jasmine tea");
    expect(board.text).not.toContain("Neighbour");
  });

  test.each(BAD_TOKENS)(
    "shows nothing and does nothing for a session token that is %s",
    async (_what, make) => {
      const before = await everything();
      for (const page of pages().filter((one) => !OPEN_REMIX.includes(one.id))) {
        const bad = await make(shop);
        const asked = [
          ...(page.hasLoader
            ? [
                await doors.asStaff(dataPath(page), bad),
                await doors.asStaff(page.path, bad),
                await doors.ask(
                  `${page.path}?shop=${shop}&host=YWRtaW4&embedded=1&id_token=${bad}`,
                  {
                    headers: { "user-agent": "Mozilla/5.0 Chrome/147.0.0.0" },
                  },
                ),
              ]
            : []),
          ...(page.hasAction
            ? [
                await doors.asStaff(`${page.path}${page.isIndex ? "?index" : ""}`, bad, {
                  method: "POST",
                  body: new URLSearchParams({
                    wants: "act",
                    act: "put-back",
                    pickupId: pickup,
                    seenVersion: "1",
                  }),
                }),
              ]
            : []),
        ];
        for (const answer of asked) {
          keep(answer);
          expect([page.id, answer.status < 500]).toEqual([page.id, true]);
          // the library's bounce page is a 200 that only loads App Bridge
          if (answer.status === 200) expect(answer.text).toContain("app-bridge.js");
          expect(answer.text).not.toContain("Jasmine tea");
        }
      }
      expect(await everything()).toBe(before);
    },
  );

  test("a valid token of another shop sees and changes only that shop", async () => {
    const theirs = await token(neighbour);
    const board = await doors.asStaff(`/app/pickups?tab=ready&shop=${shop}`, theirs);
    expect(board.text).toContain("Neighbour");
    expect(board.text).not.toContain("Jasmine tea");
    const page = await doors.asStaff(`/app/pickups/${pickup}?shop=${shop}`, theirs);
    expect(page.text).not.toContain("Jasmine tea");
    const act = await doors.asStaff("/app/pickups/act", theirs, {
      method: "POST",
      body: new URLSearchParams({
        wants: "act",
        act: "report-problem",
        pickupId: pickup,
        seenVersion: "1",
        reason: "other",
        note: "",
      }),
    });
    expect(act.text).not.toContain('"done"');
    const report = await doors.asStaff("/app/pickups/act", theirs, {
      method: "POST",
      body: new URLSearchParams({
        wants: "report-problem",
        pickupId: pickup,
        seenVersion: "1",
        reason: "other",
        note: "x",
      }),
    });
    expect(JSON.parse(report.text)).toMatchObject({ kind: "refused", reason: "unknown-pickup" });
  });

  test("turns away forms of no known shape, broken bodies and oversized ones, without a crash", async () => {
    const bodies: [string, Record<string, string>][] = [
      ["", {}],
      ["{", { "content-type": "application/json" }],
      ["null", { "content-type": "application/json" }],
      ["[]", { "content-type": "application/json" }],
      ['{"act":"save","drafts":null}', { "content-type": "application/json" }],
      ["wants=act&act=__proto__", { "content-type": "application/x-www-form-urlencoded" }],
      [
        `wants=find-code&text=${"A".repeat(90_000)}&locationId=`,
        { "content-type": "application/x-www-form-urlencoded" },
      ],
      [
        `wants=report-problem&pickupId=${pickup}&seenVersion=1&reason=other&note=%00`,
        { "content-type": "application/x-www-form-urlencoded" },
      ],
      ["intent=export&id=%00", { "content-type": "application/x-www-form-urlencoded" }],
      [
        '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n',
        { "content-type": "multipart/form-data; boundary=x" },
      ],
      ["x", { "content-type": "text/plain" }],
    ];
    const failures: unknown[] = [];
    for (const page of pages().filter((one) => one.hasAction))
      for (const [body, headers] of bodies) {
        const answer = keep(
          await doors.asStaff(`${page.path}${page.isIndex ? "?index" : ""}`, await token(shop), {
            method: "POST",
            body,
            headers,
          }),
        );
        if (answer.status >= 500) failures.push([page.id, body.slice(0, 40), answer.status]);
      }
    expect(failures).toEqual([]);
    for (const page of pages().filter((one) => one.hasAction)) {
      const answer = await doors
        .asStaff(page.path, await token(shop), {
          method: "POST",
          body: "x".repeat(9 << 20),
          headers: { "content-type": "application/json" },
        })
        .catch(() => null);
      expect([page.id, answer?.status ?? 413]).toEqual([page.id, 413]);
    }
    await stillAnswers();
  });

  test("finds nothing for strange addresses, and does not choke on them", async () => {
    for (const path of [
      "/app/pickups?q=%00&location=1%00&tab=%00",
      "/app/pickups?q=%25%27%22%3Cscript%3E",
      "/app/pickups/%00",
      "/app/pickups/..%2f..%2fetc",
      "/app/locations/%00",
      "/app/locations/99999999999999999999",
      "/app/settings?find=%00",
      "/app/messages?x=%ff",
      "/app/%E0%A4%A",
    ]) {
      const answer = keep(await doors.asStaff(path, await token(shop)));
      expect([path, answer.status < 500]).toEqual([path, true]);
    }
  });

  test("is not fooled by an address with another host in it", async () => {
    for (const target of [
      "//evil.example.com/app",
      "http://evil.example.com/app",
      "//evil.example.com/healthz",
    ]) {
      const answer = await sendRaw(
        `GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
      );
      expect(answer.split("\r\n\r\n")[0]).not.toContain("evil");
      expect(answer).toMatch(/^HTTP\/1.1 400/);
    }
  });
});

describe("the streams' doors", () => {
  const variant = stored<VariantId>("501");
  const open = async (path: string) => {
    const gone = new AbortController();
    const answer = await fetch(`http://127.0.0.1:${doors.port}${path}`, { signal: gone.signal });
    const { status, headers } = answer;
    if (status === 200) gone.abort();
    else await answer.text();
    return { status, headers };
  };

  test("open with their own token, and with no other one", async () => {
    const forStream = streamToken(KEY, shop, variant, now());
    const forBoard = boardToken(KEY, shop, now());
    const forPage = pickupPageToken(KEY, shop, pickup, 1);
    expect((await open(`/stream?token=${forStream}`)).status).toBe(200);
    expect((await open(`/app-stream?token=${forBoard}`)).status).toBe(200);
    for (const wrong of [
      forBoard,
      forPage,
      "",
      "x".repeat(9_000),
      `${forStream}x`,
      forStream.slice(0, -1),
      streamToken(Buffer.alloc(32, 8), shop, variant, now()),
      streamToken(KEY, shop, variant, now() - minutes(21)),
      await token(shop),
    ])
      expect((await open(`/stream?token=${encodeURIComponent(wrong)}`)).status).toBe(401);
    for (const wrong of [
      forStream,
      forPage,
      "",
      "x".repeat(9_000),
      `${forBoard}x`,
      forBoard.slice(0, -1),
      forBoard.replace(shop, neighbour),
      boardToken(Buffer.alloc(32, 8), shop, now()),
      boardToken(KEY, shop, now() - minutes(31)),
      await token(shop),
    ])
      expect((await open(`/app-stream?token=${encodeURIComponent(wrong)}`)).status).toBe(401);
  });

  test("the pickup page does not open with a stream's token", async () => {
    for (const wrong of [streamToken(KEY, shop, variant, now()), boardToken(KEY, shop, now())])
      expect((await doors.ask(proxied("/proxy/pickup", { p: wrong }))).status).toBe(404);
  });

  test("only the storefront's stream may be read by other origins", async () => {
    const forStream = await open(`/stream?token=${streamToken(KEY, shop, variant, now())}`);
    expect(forStream.headers.get("access-control-allow-origin")).toBe("*");
    expect(forStream.headers.get("access-control-allow-credentials")).toBeNull();
    const others = [
      await open(`/app-stream?token=${boardToken(KEY, shop, now())}`),
      await doors.ask(proxied("/proxy/availability", { variant: "501" })),
      await doors.ask(proxied("/proxy/pickup", { p: pickupPageToken(KEY, shop, pickup, 1) })),
      await doors.asStaff("/app/pickups", await token(shop), {
        headers: { origin: "https://evil.example.com" },
      }),
      await doors.ask("/webhooks", {
        method: "POST",
        headers: { origin: "https://evil.example.com" },
      }),
    ];
    for (const { headers } of others) expect(headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("headers", () => {
  test("personal pages are kept by nobody, guessed at by nobody, and framed by the shop's admin alone", async () => {
    const board = await doors.asStaff(`/app/pickups?shop=${shop}&host=x`, await token(shop));
    expect(board.status).toBe(200);
    expect(board.headers.get("content-security-policy")).toBe(
      `frame-ancestors https://${shop} https://admin.shopify.com https://*.spin.dev https://admin.myshopify.io https://admin.shop.dev;`,
    );
    const personal = [
      board,
      await doors.asStaff(
        dataPath(pages().find((one) => one.id.includes("pickups._index")) ?? fail()),
        await token(shop),
      ),
      await doors.ask(proxied("/proxy/pickup", { p: pickupPageToken(KEY, shop, pickup, 1) })),
      await doors.ask(proxied("/proxy/pickup/state", { p: pickupPageToken(KEY, shop, pickup, 1) })),
      await doors.asStaff("/app/pickups/act", await token(shop), {
        method: "POST",
        body: new URLSearchParams(),
      }),
    ];
    for (const { status, headers } of personal) {
      expect(status).toBe(200);
      expect(headers.get("cache-control")).toBe("private, no-store");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toMatch(
        /^(no-referrer|strict-origin-when-cross-origin)$/,
      );
    }
  });

  test("nobody gets a cookie", () => {
    expect(heard.length).toBeGreaterThan(100);
    for (const { headers } of heard) expect(headers.get("set-cookie")).toBeNull();
  });
});

test("guessing codes through the door ends after a few", async () => {
  const answers: string[] = [];
  for (let guess = 0; guess < 12; guess++) {
    const text = `CDFGH${"JKMNPQRTVWX2".charAt(guess)}`;
    const form = new URLSearchParams({ wants: "hand-over", text, locationId: "7" });
    const answer = await doors.asStaff("/app/pickups/act", await token(neighbour), {
      method: "POST",
      body: form,
    });
    answers.push(answer.text);
  }
  expect(answers[0]).toContain("wrong-code");
  expect(answers.at(-1)).toContain('"locked"');
});

test("no answer at a closed door held a stack, a secret or anyone's data", () => {
  for (const { text } of heard) {
    for (const planted of [...Object.values(PLANTED), ...SECRETS])
      expect(text).not.toContain(planted);
    expect(text).not.toMatch(/\bat \S+ \(|node_modules|\.server\.ts|PrismaClient|SELECT |UPDATE "/);
  }
});

test("the log names doors and reasons, and nobody's data", () => {
  const log = doors.logged();
  expect(log).toContain('"reason":"signature-wrong"');
  for (const planted of [...Object.values(PLANTED), ...SECRETS]) expect(log).not.toContain(planted);
  expect(log).not.toMatch(/id_token=|token=|signature=|[?&]p=/);
});

function noPlantsIn(text: string): void {
  for (const planted of Object.values(PLANTED)) expect(text).not.toContain(planted);
}

/** The bytes as they are; what came back until the other side closed or was silent for a while. */
async function sendRaw(bytes: string): Promise<string> {
  const socket = openSocket(doors.port, "127.0.0.1");
  let said = "";
  socket.on("data", (chunk) => (said += chunk.toString()));
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.setTimeout(300, () => socket.destroy());
  socket.write(bytes);
  await once(socket, "close");
  return said;
}

function fail(): never {
  throw new Error("no such page");
}

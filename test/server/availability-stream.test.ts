import { once } from "node:events";
import { request } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { streamToken } from "#app/doors/stream-token.server.ts";
import { connect } from "#app/db/open-database.server.ts";
import type { Db } from "#app/db/open-database.server.ts";
import { minutes } from "#app/domains/kernel/time.ts";
import { stored } from "#app/domains/kernel/ids.ts";
import { createHttpServer } from "#app/server/http-server.server.ts";
import { availabilityOf } from "#app/server/live-availability.server.ts";
import { endStreams } from "#app/server/stream-availability.server.ts";
import { testDatabase } from "#test/support/database.ts";
import { testServices } from "#test/support/services.ts";
import { sellsOne, SHOP, shopWithStores, VARIANT } from "#test/support/shop-with-stores.ts";

const SATURDAY = Date.UTC(2026, 10, 21, 3, 2);
const KEY = Buffer.alloc(32, 7);

let db: Db;
let otherDb: Db;
let now = SATURDAY;
let nodes: {
  services: ReturnType<typeof testServices>;
  server: ReturnType<typeof createHttpServer>;
  port: number;
}[] = [];
const open: IncomingMessage[] = [];

beforeAll(async () => {
  db = await testDatabase();
  // another machine has connections of its own; the embedded database lives in one process only
  otherDb = db.kind === "postgres" ? connect(db.pool.options, null) : db;
});
afterAll(async () => {
  if (otherDb !== db) await otherDb.close();
  await db.close();
});
beforeEach(async () => {
  now = SATURDAY;
  await shopWithStores(db, now, [
    { id: "11", name: "Jakarta Kemang", available: 9 },
    { id: "12", name: "Bandung Dago", available: 3 },
  ]);
  nodes = await Promise.all([startNode(db), startNode(otherDb)]);
});
afterEach(async () => {
  for (const stream of open.splice(0)) stream.destroy();
  for (const { server, services } of nodes) {
    server.closeAllConnections();
    server.close();
    await availabilityOf(services).stop();
  }
});

/** One process of the app; two of them share the database as two machines would. */
async function startNode(ownDb: Db) {
  const services = testServices(ownDb, { clock: () => now });
  const server = createHttpServer(services, null);
  server.listen(0);
  await once(server, "listening");
  return { services, server, port: (server.address() as AddressInfo).port };
}

const token = (variant: string = VARIANT) => streamToken(KEY, SHOP, stored(variant), now);

interface Page {
  status: number;
  headers: IncomingMessage["headers"];
  /** the count at Jakarta Kemang (or the state, where there is none to count) in each event so far */
  counts(): unknown[];
  text(): string;
  ended: Promise<unknown>;
  stream: IncomingMessage;
}

async function openPage(node: number, withToken: string | null = token()): Promise<Page> {
  const query = withToken === null ? "" : `?token=${withToken}`;
  const asked = request({ port: nodes[node]?.port, path: `/stream${query}`, agent: false });
  asked.end();
  const [stream] = (await once(asked, "response")) as [IncomingMessage];
  open.push(stream);
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  stream.on("error", () => {});
  return {
    status: stream.statusCode ?? 0,
    headers: stream.headers,
    stream,
    text: () => text,
    ended: new Promise((resolve) => stream.on("close", resolve)),
    counts: () =>
      [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => {
        const { stores } = JSON.parse(data ?? "") as { stores: unknown[][] };
        const row = stores.find(([id]) => id === "11");
        return row?.[3] ?? row?.[2];
      }),
  };
}

test("a page is told the state when it opens, for any origin, and never from a cache", async () => {
  const page = await openPage(0);
  await expect.poll(page.counts).toEqual([9]);
  expect(page.headers).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "access-control-allow-origin": "*",
    "cache-control": "no-store, no-transform",
  });
  expect(page.text()).toMatch(/^retry: 3000\n\nid: \S+\nevent: availability\ndata: /);
});

test("two hundred open pages on two nodes see a till sale within a second", async () => {
  const pages = await Promise.all(Array.from({ length: 200 }, (_, n) => openPage(n % 2)));
  await expect
    .poll(() => pages.every((page) => page.counts().length === 1), { timeout: 5_000 })
    .toBe(true);
  const soldAt = performance.now();
  await sellsOne(db, "11", now);
  await expect
    .poll(() => pages.every((page) => page.counts().at(-1) === 8), { timeout: 5_000, interval: 5 })
    .toBe(true);
  expect(performance.now() - soldAt).toBeLessThan(1_000);
});

test("a burst of sales is told in few words, and ends at the right count", async () => {
  const page = await openPage(0);
  await expect.poll(page.counts).toEqual([9]);
  for (let sale = 0; sale < 9; sale += 1) await sellsOne(db, "11", now);
  await expect.poll(() => page.counts().at(-1), { timeout: 2_000 }).toBe("none");
  expect(page.counts().length).toBeLessThan(9);
});

test("news of another variant, another shop, or of no change says nothing", async () => {
  const page = await openPage(0);
  await expect.poll(page.counts).toEqual([9]);
  for (const news of [
    { shop: SHOP, item: "999", location: "11" },
    { shop: "other.myshopify.com" },
    { shop: SHOP },
    7,
    null,
  ])
    await db.pool.query("SELECT pg_notify('availability', $1)", [JSON.stringify(news)]);
  await db.pool.query("SELECT pg_notify('availability', 'not json')");
  await sellsOne(db, "11", now);
  await expect.poll(() => page.counts().at(-1)).toBe(8);
  expect(page.counts()).toEqual([9, 8]);
});

test("a page that comes back having seen the latest is not told it again", async () => {
  const page = await openPage(0);
  await expect.poll(page.counts).toEqual([9]);
  const id = /^id: (\S+)$/m.exec(page.text())?.[1] ?? "";
  const again = request({
    port: nodes[0]?.port,
    path: `/stream?token=${token()}`,
    headers: { "last-event-id": id },
    agent: false,
  });
  again.end();
  const [stream] = (await once(again, "response")) as [IncomingMessage];
  open.push(stream);
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  await sellsOne(db, "11", now);
  await expect.poll(() => text).toContain("data: ");
  expect(text.match(/^data: /gm)).toHaveLength(1);
});

test("a token is for one shop and variant, for some minutes, and cannot be made up", async () => {
  const good = token();
  const [said = "", digest = ""] = good.split(".");
  const otherVariant = Buffer.from(
    Buffer.from(said, "base64url").toString().replace(VARIANT, "502"),
  ).toString("base64url");
  const forgeries = [
    null,
    "",
    "x",
    ".",
    said,
    `${said}.`,
    `.${digest}`,
    `${otherVariant}.${digest}`,
    `${said}.${digest}.x`,
    "A".repeat(5000),
  ];
  for (const forgery of forgeries) {
    const page = await openPage(0, forgery);
    expect([page.status, page.headers["access-control-allow-origin"]]).toEqual([401, "*"]);
  }
  expect(
    (await openPage(0, streamToken(Buffer.alloc(32, 8), SHOP, stored(VARIANT), now))).status,
  ).toBe(401);
  now += minutes(14);
  expect((await openPage(0, good)).status).toBe(200);
  now += minutes(7);
  expect((await openPage(0, good)).status).toBe(401);
});

test("streams end when the process stops, so that it can", async () => {
  const page = await openPage(0);
  await expect.poll(page.counts).toEqual([9]);
  endStreams();
  await page.ended;
});

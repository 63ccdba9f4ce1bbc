import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect as openSocket } from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "#app/db/open-database.server.ts";
import { createHttpServer } from "#app/server/http-server.server.ts";
import { testDatabase } from "#test/support/database.ts";
import { testServices } from "#test/support/services.ts";

const SECRET = "test-secret";
let db: Db;
let server: ReturnType<typeof createHttpServer>;
let port: number;

beforeAll(async () => {
  db = await testDatabase();
  server = createHttpServer(testServices(db, { apiSecret: SECRET }), null);
  server.listen(0);
  await once(server, "listening");
  ({ port } = server.address() as AddressInfo);
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await db.close();
});
beforeEach(() => db.prisma.inbox.deleteMany());

function post(body: string, headers: Record<string, string | undefined> = {}) {
  const all = {
    "x-shopify-hmac-sha256": createHmac("sha256", SECRET).update(body).digest("base64"),
    "x-shopify-shop-domain": "sambung-demo.myshopify.com",
    "x-shopify-topic": "orders/create",
    "x-shopify-webhook-id": randomUUID(),
    ...headers,
  };
  const kept = Object.entries(all).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return fetch(`http://127.0.0.1:${port}/webhooks`, {
    method: "POST",
    body,
    headers: Object.fromEntries(kept),
  });
}

test("a signed delivery is in the database when it is acknowledged, once however often it comes", async () => {
  const id = randomUUID();
  const answers = await Promise.all(
    [1, 2, 3].map(() => post('{"id":1}', { "x-shopify-webhook-id": id })),
  );
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
  expect(
    await db.prisma.inbox.findMany({ select: { id: true, body: true, status: true } }),
  ).toEqual([{ id, body: '{"id":1}', status: "pending" }]);
});

test("the same delivery id from two shops are two deliveries", async () => {
  const id = randomUUID();
  await post("{}", { "x-shopify-webhook-id": id });
  await post("{}", { "x-shopify-webhook-id": id, "x-shopify-shop-domain": "other.myshopify.com" });
  expect(await db.prisma.inbox.count()).toBe(2);
});

test.each([
  ["without a signature", { "x-shopify-hmac-sha256": undefined }, 401, "signature-missing"],
  ["with a forged signature", { "x-shopify-hmac-sha256": "Zm9yZ2Vk" }, 401, "signature-wrong"],
  ["without a topic", { "x-shopify-topic": undefined }, 400, "headers-missing"],
])(
  "a delivery %s is turned away with a reason and leaves nothing",
  async (_what, headers, status, reason) => {
    const answer = await post('{"secret":"of a customer"}', headers);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { reason } });
    expect(await db.prisma.inbox.count()).toBe(0);
  },
);

test("an oversized delivery is turned away before it is read", async () => {
  const answer = await post("x".repeat(9 * 1024 * 1024)).catch(() => null);
  expect(answer?.status ?? 413).toBe(413);
  expect(await db.prisma.inbox.count()).toBe(0);
});

test("a delivery that breaks off half-way leaves nothing, and the server goes on", async () => {
  const socket = openSocket(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write('POST /webhooks HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{"half":');
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  expect((await post("{}")).status).toBe(200);
  expect(await db.prisma.inbox.count()).toBe(1);
});

test("health answers while the process lives, readiness while its database does", async () => {
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  expect(await (await fetch(`http://127.0.0.1:${port}/readyz`)).json()).toMatchObject({
    status: "ready",
  });
});

test("an address that is not one, and a wrong method, are answered, not crashed on", async () => {
  expect((await fetch(`http://127.0.0.1:${port}/%zz`)).status).toBe(400);
  expect((await fetch(`http://127.0.0.1:${port}/nowhere`)).status).toBe(404);
  expect((await fetch(`http://127.0.0.1:${port}/webhooks`)).status).toBe(405);
});

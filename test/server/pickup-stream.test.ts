import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "#app/db/open-database.server.ts";
import { admitBoard, BOARD_TOKEN_LASTS, boardToken } from "#app/doors/board-token.server.ts";
import { createHttpServer } from "#app/server/http-server.server.ts";
import { endBoards } from "#app/server/stream-pickups.server.ts";
import { testDatabase } from "#test/support/database.ts";
import { shopNamed } from "#test/support/ready-pickup.ts";
import { testServices } from "#test/support/services.ts";

const SHOP = shopNamed("one");
const OTHER = shopNamed("two");
const KEY = Buffer.alloc(32, 7);
const NOW = Date.now();

let db: Db;
let url: string;
let server: ReturnType<typeof createHttpServer>;
beforeAll(async () => {
  db = await testDatabase();
  server = createHttpServer(testServices(db, { clock: () => NOW }), null);
  server.listen(0);
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/app-stream`;
});
afterAll(async () => {
  endBoards();
  server.closeAllConnections();
  server.close();
  await db.close();
});

/** Reads until `isEnough` of what came. */
async function listen(token: string) {
  const response = await fetch(`${url}?token=${token}`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  return {
    response,
    until: async (isEnough: (heard: string) => boolean) => {
      while (!isEnough(heard)) {
        const part = await reader?.read();
        if (!part || part.done) throw new Error(`the stream ended after ${heard}`);
        heard += part.value;
      }
      return heard;
    },
    close: async () => {
      await reader?.cancel();
    },
  };
}

const tell = (shop: string, pickup: string) =>
  db.pool.query("SELECT pg_notify('pickups', $1)", [
    JSON.stringify({ shop, pickup, location: "1" }),
  ]);

test("an open board hears of its shop's pickups, and of no other shop's", async () => {
  const board = await listen(boardToken(KEY, SHOP, NOW));
  expect(board.response.headers.get("content-type")).toContain("text/event-stream");
  await board.until((heard) => heard.includes("event: listening"));
  await tell(OTHER, "theirs");
  await db.pool.query("SELECT pg_notify('pickups', 'not json')");
  await tell(SHOP, "ours");
  const heard = await board.until((all) => all.includes("ours"));
  expect(heard).not.toContain("theirs");
  expect(heard).toContain('data: {"pickup":"ours","location":"1"}');
  await board.close();
});

test("two boards hear the same news", async () => {
  const boards = await Promise.all([1, 2].map(() => listen(boardToken(KEY, SHOP, NOW))));
  await Promise.all(boards.map((board) => board.until((heard) => heard.includes("listening"))));
  await tell(SHOP, "both");
  await Promise.all(boards.map((board) => board.until((heard) => heard.includes("both"))));
  await Promise.all(boards.map((board) => board.close()));
});

test("a token that is forged, changed, over, of another key or not there opens nothing", async () => {
  const right = boardToken(KEY, SHOP, NOW);
  const [, expires = "", proof = ""] = right.split("~");
  const wrong = [
    "",
    "x",
    "~~",
    [OTHER, expires, proof].join("~"),
    [SHOP, Number(expires) + 1, proof].join("~"),
    `${right}~x`,
    boardToken(Buffer.alloc(32, 8), SHOP, NOW),
    boardToken(KEY, SHOP, NOW - BOARD_TOKEN_LASTS),
  ];
  for (const token of wrong) {
    const response = await fetch(`${url}?token=${encodeURIComponent(token)}`);
    expect(response.status, token).toBe(401);
    await response.body?.cancel();
  }
  expect(admitBoard(right, KEY, NOW)).toMatchObject({ ok: true, value: { shop: SHOP } });
});

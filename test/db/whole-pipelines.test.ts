import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "#app/db/open-database.server.ts";
import { testDatabase } from "#test/support/database.ts";

let db: Db;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** A row, then another that names it, then both again in a transaction: as use cases and doors do side by side. */
async function writeSomeRows(db: Db, shop: string, turn: number): Promise<void> {
  const id = `${turn}`;
  const at = new Date(0);
  await db.prisma.syncRun.create({
    data: { shop, id, purpose: "import", status: "done", startedAt: at },
  });
  await db.prisma.syncPart.create({ data: { shop, runId: id, kind: "products", drift: turn } });
  await db.transact(async (tx) => {
    const run = await tx.syncRun.findUniqueOrThrow({ where: { shop_id: { shop, id } } });
    await tx.syncPart.create({ data: { shop, runId: run.id, kind: "inventory" } });
  });
}

test("statements and transactions of many clients at once do not run into each other", async () => {
  const ends = await Promise.allSettled(
    Array.from({ length: 12 }, async (_, client) => {
      for (let turn = 0; turn < 5; turn += 1) await writeSomeRows(db, `shop-${client}`, turn);
    }),
  );
  expect(ends.filter((end) => end.status === "rejected").map((end) => String(end.reason))).toEqual(
    [],
  );
  expect(await db.prisma.syncPart.count()).toBe(12 * 5 * 2);
});

test("a statement that fails does not swallow the next client's", async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 200 }, async (_, index) => {
      if (index % 3 === 0) return db.pool.query("SELECT $1::int / 0", [index]);
      const { rows } = await db.pool.query<{ sum: number }>(
        index % 3 === 1 ? "SELECT $1::int + $2::int AS sum" : "SELECT $1::int AS sum",
        index % 3 === 1 ? [index, index] : [index],
      );
      return rows[0]?.sum;
    }),
  );
  const expected = results.map((_, index) =>
    index % 3 === 0 ? "failed" : index * (index % 3 === 1 ? 2 : 1),
  );
  expect(
    results.map((result) =>
      result.status === "rejected"
        ? String(result.reason).replace(/.*division by zero/, "failed")
        : result.value,
    ),
  ).toEqual(expected);
});

test("a client that goes away in the middle leaves the way free for the others", async () => {
  const leaving = await db.pool.connect();
  const { stream } = (
    leaving as unknown as { connection: { stream: { write(b: Buffer): void; destroy(): void } } }
  ).connection;
  // Parse of "SELECT 1" and no Sync
  const text = Buffer.from("\0SELECT 1\0\0\0");
  const head = Buffer.alloc(5);
  head.write("P");
  head.writeInt32BE(text.length + 4, 1);
  leaving.on("error", () => {});
  stream.write(Buffer.concat([head, text]));
  await new Promise((resolve) => setTimeout(resolve, 50));
  stream.destroy();
  const { rows } = await db.pool.query<{ one: number }>("SELECT $1::int AS one", [1]);
  expect(rows).toEqual([{ one: 1 }]);
  leaving.release(true);
});

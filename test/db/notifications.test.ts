import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Db } from "#app/db/open-database.server.ts";
import { testDatabase } from "#test/support/database.ts";

let db: Db;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

test("what a transaction notifies is heard after it commits, and never when it rolls back", async () => {
  const heard: string[] = [];
  const stop = await db.listen("till", (payload) => heard.push(payload));
  await db.transact(async (tx) => {
    await tx.$executeRaw`SELECT pg_notify('till', 'sold')`;
  });
  await db
    .transact(async (tx) => {
      await tx.$executeRaw`SELECT pg_notify('till', 'never')`;
      throw new Error("rolled back");
    })
    .catch(() => {});
  await db.pool.query(`SELECT pg_notify('till', 'last')`);
  await vi.waitFor(() => expect(heard).toEqual(["sold", "last"]));
  await stop();
});

test("fifty people adding one to the same count at once lose nothing", async () => {
  await db.prisma.productSettings.create({
    data: { shop: "a.myshopify.com", productId: "1", buffer: 0 },
  });
  await Promise.all(
    Array.from({ length: 50 }, () =>
      db.transact(async (tx) => {
        const [row] = await tx.$queryRaw<{ buffer: number }[]>`
          SELECT buffer FROM "ProductSettings" WHERE "productId" = '1' FOR UPDATE`;
        await tx.productSettings.update({
          where: { shop_productId: { shop: "a.myshopify.com", productId: "1" } },
          data: { buffer: (row?.buffer ?? 0) + 1 },
        });
      }),
    ),
  );
  const after = await db.prisma.productSettings.findFirst({ where: { productId: "1" } });
  expect(after?.buffer).toBe(50);
});

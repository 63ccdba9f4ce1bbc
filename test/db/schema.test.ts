import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "#app/db/open-database.server.ts";
import { testDatabase } from "#test/support/database.ts";

/** What a migration adds by hand because Prisma's schema language cannot say it. */
const BY_HAND = ["SyncRun_one_running"];

let db: Db;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

async function shapeOf(schema: string) {
  const columns = await db.pool.query<{ text: string }>(
    `SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, replace(column_default, $1 || '.', '')) AS text
       FROM information_schema.columns WHERE table_schema = $1 AND table_name NOT LIKE '\\_%' ORDER BY 1`,
    [schema],
  );
  const indexes = await db.pool.query<{ text: string }>(
    `SELECT replace(indexdef, $1 || '.', '') AS text FROM pg_indexes
      WHERE schemaname = $1 AND tablename NOT LIKE '\\_%' AND indexname <> ALL($2) ORDER BY 1`,
    [schema, BY_HAND],
  );
  return [...columns.rows, ...indexes.rows].map((row) => row.text);
}

/** The command only wants any Postgres that answers. */
function addressOf({ pool }: Db): string {
  const { connectionString, host, port, user, database } = pool.options;
  return connectionString ?? `postgres://${user}@${host}:${port}/${database}`;
}

test("the migrations make exactly the tables that schema.prisma describes", async () => {
  const { stdout } = await promisify(execFile)(
    "node_modules/.bin/prisma",
    "migrate diff --config prisma/config.ts --from-empty --to-schema-datamodel prisma/schema.prisma --script".split(
      " ",
    ),
    { env: { ...process.env, CHECKPOINT_DISABLE: "1", DATABASE_URL: addressOf(db) } },
  );
  const client = await db.pool.connect();
  await client.query(
    `CREATE SCHEMA described; SET search_path TO described; ${stdout}; SET search_path TO public`,
  );
  client.release();
  const [described, migrated] = [await shapeOf("described"), await shapeOf("public")];
  expect(described.length).toBeGreaterThan(100);
  expect(migrated).toEqual(described);
});

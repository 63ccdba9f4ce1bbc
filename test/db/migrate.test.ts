import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "#app/db/migrate.server.ts";
import type { Db } from "#app/db/open-database.server.ts";
import { testDatabase } from "#test/support/database.ts";

let db: Db;
let folder: string;

beforeAll(async () => {
  db = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), "migrations-"));
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

async function writeMigration(name: string, sql: string) {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, "migration.sql"), sql);
}

async function run() {
  const client = await db.pool.connect();
  try {
    return await migrate(client, folder);
  } finally {
    client.release();
  }
}

test("migrations are applied in order, each once, and written down as Prisma writes them", async () => {
  await writeMigration("1_first", `CREATE TABLE one (a int);`);
  await writeMigration("2_second", `ALTER TABLE one ADD b int;`);
  expect(await run()).toEqual(["1_first", "2_second"]);
  expect(await run()).toEqual([]);
  const { rows } = await db.pool.query(
    `SELECT length(checksum) AS checksum, finished_at IS NOT NULL AS finished, applied_steps_count AS steps
       FROM "_prisma_migrations" WHERE migration_name = '2_second'`,
  );
  expect(rows).toEqual([{ checksum: 64, finished: true, steps: 1 }]);
});

test("a migration that fails leaves nothing of itself behind and can be mended", async () => {
  await writeMigration("3_third", `CREATE TABLE half (a int); SELECT nonsense;`);
  await expect(run()).rejects.toThrow(/nonsense/);
  const { rows } = await db.pool.query(`SELECT to_regclass('half') AS found`);
  expect(rows).toEqual([{ found: null }]);
  await writeMigration("3_third", `CREATE TABLE half (a int);`);
  expect(await run()).toEqual(["3_third"]);
});

test("a migration that was changed after it had been applied is refused", async () => {
  await writeMigration("1_first", `CREATE TABLE one (a bigint);`);
  await expect(run()).rejects.toThrow(/changed after/);
});

test("the tables are the ones that schema.prisma describes", async () => {
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  expect(rows.map((row) => row.name)).toEqual(
    expect.arrayContaining(["Shop", "Inbox", "Outbox", "InventoryLevel"]),
  );
});

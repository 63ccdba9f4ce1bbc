import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { openEmbeddedPostgres } from "#app/db/embedded-postgres.server.ts";
import { migrate } from "#app/db/migrate.server.ts";
import { connect } from "#app/db/open-database.server.ts";
import type { Db } from "#app/db/open-database.server.ts";

/** A migrated, empty database of this suite's own; close() drops it. Embedded, or on TEST_DATABASE_URL's server. */
export async function testDatabase(): Promise<Db> {
  return process.env["TEST_DATABASE"] === "postgres" ? onRealPostgres() : embedded();
}

async function embedded(): Promise<Db> {
  const file = process.env["PREPARED_DATABASE"];
  if (!file) throw new Error("run by test/vitest.config.ts, which prepares the database");
  const postgres = await openEmbeddedPostgres({ dump: new Blob([await readFile(file)]) });
  return connect(postgres.connection, postgres);
}

async function onRealPostgres(): Promise<Db> {
  const server = process.env["TEST_DATABASE_URL"] ?? "";
  const name = `sambung_test_${randomBytes(6).toString("hex")}`;
  await query(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const db = connect({ connectionString: url.href, max: 12 }, null);
  const client = await db.pool.connect();
  await migrate(client, path.resolve("prisma/migrations"));
  client.release();
  const { close } = db;
  return {
    ...db,
    close: async () => {
      await close();
      await query(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
}

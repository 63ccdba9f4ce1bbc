import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { openDatabase } from "#app/db/open-database.server.ts";
import type { Db } from "#app/db/open-database.server.ts";
import type { DatabaseKind } from "./row.ts";

/** Where one row keeps its data: handed to the child processes, which open it as the app does. */
export interface BenchDatabase {
  kind: DatabaseKind;
  /** DATABASE_URL and DATA_FOLDER as app/server/start.ts reads them */
  env: Record<string, string>;
  where: { url?: string; folder: string };
  /** Works on it from this process, while no child has it open (one process owns an embedded one). */
  use<T>(work: (db: Db) => Promise<T>): Promise<T>;
  drop(): Promise<void>;
}

/** A fresh, migrated database: a folder for the embedded Postgres, or a database of its own on TEST_DATABASE_URL's server. */
export async function openBenchDatabase(
  kind: DatabaseKind,
  folder: string,
): Promise<BenchDatabase> {
  const own = path.join(folder, `database-${randomBytes(4).toString("hex")}`);
  await mkdir(own, { recursive: true });
  const server = kind === "postgres" ? await createOnServer() : null;
  const where = { ...(server ? { url: server.url } : {}), folder: own };
  const use = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
    const db = await openDatabase(where);
    try {
      return await work(db);
    } finally {
      await db.close();
    }
  };
  try {
    await use(async () => {}); // creates and migrates
  } catch (error) {
    await server?.drop();
    throw error;
  }
  return {
    kind,
    env: { DATA_FOLDER: own, DATABASE_URL: server?.url ?? "" },
    where,
    use,
    drop: async () => {
      await server?.drop();
    },
  };
}

async function createOnServer() {
  const server = process.env["TEST_DATABASE_URL"] ?? "";
  const name = `sambung_bench_${randomBytes(6).toString("hex")}`;
  await runOn(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runOn(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/** "PostgreSQL 15.20" as the server names itself; null when none is named or it does not answer. */
export async function serverVersion(): Promise<string | null> {
  const server = process.env["TEST_DATABASE_URL"];
  if (!server) return null;
  const rows = await runOn(server, "SELECT version() AS version").catch(() => []);
  const text: unknown = rows[0]?.["version"];
  return typeof text === "string" ? text.split(" ").slice(0, 2).join(" ") : null;
}

async function runOn(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

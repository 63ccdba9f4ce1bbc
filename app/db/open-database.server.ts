import { EventEmitter } from "node:events";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import pg from "pg";
import { seconds } from "../domains/kernel/time.ts";
import { openEmbeddedPostgres } from "./embedded-postgres.server.ts";
import type { EmbeddedPostgres } from "./embedded-postgres.server.ts";
import { migrate } from "./migrate.server.ts";

/** What a use case may do inside its transaction. */
export type Tx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

export interface Db {
  prisma: PrismaClient;
  /** for the hot doors, COPY and cursors; never use it (or `prisma`) inside `transact` */
  pool: pg.Pool;
  /** Runs the work in one transaction; it commits when the work returns and rolls back when it throws. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Hears `pg_notify(channel, payload)` from every node, after commit. Returns how to stop. */
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>;
  /** "embedded" or "postgres", for the start-up line and the bench */
  kind: "embedded" | "postgres";
  close(): Promise<void>;
}

const RECONNECT_AFTER = seconds(1);
const MIGRATIONS = path.resolve(import.meta.dirname, "../../prisma/migrations");

/** Opens the Postgres at `url`, or the embedded one in `folder`, and brings its tables up to date. */
export async function openDatabase(options: { url?: string; folder: string }): Promise<Db> {
  const embedded = options.url ? null : await openEmbeddedPostgres({ folder: options.folder });
  const db = connect(embedded?.connection ?? { connectionString: options.url, max: 16 }, embedded);
  const client = await db.pool.connect();
  try {
    await migrate(client, MIGRATIONS);
  } finally {
    client.release();
  }
  return db;
}

/** A Db on a database whose tables are already up to date. */
export function connect(connection: pg.PoolConfig, embedded: EmbeddedPostgres | null): Db {
  const pool = new pg.Pool(connection);
  pool.on("error", () => {}); // an idle connection that dies is replaced at the next use
  const heardHere = new EventEmitter().setMaxListeners(0);
  pool.on("connect", (client) => {
    client.on("notification", ({ channel, payload }) => heardHere.emit(channel, payload ?? ""));
  });
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const listening = new Set<() => Promise<void>>();
  return {
    prisma,
    pool,
    kind: embedded ? "embedded" : "postgres",
    transact: (work) => prisma.$transaction(work, { maxWait: 15_000, timeout: 30_000 }),
    listen: async (channel, hear) => {
      const stop = embedded
        ? await listenHere(pool, heardHere, channel, hear)
        : await listenOn(connection, channel, hear);
      listening.add(stop);
      return async () => {
        listening.delete(stop);
        await stop();
      };
    },
    close: async () => {
      await Promise.all([...listening].map((stop) => stop()));
      await prisma.$disconnect();
      await pool.end();
      await embedded?.close();
    },
  };
}

/**
 * The embedded Postgres has one session behind all its connections, so it hands each notification to the connection
 * whose commit caused it; as the pool is all there is, hearing all of the pool's connections hears everything.
 */
async function listenHere(
  pool: pg.Pool,
  heard: EventEmitter,
  channel: string,
  hear: (payload: string) => void,
) {
  await pool.query(`LISTEN "${channel}"`);
  heard.on(channel, hear);
  return async () => {
    heard.off(channel, hear);
  };
}

/** A connection of its own for LISTEN, made anew when it breaks (what was said meanwhile is lost: hearers must cope). */
async function listenOn(
  connection: pg.PoolConfig,
  channel: string,
  hear: (payload: string) => void,
) {
  let stopped = false;
  let client = new pg.Client(connection);
  const start = async () => {
    client = new pg.Client(connection);
    client.on("notification", (message) => hear(message.payload ?? ""));
    client.on("error", again);
    await client.connect();
    await client.query(`LISTEN "${channel}"`);
  };
  const again = () => {
    if (!stopped) setTimeout(() => void start().catch(again), RECONNECT_AFTER).unref();
  };
  await start();
  return async () => {
    stopped = true;
    await client.end();
  };
}

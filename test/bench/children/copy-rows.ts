import { openAsBlob, createReadStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { answerParent } from "../answer-parent.ts";
import { COPY_COLUMNS } from "../level-files.ts";
import { peakMegabytes } from "../peak-memory.ts";
import type { ImportReply } from "./import-levels.ts";

export interface CopyOptions {
  where: { url?: string; folder: string };
  file: string;
}

const CREATE = `CREATE TABLE IF NOT EXISTS "PlainLevel" (LIKE "InventoryLevel" INCLUDING ALL)`;
const EMPTY = `TRUNCATE "PlainLevel"`;
const COUNT = `SELECT count(*)::int AS levels, sum(available)::int AS sum FROM "PlainLevel"`;
type Counted = Pick<ImportReply, "levels" | "sum">;

/** The least that writing the rows can cost: one COPY into a table shaped as ours, with its indexes. */
await answerParent<CopyOptions, null, ImportReply>(async ({ where, file }) => {
  const database = where.url ? await onServer(where.url) : await embedded(where.folder);
  await database.query(CREATE);
  return {
    ready: null,
    answer: async () => {
      await database.query(EMPTY);
      const began = performance.now();
      await database.copy(file);
      const seconds = (performance.now() - began) / 1_000;
      const [found] = await database.query(COUNT);
      return { seconds, ...(found ?? { levels: 0, sum: 0 }), peakMegabytes: peakMegabytes() };
    },
    close: () => database.close(),
  };
});

async function onServer(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    query: async (text: string) => (await client.query<Counted>(text)).rows,
    copy: (file: string) =>
      pipeline(
        createReadStream(file, { highWaterMark: 256 * 1024 }),
        client.query(copyFrom(`COPY "PlainLevel" (${COPY_COLUMNS}) FROM STDIN`)),
      ),
    close: () => client.end(),
  };
}

/** COPY FROM STDIN does not pass the embedded database's socket; its own way is a file handed to it as /dev/blob. */
async function embedded(folder: string) {
  const db = await PGlite.create({ dataDir: path.join(folder, "postgres") });
  return {
    query: async (text: string) => (await db.query<Counted>(text)).rows,
    copy: async (file: string) => {
      const blob = await openAsBlob(file);
      await db.query(`COPY "PlainLevel" (${COPY_COLUMNS}) FROM '/dev/blob'`, [], { blob });
    },
    close: () => db.close(),
  };
}

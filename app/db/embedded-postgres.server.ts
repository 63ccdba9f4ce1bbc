import { mkdir, open, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import type { PoolConfig } from "pg";
import { wholePipelines } from "./whole-pipelines.server.ts";

/** A Postgres inside this process, served on a socket so that the ordinary driver talks to it. */
export interface EmbeddedPostgres {
  connection: PoolConfig;
  /** the whole data folder as a tar, for tests to start from */
  dump(): Promise<Blob>;
  close(): Promise<void>;
}

/** A sentence for the person who started the app, not for a log. */
export class DataFolderError extends Error {
  override name = "DataFolderError";
}

const SOCKET_NAME = ".s.PGSQL.5432";
/** sockaddr_un holds 108 bytes on Linux, 104 on macOS */
const LONGEST_SOCKET_PATH = 100;

/**
 * Opens (or creates) the database in `folder`; without a folder it lives in memory, from `dump` when given.
 * Throws DataFolderError when the folder cannot be written or another process holds it.
 */
export async function openEmbeddedPostgres(options: {
  folder?: string;
  dump?: Blob;
}): Promise<EmbeddedPostgres> {
  const unlock = options.folder ? await lock(options.folder) : async () => {};
  const db = await PGlite.create({
    ...(options.folder ? { dataDir: path.join(options.folder, "postgres") } : {}),
    ...(options.dump ? { loadDataDir: options.dump } : {}),
  });
  const { server, connection } = await serve(db, options.folder);
  return {
    connection: { ...connection, user: "postgres", database: "postgres", max: 8 },
    dump: async () => db.dumpDataDir("none"),
    close: async () => {
      await server.stop();
      await db.close();
      await unlock();
    },
  };
}

async function serve(db: PGlite, folder: string | undefined) {
  const shared = { db: wholePipelines(db), maxConnections: 32 };
  const socket = folder ? path.resolve(folder, SOCKET_NAME) : undefined;
  if (folder && socket && Buffer.byteLength(socket) <= LONGEST_SOCKET_PATH) {
    await rm(socket, { force: true }); // left by a crash
    const server = new PGLiteSocketServer({ ...shared, path: socket });
    await server.start();
    return { server, connection: { host: path.resolve(folder), port: 5432 } };
  }
  const server = new PGLiteSocketServer({ ...shared, host: "127.0.0.1", port: 0 });
  await server.start();
  const port = Number(server.getServerConn().split(":").at(-1));
  return { server, connection: { host: "127.0.0.1", port } };
}

async function lock(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, "lock");
  try {
    await mkdir(folder, { recursive: true });
    const handle = await open(file, "wx");
    await handle.writeFile(String(process.pid));
    await handle.close();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "EEXIST")
      throw new DataFolderError(
        `The data folder ${folder} cannot be written (${String(code)}). Give this user the right to write there, or set DATA_FOLDER to another folder.`,
      );
    const holder = Number(await readFile(file, "utf8"));
    if (holder !== process.pid && isRunning(holder))
      throw new DataFolderError(
        `The data folder ${folder} is in use by process ${holder}. Stop that one first, or set DATA_FOLDER to another folder.`,
      );
    await rm(file, { force: true });
    return lock(folder);
  }
  return () => rm(file, { force: true });
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

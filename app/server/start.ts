import { once } from "node:events";
import type { Server } from "node:http";
import type { ServerBuild } from "@remix-run/node";
import { DataFolderError } from "../db/embedded-postgres.server.ts";
import { openDatabase } from "../db/open-database.server.ts";
import { seconds } from "../domains/kernel/time.ts";
import { startSchedules } from "../jobs/schedules.server.ts";
import type { Schedules } from "../jobs/schedules.server.ts";
import { startJobs } from "../jobs/start-jobs.server.ts";
import { readConfig } from "./config.server.ts";
import { createHttpServer } from "./http-server.server.ts";
import { createServices } from "./create-services.server.ts";
import { endStreams } from "./stream-availability.server.ts";
import { endBoards } from "./stream-pickups.server.ts";

const BUILD = new URL("../../build/server/index.js", import.meta.url).href;
/** How long open requests may take to finish after SIGTERM. */
const LAST_REQUESTS = seconds(10);

async function start(): Promise<void> {
  const read = readConfig(process.env);
  if (!read.ok)
    return fail(
      `Sambung cannot start:\n${read.problems.map((problem) => `  ${problem}`).join("\n")}`,
    );
  const { config } = read;
  const build = await import(BUILD).then(
    (module: unknown) => module as ServerBuild,
    () => null,
  );
  if (!build) return fail("The app has not been built. Run: npm run build");

  const db = await openDatabase({
    ...(config.databaseUrl ? { url: config.databaseUrl } : {}),
    folder: config.dataFolder,
  });
  const services = createServices(config, db, () => Date.now());
  const jobs = startJobs(services);
  const server = createHttpServer(services, build);
  let schedules: Promise<Schedules> | null = null;
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    services.log.info({ signal }, "stopping");
    endStreams();
    endBoards();
    if (server.listening) await closeServer(server);
    await schedules?.then((started) => started.stop());
    await jobs.stop();
    await db.close();
    process.exit(0);
  };
  // before anyone can find us ready
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));

  server.listen(config.port);
  await once(server, "listening");
  services.log.info({ port: config.port, database: db.kind }, "listening");
  jobs.wake();
  schedules = startSchedules(services);
  await schedules;
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), LAST_REQUESTS).unref();
  await closed;
}

function fail(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

start().catch((error: unknown) => {
  if (error instanceof DataFolderError) return fail(error.message);
  const busy = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  fail(
    busy
      ? `Port ${process.env["PORT"] ?? 4020} is in use by another program. Stop it, or set PORT to a free one.`
      : String(error instanceof Error ? error.stack : error),
  );
  process.exit(1);
});

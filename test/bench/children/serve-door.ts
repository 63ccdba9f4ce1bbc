import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Session } from "@shopify/shopify-api";
import { openDatabase } from "#app/db/open-database.server.ts";
import { createHttpServer } from "#app/server/http-server.server.ts";
import { createServices } from "#app/server/create-services.server.ts";
import { startJobs } from "#app/jobs/start-jobs.server.ts";
import { readConfig } from "#app/server/config.server.ts";
import { answerParent } from "../answer-parent.ts";
import { BENCH_SHOP } from "../deliveries.ts";

export interface ServeOptions {
  /** whether this process also works the inbox and the outbox off, as the app does */
  hasJobs: boolean;
  /** of the simulated Shopify, where the row has one */
  accessToken?: string;
}

export interface ServeReady {
  url: string;
}

/** The app's own server and doors without its pages; its environment is that of app/server/start.ts. */
await answerParent<ServeOptions>(async ({ hasJobs, accessToken }) => {
  const read = readConfig(process.env);
  if (!read.ok) throw new Error(read.problems.join(" "));
  const { config } = read;
  const db = await openDatabase({
    ...(config.databaseUrl ? { url: config.databaseUrl } : {}),
    folder: config.dataFolder,
  });
  const services = createServices(config, db, () => Date.now());
  if (accessToken)
    await services.shopify.sessionStorage.storeSession(
      new Session({
        id: `offline_${BENCH_SHOP}`,
        shop: BENCH_SHOP,
        state: "",
        isOnline: false,
        accessToken,
      }),
    );
  const jobs = hasJobs ? startJobs(services) : null;
  const server = createHttpServer(services, null);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ready: ServeReady = { url: `http://127.0.0.1:${port}` };
  return {
    ready,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await sleep(300); // what was being kept when its sender hung up is kept all the same
      await jobs?.stop();
      await db.close();
    },
  };
});

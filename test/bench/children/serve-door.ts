import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Session } from "@shopify/shopify-api";
import { openDatabase } from "#app/db/open-database.server.ts";
import { shopDomain } from "#app/domains/kernel/ids.ts";
import { startSyncRun } from "#app/domains/shop/start-sync-run.server.ts";
import type { Services } from "#app/services.server.ts";
import { createHttpServer } from "#app/server/http-server.server.ts";
import { createServices } from "#app/server/create-services.server.ts";
import { startJobs } from "#app/jobs/start-jobs.server.ts";
import { readConfig } from "#app/server/config.server.ts";
import { answerParent } from "../answer-parent.ts";

export interface ServeOptions {
  /** whether this process also works the inbox and the outbox off, as the app does */
  hasJobs: boolean;
  /** the simulated shop in which the app is installed, where the row has one */
  installed?: { shop: string; accessToken: string };
}

export interface ServeReady {
  url: string;
}

/** Imports this shop, as the merchant's click does. */
export interface ServeAsk {
  shop: string;
}

/** The app's own server and doors without its pages; its environment is that of app/server/start.ts. */
await answerParent<ServeOptions, ServeAsk, null>(async ({ hasJobs, installed }) => {
  const read = readConfig(process.env);
  if (!read.ok) throw new Error(read.problems.join(" "));
  const { config } = read;
  const db = await openDatabase({
    ...(config.databaseUrl ? { url: config.databaseUrl } : {}),
    folder: config.dataFolder,
  });
  const services = createServices(config, db, () => Date.now());
  if (installed)
    await services.shopify.sessionStorage.storeSession(
      new Session({
        id: `offline_${installed.shop}`,
        shop: installed.shop,
        state: "",
        isOnline: false,
        accessToken: installed.accessToken,
      }),
    );
  const jobs = hasJobs ? startJobs(services) : null;
  const server = createHttpServer(services, null);
  server.listen(config.port, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ready: ServeReady = { url: `http://127.0.0.1:${port}` };
  return {
    ready,
    answer: async ({ shop }) => importShop(services, shop),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await sleep(300); // what was being kept when its sender hung up is kept all the same
      await jobs?.stop();
      await db.close();
    },
  };
});

async function importShop(services: Services, name: string): Promise<null> {
  const shop = shopDomain(name);
  if (!shop) throw new Error(`no shop: ${name}`);
  const started = await startSyncRun(
    services.db,
    shop,
    { purpose: "import", actor: "sambung" },
    services.clock(),
  );
  if (!started.ok) throw new Error(started.reason);
  services.wake();
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    const run = await services.db.prisma.syncRun.findFirst({ where: { shop } });
    if (run?.status === "done") return null;
    if (run?.status === "failed") break;
    await sleep(100);
  }
  throw new Error("the import did not end well");
}

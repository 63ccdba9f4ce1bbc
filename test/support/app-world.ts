import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Session } from "@shopify/shopify-api";
import { shopDomain } from "#app/domains/kernel/ids.ts";
import type { ShopDomain } from "#app/domains/kernel/ids.ts";
import type { Jobs } from "#app/jobs/start-jobs.server.ts";
import type { Db } from "#app/db/open-database.server.ts";
import type { Services } from "#app/services.server.ts";
import { steppedClock } from "#test/simulator/clock.ts";
import { routeShopifyTo } from "#test/simulator/route-shopify.ts";
import { startSimulator } from "#test/simulator/simulator.ts";
import type { Simulator } from "#test/simulator/simulator.ts";
import { smallShopStart } from "#test/simulator/small-shop.ts";
import { testDatabase } from "./database.ts";
import { testServices } from "./services.ts";

/** The app with its database and jobs, installed in the small shop of a simulated Shopify whose time stands still. */
export interface AppWorld {
  simulator: Simulator;
  shop: ShopDomain;
  db: Db;
  services: Services;
  jobs: Jobs;
  /** where the app's plain routes answer */
  url: string;
  /** lets time pass and everything that follows from it happen: routing, webhooks, jobs, what they state, and so on */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function startAppWorld(): Promise<AppWorld> {
  const clock = steppedClock(smallShopStart);
  const simulator = await startSimulator({ appUrl: "http://127.0.0.1:1", clock });
  const unroute = routeShopifyTo(simulator.url);
  const db = await testDatabase();
  const services = testServices(db, {
    apiKey: simulator.apiKey,
    apiSecret: simulator.apiSecret,
    clock: () => clock.now(),
  });
  const { createHttpServer } = await import("#app/server/http-server.server.ts");
  const { startJobs } = await import("#app/jobs/start-jobs.server.ts");
  const server = createHttpServer(services, null).listen(0);
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  simulator.appUrl = url;
  const shop = shopDomain(simulator.shop.state.info.domain);
  if (!shop) throw new Error("the small shop's domain is not one");
  await db.prisma.shop.create({ data: { shop, installedAt: new Date(clock.now()) } });
  await letIn(services, simulator, shop);
  const jobs = startJobs(services);
  return {
    simulator,
    shop,
    db,
    services,
    jobs,
    url,
    pass: async (ms) => {
      await clock.advance(ms);
      await letIn(services, simulator, shop);
      for (let round = 0; round < 4; round++) {
        await simulator.webhooks.drain();
        await jobs.settle();
      }
    },
    close: async () => {
      await jobs.stop();
      server.closeAllConnections();
      server.close();
      await simulator.close();
      unroute();
      await db.close();
    },
  };
}

/** The simulated time runs ahead of the real one, by which the library judges a token's age: a new token whenever time passed. */
async function letIn(services: Services, simulator: Simulator, shop: ShopDomain): Promise<void> {
  await services.shopify.sessionStorage.storeSession(
    new Session({
      id: `offline_${shop}`,
      shop,
      state: "",
      isOnline: false,
      accessToken: simulator.offlineToken(shop),
    }),
  );
}

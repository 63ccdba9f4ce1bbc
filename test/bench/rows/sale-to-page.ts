import { setTimeout as sleep } from "node:timers/promises";
import { appEnvironment } from "../app-environment.ts";
import { routeShopify, startChild } from "../child.ts";
import type { ServeOptions, ServeReady } from "../children/serve-door.ts";
import type { SimulateAsk, SimulateReady, SimulateReply } from "../children/simulate-shop.ts";
import type { Sight, WatchAsk, WatchReply } from "../children/watch-pages.ts";
import { BENCH_SHOP } from "../deliveries.ts";
import { signedAvailability } from "../signed-availability.ts";
import { count, ms, percentile } from "../figures.ts";
import { startFlags } from "../start-flags.ts";
import type { Row } from "../row.ts";
import { BUFFER, seedShop } from "../seed-shop.ts";
import { bigShopIds } from "../shopify-ids.ts";

const STORES = 20;
const PAGES = 200;
const SALES = 40;
/** long enough for one sale's push to end before the next sale, short enough to be a busy till */
const BETWEEN_MS = 400;
const STOCK = 500;
const GOAL_MS = 1_000;

export const saleToPage: Row = {
  name: "sale",
  onEachDatabase: true,
  measure: async ({ openDatabase }) => {
    const ids = bigShopIds;
    const [variantId, locationId] = [ids.variant(0), ids.location(0)];
    const database = await openDatabase();
    await database.use((db) => seedShop(db, { locations: STORES, variants: 5, ids }));
    const shop = await startChild<SimulateReady, SimulateAsk, SimulateReply>("simulate-shop", {
      products: 5,
      stores: STORES,
    });
    const options: ServeOptions = {
      hasJobs: true,
      installed: { shop: BENCH_SHOP, accessToken: shop.ready.accessToken },
    };
    const app = await startChild<ServeReady>("serve-door", options, {
      env: appEnvironment(database, { SIMULATOR_URL: shop.ready.url }),
      nodeOptions: [...startFlags(), ...routeShopify],
    });
    const watch = await startChild<null, WatchAsk, WatchReply>("watch-pages", {});
    try {
      await shop.ask({ act: "point-to-app", appUrl: app.ready.url });
      const answer = await fetch(new URL(signedAvailability(variantId), app.ready.url));
      const { stream }: { stream: string } = await answer.json();
      const { pathname, search } = new URL(stream);
      await watch.ask({
        act: "open",
        pages: PAGES,
        stream: `${app.ready.url}${pathname}${search}`,
        store: locationId,
      });
      await shop.ask({ act: "set-stock", variantId, locationId, available: STOCK });
      await watch.ask({ act: "wait", count: STOCK - BUFFER, withinMs: 10_000 });

      const sold: number[] = [];
      for (let sale = 0; sale < SALES; sale++) {
        sold.push((await shop.ask({ act: "sell", variantId, locationId })).at);
        await sleep(BETWEEN_MS);
      }
      await watch.ask({ act: "wait", count: STOCK - BUFFER - SALES, withinMs: 10_000 });
      const delays = (await watch.ask({ act: "seen" })).flatMap((page) => delaysOf(page, sold));
      if (delays.length !== PAGES * SALES)
        throw new Error(`${delays.length} of ${PAGES * SALES} changes reached a page`);
      const p95 = percentile(delays, 0.95);
      return [
        {
          what: `till sale → open product page told, ${PAGES} pages`,
          measured: `p95 ${ms(p95)}, p50 ${ms(percentile(delays, 0.5))}, worst ${ms(percentile(delays, 1))}`,
          baseline: "–",
          ratio: "–",
          goal: `p95 ≤ ${count(GOAL_MS)} ms`,
          isMet: p95 <= GOAL_MS,
          why: `${SALES} sales of one variant at one of ${STORES} stores, one each ${BETWEEN_MS} ms: till, signed webhook, inbox, job, notification, push; every page was told every sale. It includes the 50 ms in which several changes become one push, not the page's own painting.`,
        },
      ];
    } finally {
      await Promise.all([watch.stop(), app.stop(), shop.stop()]);
    }
  },
};

/** For each sale, how long until the page showed its count or, if that was overtaken, a lower one. */
function delaysOf(sights: Sight[], sold: number[]): number[] {
  return sold.flatMap((at, index) => {
    const after = STOCK - BUFFER - (index + 1);
    const seen = sights.find((sight) => sight.at >= at && sight.count <= after);
    return seen ? [seen.at - at] : [];
  });
}

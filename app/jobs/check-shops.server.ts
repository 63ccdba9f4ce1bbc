import { readShop } from "../adapters/shopify/operations/read-catalogue.ts";
import { days } from "../domains/kernel/time.ts";
import { readInstalledShops } from "../domains/shop/read-installed-shops.server.ts";
import { startSyncRun } from "../domains/shop/start-sync-run.server.ts";
import type { Services } from "../services.server.ts";

/** What a search by time cannot show (above all what was deleted) is looked for once a day. */
const FULL_CHECK_EVERY = days(1);

/** Starts a check of every shop; one whose last run still goes on is left alone. */
export async function checkShops(services: Services): Promise<void> {
  const { db, clock } = services;
  for (const { shop, fullyCheckedAt } of await readInstalledShops(db)) {
    const isDue = fullyCheckedAt !== null && clock() - fullyCheckedAt.getTime() > FULL_CHECK_EVERY;
    const purpose = isDue ? "full-check" : "check";
    await startSyncRun(db, shop, { purpose, actor: "sambung" }, clock());
  }
  services.wake();
}

/** A question a day keeps a shop's tokens alive: a refresh token that is not used for 90 days dies. */
export async function keepTokensAlive({ db, askAdmin, log }: Services): Promise<void> {
  for (const { shop } of await readInstalledShops(db)) {
    try {
      await askAdmin(shop, readShop, {});
    } catch (error) {
      log.warn(
        { shop, reason: error instanceof Error ? error.message : "unknown" },
        "token not renewed",
      );
    }
  }
}

import { readLocations, readShop } from "../../adapters/shopify/operations/read-catalogue.ts";
import { inSqlTransaction } from "../../db/sql.server.ts";
import type { Location } from "../../domains/catalog/location.ts";
import {
  buryUnseenLocations,
  recordSeenLocations,
} from "../../domains/catalog/record-seen-locations.server.ts";
import { recordShopFacts } from "../../domains/shop/record-shop-facts.server.ts";
import { readPages } from "./read-pages.server.ts";
import type { SyncKind } from "./sync-kind.ts";

/** Shopify allows 1,000 locations at most. */
const MOST_PAGES = 20;

/** Locations, and with them what is known of the shop itself. Few, and not to be found by time: always all of them. */
export const SYNC_LOCATIONS: SyncKind = {
  bulkQuery: null,
  decode: () => ({}),
  buryUnseen: buryUnseenLocations,
  async recent({ db, askAdmin }, { shop, purpose }, _since, askedAt) {
    await recordShopFacts(db, shop, (await askAdmin(shop, readShop, {})).shop);
    const all: Location[] = [];
    await readPages(
      async (after) => (await askAdmin(shop, readLocations, { after })).locations,
      async (nodes) => void all.push(...nodes),
      MOST_PAGES,
    );
    const drift = await inSqlTransaction(db, async (sql) => {
      const changed = await recordSeenLocations(sql, shop, all, askedAt);
      return changed + (await buryUnseenLocations(sql, shop, askedAt));
    });
    return { rows: all.length, drift: purpose === "import" ? 0 : drift, lookAtEverything: false };
  },
};

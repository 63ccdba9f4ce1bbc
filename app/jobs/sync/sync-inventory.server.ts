import { levelLines } from "../../adapters/shopify/bulk-lines.ts";
import { BULK_QUERIES } from "../../adapters/shopify/bulk-queries.ts";
import { readLevelsAt, readLevelsOf } from "../../adapters/shopify/operations/read-catalogue.ts";
import { inSqlTransaction } from "../../db/sql.server.ts";
import {
  buryLevel,
  buryUnseenLevels,
  recordSeenLevels,
} from "../../domains/catalog/record-seen-levels.server.ts";
import { readSample } from "../../domains/catalog/read-sample.server.ts";
import { gid, stored } from "../../domains/kernel/ids.ts";
import type { LocationId, ShopDomain } from "../../domains/kernel/ids.ts";
import type { Millis } from "../../domains/kernel/time.ts";
import type { Services } from "../../services.server.ts";
import { changedSince, readPages } from "./read-pages.server.ts";
import type { SyncKind } from "./sync-kind.ts";

/** Per location; more changes than this in one interval are read in bulk. */
const MOST_PAGES = 10;
/** Items whose counts are compared although nothing says that they changed. */
const SAMPLE = 20;

export const SYNC_INVENTORY: SyncKind = {
  bulkQuery: () => BULK_QUERIES.inventory,
  decode(lines) {
    const levels = levelLines(lines);
    return {
      record: (sql, shop, { at, isFirst }) => recordSeenLevels(sql, shop, levels, at, isFirst),
    };
  },
  buryUnseen: buryUnseenLevels,
  async recent(services, { shop }, since, askedAt) {
    if (since === null) return { rows: 0, drift: 0, lookAtEverything: true };
    const changed = await recordChanged(services, shop, since, askedAt);
    if (!changed.isAll) return { ...changed, lookAtEverything: true };
    const sample = await compareSample(services, shop, askedAt);
    return {
      rows: changed.rows + sample.rows,
      drift: changed.drift + sample.drift,
      // one in a sample means many in all
      lookAtEverything: sample.drift > 0,
    };
  },
};

async function recordChanged(
  { db, askAdmin }: Services,
  shop: ShopDomain,
  since: Millis,
  askedAt: Millis,
) {
  const locations = await db.prisma.location.findMany({
    where: { shop, deletedAt: null },
    select: { id: true },
  });
  const changed = { rows: 0, drift: 0, isAll: true };
  for (const { id } of locations) {
    const location = gid("Location", stored<LocationId>(id));
    changed.isAll &&= await readPages(
      async (after) => {
        const asked = { location, query: changedSince(since), after };
        const answer = await askAdmin(shop, readLevelsAt, asked);
        return answer.location?.inventoryLevels ?? NOTHING;
      },
      async (levels) => {
        changed.rows += levels.length;
        changed.drift += await inSqlTransaction(db, (sql) =>
          recordSeenLevels(sql, shop, levels, askedAt),
        );
      },
      MOST_PAGES,
    );
  }
  return changed;
}

const NOTHING = { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] };

async function compareSample({ db, askAdmin }: Services, shop: ShopDomain, askedAt: Millis) {
  const sample = await readSample(db, shop, SAMPLE);
  if (sample.length === 0) return { rows: 0, drift: 0 };
  const items = sample.map((one) => gid("InventoryItem", one.item));
  const { nodes } = await askAdmin(shop, readLevelsOf, { items });
  const seen = nodes.flatMap((node) => node?.inventoryLevels.nodes ?? []);
  const shown = new Set(seen.map((one) => `${one.item}:${one.location}`));
  const drift = await inSqlTransaction(db, async (sql) => {
    let changed = await recordSeenLevels(sql, shop, seen, askedAt);
    for (const { item, locations } of sample)
      for (const location of locations)
        if (!shown.has(`${item}:${location}`))
          changed += await buryLevel(sql, shop, item, location, askedAt);
    return changed;
  });
  return { rows: seen.length, drift };
}

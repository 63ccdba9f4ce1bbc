import { randomUUID } from "node:crypto";
import { stateIntents } from "../../db/outbox.server.ts";
import type { Db } from "../../db/open-database.server.ts";
import { sqlOf } from "../../db/sql.server.ts";
import { lockVersion, rowsThatDiffer, writeRows } from "../../db/write-rows.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { lookAgain } from "../shop/look-again.ts";
import { weighNews } from "../shop/news.ts";
import { LOCATIONS } from "./copied-tables.ts";
import type { Location, ToldLocation } from "./location.ts";

/**
 * Takes news of a location. Webhooks say nothing of local pickup, coordinates and online orders: Shopify is asked for those.
 */
export async function recordLocation(
  db: Db,
  shop: ShopDomain,
  told: ToldLocation,
  now: Millis,
): Promise<void> {
  await db.transact(async (tx) => {
    const sql = sqlOf(tx);
    const known = await lockVersion(sql, LOCATIONS, shop, [told.id]);
    const held =
      known && (await tx.location.findUnique({ where: { shop_id: { shop, id: told.id } } }));
    const location: Location = {
      ...told,
      fulfillsOnlineOrders: held?.fulfillsOnlineOrders ?? true,
      latitude: held?.latitude ?? null,
      longitude: held?.longitude ?? null,
      pickupTime: held?.pickupTime ?? null,
      pickupInstructions: held?.pickupInstructions ?? "",
    };
    const changed = await rowsThatDiffer(sql, LOCATIONS, shop, [location], now, "told");
    const news = { at: told.updatedAt, isGone: false, differs: changed.length > 0 };
    if (!weighNews(known, news).apply) return;
    await writeRows(sql, LOCATIONS, shop, [location], now, "told");
    await stateIntents(tx, shop, [lookAgain({ kind: "location", id: told.id }, randomUUID(), now)]);
  });
}

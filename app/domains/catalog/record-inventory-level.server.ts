import { randomUUID } from "node:crypto";
import { stateIntents } from "../../db/outbox.server.ts";
import type { Db } from "../../db/open-database.server.ts";
import { sqlOf } from "../../db/sql.server.ts";
import { lockVersion, rowsThatDiffer, writeRows } from "../../db/write-rows.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { lookAgain } from "../shop/look-again.ts";
import { weighLevelNews } from "../shop/news.ts";
import { INVENTORY_LEVELS } from "./copied-tables.ts";
import type { InventoryLevel } from "./inventory-level.ts";
import { tellAvailability } from "./tell-availability.server.ts";

/** Takes news of one count (connected, changed or disconnected); what is not newer changes nothing. */
export async function recordInventoryLevel(
  db: Db,
  shop: ShopDomain,
  level: InventoryLevel,
  now: Millis,
): Promise<void> {
  const { item, location } = level;
  await db.transact(async (tx) => {
    const sql = sqlOf(tx);
    const known = await lockVersion(sql, INVENTORY_LEVELS, shop, [item, location]);
    const changed = await rowsThatDiffer(sql, INVENTORY_LEVELS, shop, [level], now, "told");
    const verdict = weighLevelNews(known, {
      at: level.updatedAt,
      isGone: !level.isActive,
      differs: changed.length > 0,
    });
    if (verdict.ask)
      await stateIntents(tx, shop, [
        lookAgain({ kind: "level", item, location }, randomUUID(), now),
      ]);
    if (!verdict.apply) return;
    await writeRows(sql, INVENTORY_LEVELS, shop, [level], now, "told");
    if (changed.length > 0) await tellAvailability(sql, shop, [{ item, location }]);
  });
}

import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import type { ShopSettings } from "./shop-settings.ts";

export async function saveShopSettings(
  db: Db,
  shop: ShopDomain,
  settings: ShopSettings,
  actor: string,
  now: Millis,
): Promise<void> {
  await db.transact(async (tx) => {
    await tx.shop.update({ where: { shop }, data: settings });
    await tx.auditLog.create({
      data: { shop, at: new Date(now), actor, act: "shop.settings-saved", subject: shop },
    });
    await tx.$executeRaw`SELECT pg_notify('availability', ${JSON.stringify({ shop })})::text`;
  });
}

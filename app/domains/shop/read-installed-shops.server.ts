import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";

/** Shops that have the app, with when the kind that was least lately looked at as a whole was so; null: none ever was. */
export async function readInstalledShops(
  db: Db,
): Promise<{ shop: ShopDomain; fullyCheckedAt: Date | null }[]> {
  const { rows } = await db.pool.query<{ shop: ShopDomain; fullyCheckedAt: Date | null }>(
    `SELECT o.shop, (SELECT min(s."fullyCheckedAt") FROM "SyncState" s WHERE s.shop = o.shop) AS "fullyCheckedAt"
       FROM "Shop" o WHERE o."uninstalledAt" IS NULL`,
  );
  return rows;
}

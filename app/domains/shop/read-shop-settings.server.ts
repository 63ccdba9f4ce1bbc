import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { ShopSettings } from "./shop-settings.ts";

export async function readShopSettings(db: Db, shop: ShopDomain): Promise<ShopSettings> {
  const row = await db.prisma.shop.findUniqueOrThrow({
    where: { shop },
    select: { stockDisplay: true, lowStockAt: true, pickupExpiresAfterDays: true },
  });
  return { ...row, stockDisplay: row.stockDisplay === "band" ? "band" : "exact" };
}

import type { Db } from "../../db/open-database.server.ts";
import { stored } from "../kernel/ids.ts";
import type { ShopDomain } from "../kernel/ids.ts";

/** Shops that have the app, with when everything of theirs was last looked at; null: some kind never was. */
export async function readInstalledShops(
  db: Db,
): Promise<{ shop: ShopDomain; fullyCheckedAt: Date | null }[]> {
  const shops = await db.prisma.shop.findMany({
    where: { uninstalledAt: null },
    select: { shop: true },
  });
  const states = await db.prisma.syncState.groupBy({
    by: ["shop"],
    _min: { fullyCheckedAt: true },
  });
  const checked = new Map(states.map((one) => [one.shop, one._min.fullyCheckedAt]));
  return shops.map(({ shop }) => ({
    shop: stored<ShopDomain>(shop),
    fullyCheckedAt: checked.get(shop) ?? null,
  }));
}

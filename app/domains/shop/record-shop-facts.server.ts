import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";

export interface ShopFacts {
  name: string;
  email: string | null;
  ianaTimezone: string;
  currencyCode: string;
}

/** What Shopify says of the shop itself; never what the merchant chose here. */
export async function recordShopFacts(db: Db, shop: ShopDomain, facts: ShopFacts): Promise<void> {
  await db.prisma.shop.update({
    where: { shop },
    data: {
      name: facts.name,
      email: facts.email,
      timeZone: facts.ianaTimezone,
      currency: facts.currencyCode,
    },
  });
}

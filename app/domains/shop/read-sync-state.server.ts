import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Kind } from "./sync-run.ts";

/** How far our copy of one kind is known to follow Shopify; null: never read. */
export async function readSyncState(
  db: Db,
  shop: ShopDomain,
  kind: Kind,
): Promise<{ reconciledAt: Date | null; fullyCheckedAt: Date | null } | null> {
  return db.prisma.syncState.findUnique({
    where: { shop_kind: { shop, kind } },
    select: { reconciledAt: true, fullyCheckedAt: true },
  });
}

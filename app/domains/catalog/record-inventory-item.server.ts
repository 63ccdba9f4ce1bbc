import type { Db } from "../../db/open-database.server.ts";
import type { InventoryItemId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";

/** Takes news of an inventory item: whether its variant is tracked. A variant that we do not know yet is asked about when it comes. */
export async function recordInventoryItem(
  db: Db,
  shop: ShopDomain,
  told: { id: InventoryItemId; tracked: boolean; updatedAt: Millis },
): Promise<void> {
  const at = new Date(told.updatedAt);
  await db.prisma.variant.updateMany({
    where: { shop, inventoryItemId: told.id, itemUpdatedAt: { lte: at } },
    data: { tracked: told.tracked, itemUpdatedAt: at },
  });
}

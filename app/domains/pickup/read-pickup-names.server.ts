import type { Tx } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";

/** By what people know these pickups: order name and store. By pickup id; those that are gone are missing. */
export async function readPickupNames(
  prisma: Pick<Tx, "pickup">,
  shop: ShopDomain,
  pickupIds: string[],
): Promise<Partial<Record<string, { orderName: string; locationName: string }>>> {
  const rows = await prisma.pickup.findMany({
    where: { shop, id: { in: pickupIds } },
    select: { id: true, locationName: true, order: { select: { name: true } } },
  });
  return Object.fromEntries(
    rows.map(({ id, locationName, order }) => [id, { orderName: order.name, locationName }]),
  );
}

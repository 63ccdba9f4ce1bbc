import type { Tx } from "../../db/open-database.server.ts";
import type { CustomerId, ShopDomain } from "../kernel/ids.ts";

/** What we know of a customer's pickups, for an export. */
export async function collectCustomerPickups(tx: Tx, shop: ShopDomain, customerId: CustomerId) {
  const orders = await tx.pickupOrder.findMany({
    where: { shop, customerId },
    include: { pickups: { include: { lines: true } } },
    orderBy: { processedAt: "asc" },
  });
  return orders.map((order) => ({
    order: order.name,
    name: order.shopperName,
    email: order.email,
    phone: order.phone,
    locale: order.locale,
    orderedAt: order.processedAt.toISOString(),
    pickups: order.pickups.map((pickup) => ({
      location: pickup.locationName,
      state: pickup.state,
      readyAt: pickup.readyAt?.toISOString() ?? null,
      collectedAt: pickup.collectedAt?.toISOString() ?? null,
      lines: pickup.lines.map(({ title, variantTitle, quantity }) => ({
        title,
        variantTitle,
        quantity,
      })),
    })),
  }));
}

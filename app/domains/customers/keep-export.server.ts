import type { Tx } from "../../db/open-database.server.ts";
import type { CustomerId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";

/** Keeps what was collected for a customer who asked, for the merchant to hand over, and notes that it was made. */
export async function keepExport(
  tx: Tx,
  shop: ShopDomain,
  request: { id: string; customer: CustomerId },
  document: object,
  now: Millis,
): Promise<void> {
  const at = new Date(now);
  const { count } = await tx.dataExport.createMany({
    data: [
      {
        shop,
        id: request.id,
        customerId: request.customer,
        requestedAt: at,
        document: { ...document },
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return;
  await tx.auditLog.create({
    data: {
      shop,
      at,
      actor: "shopify",
      act: "customer.export-made",
      subject: `customer:${request.customer}`,
      detail: { request: request.id },
    },
  });
}

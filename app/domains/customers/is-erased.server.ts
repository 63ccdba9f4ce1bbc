import type { Tx } from "../../db/open-database.server.ts";
import type { CustomerId, ShopDomain } from "../kernel/ids.ts";

/** Whether Shopify has asked us to forget this customer: then what it still says of them is not to be kept again. */
export async function isErased(
  tx: Pick<Tx, "customer">,
  shop: ShopDomain,
  id: CustomerId | null,
): Promise<boolean> {
  if (id === null) return false;
  const customer = await tx.customer.findUnique({
    where: { shop_id: { shop, id } },
    select: { erasedAt: true },
  });
  return customer !== null && customer.erasedAt !== null;
}

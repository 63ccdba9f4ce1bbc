import type { Db } from "../../db/open-database.server.ts";
import type { Outcome } from "../kernel/outcome.ts";
import { done, refused } from "../kernel/outcome.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";

/** Hands the merchant what a customer asked for; the audit log notes who took it. */
export async function collectExport(
  db: Db,
  shop: ShopDomain,
  request: { id: string; actor: string },
  now: Millis,
): Promise<Outcome<{ document: string }, "export-gone">> {
  return db.transact(async (tx) => {
    const where = { shop_id: { shop, id: request.id } };
    const row = await tx.dataExport.findUnique({ where });
    if (!row) return refused("export-gone");
    const at = new Date(now);
    await tx.dataExport.update({ where, data: { collectedAt: row.collectedAt ?? at } });
    await tx.auditLog.create({
      data: {
        shop,
        at,
        actor: request.actor,
        act: "customer.export-collected",
        subject: `customer:${row.customerId}`,
        detail: { request: request.id },
      },
    });
    return done({ document: JSON.stringify(row.document, null, 2) });
  });
}

import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";

/**
 * The merchant removed us, at Shopify's `sentAt`. Tokens are worthless and go at once; the data stays until shop/redact, 48 hours
 * later. News of an uninstall that the shop has come back from since is history.
 */
export async function recordUninstallation(
  db: Db,
  shop: ShopDomain,
  sentAt: Date,
  now: Millis,
): Promise<void> {
  const at = new Date(now);
  await db.transact(async (tx) => {
    const { count } = await tx.shop.updateMany({
      where: { shop, uninstalledAt: null, installedAt: { lt: sentAt } },
      data: { uninstalledAt: sentAt },
    });
    if (count === 0) return;
    await tx.session.deleteMany({ where: { shop } });
    await tx.syncRun.updateMany({
      where: { shop, status: "running" },
      data: { status: "stopped", finishedAt: at },
    });
    await tx.outbox.updateMany({
      where: { shop, status: "pending" },
      data: { status: "failed", reason: "the app was uninstalled" },
    });
    await tx.auditLog.create({
      data: { shop, at, actor: "shopify", act: "app.uninstalled", subject: shop },
    });
  });
}

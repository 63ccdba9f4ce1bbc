import { stateIntents } from "../../db/outbox.server.ts";
import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";

/** The shop has let us in: for the first time, or again after it had uninstalled us. Starts the first import. */
export async function recordInstallation(db: Db, shop: ShopDomain, now: Millis): Promise<void> {
  const at = new Date(now);
  await db.transact(async (tx) => {
    // the first page of a new installation asks for several things at once, each with a new token
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${shop}))`;
    const known = await tx.shop.findUnique({ where: { shop } });
    if (known && !known.uninstalledAt) return;
    await tx.shop.upsert({
      where: { shop },
      create: { shop, installedAt: at },
      update: { installedAt: at, uninstalledAt: null },
    });
    await tx.auditLog.create({
      data: { shop, at, actor: "shopify", act: "app.installed", subject: shop },
    });
    await stateIntents(tx, shop, [
      { kind: "sync.import", key: at.toISOString(), payload: {}, notBefore: at },
    ]);
  });
}

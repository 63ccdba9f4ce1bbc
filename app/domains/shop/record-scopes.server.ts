import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";

/** The merchant granted other access; what we may no longer read shows as a failed check that says so. */
export async function recordScopes(
  db: Db,
  shop: ShopDomain,
  scopes: { previous: string[]; current: string[] },
  now: Millis,
): Promise<void> {
  await db.transact(async (tx) => {
    await tx.session.updateMany({ where: { shop }, data: { scope: scopes.current.join(",") } });
    await tx.auditLog.create({
      data: {
        shop,
        at: new Date(now),
        actor: "shopify",
        act: "app.scopes-changed",
        subject: shop,
        detail: scopes,
      },
    });
  });
}

import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { seconds } from "../kernel/time.ts";
import type { Kind } from "./sync-run.ts";

/** Noting every single delivery would make them wait for each other. */
const COARSENESS = seconds(2);

/** We have taken news that Shopify sent at this moment. Says nothing before the first import has ended. */
export async function noteInStep(db: Db, shop: ShopDomain, kind: Kind, at: Millis): Promise<void> {
  await db.pool.query(
    `UPDATE "SyncState" SET "inStepAt" = $3 WHERE shop = $1 AND kind = $2 AND "inStepAt" < $4`,
    [shop, kind, new Date(at), new Date(at - COARSENESS)],
  );
}

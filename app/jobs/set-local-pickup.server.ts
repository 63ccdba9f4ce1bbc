import { z } from "zod";
import { ShopifyRefused } from "../adapters/shopify/shopify-refused.ts";
import { writeLocalPickup } from "../adapters/shopify/write-local-pickup.server.ts";
import { shopifyId } from "../domains/kernel/ids.ts";
import {
  readPickupWanted,
  recordLocalPickup,
} from "../domains/pickup/local-pickup-wanted.server.ts";
import type { OutboxRow } from "../db/outbox.server.ts";
import type { Services } from "../services.server.ts";
import { GiveUp } from "./drain.server.ts";

const payload = z.object({ locationId: z.string() });

/**
 * Gives Shopify the native pickup that the merchant wants now, whichever of their savings woke this job: so two of them at
 * once, or an older one that comes late, end in the same.
 */
export async function setLocalPickup(
  { db, askAdmin, clock }: Services,
  row: OutboxRow,
): Promise<void> {
  const locationId = shopifyId("Location", payload.parse(row.payload).locationId);
  if (!locationId) throw new GiveUp("no such location");
  for (;;) {
    const wanted = await readPickupWanted(db, row.shop, locationId);
    if (!wanted) return;
    const written = await writeLocalPickup(askAdmin, row.shop, locationId, wanted).catch(
      (error: unknown) => {
        // a missing scope or right does not come by waiting
        if (error instanceof ShopifyRefused && error.code === "ACCESS_DENIED")
          throw new GiveUp("ACCESS_DENIED");
        throw error;
      },
    );
    if (!written.ok) throw new GiveUp(written.reason);
    if (await recordLocalPickup(db, row.shop, locationId, wanted, clock())) return;
  }
}

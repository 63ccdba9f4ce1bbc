import { z } from "zod";
import { ShopifyRefused } from "../adapters/shopify/admin-client.server.ts";
import type { OutboxRow } from "../db/outbox.server.ts";
import type { PickupId, ShopDomain } from "../domains/kernel/ids.ts";
import { stored } from "../domains/kernel/ids.ts";
import { readPickup } from "../domains/pickup/read-pickup.server.ts";
import type { PickupView } from "../domains/pickup/read-pickup.server.ts";
import { isToTell, recordRefusal } from "../domains/pickup/record-shopify-answer.server.ts";
import type { ToldAct } from "../domains/pickup/record-shopify-answer.server.ts";
import type { Services } from "../services.server.ts";

export interface Telling {
  services: Services;
  shop: ShopDomain;
  pickup: PickupView;
}

/** A blip is nobody's business; what lasts longer is shown on the board while we go on trying. */
const SILENT_ATTEMPTS = 2;

/**
 * Tells Shopify of one act on a pickup. `tell` answers null when Shopify knows it, or why it does not want it: that is shown on
 * the board, where staff can try again. What `tell` throws is tried again by the outbox.
 */
export async function tellShopify(
  services: Services,
  row: OutboxRow,
  act: ToldAct,
  tell: (telling: Telling) => Promise<string | null>,
): Promise<void> {
  const { shop } = row;
  const { pickupId } = payload.parse(row.payload);
  const pickup = await readPickup(services.db.prisma, shop, pickupId);
  if (!pickup || !isToTell(act, pickup.state)) return;
  const refuse = (reason: string) =>
    recordRefusal(services.db, shop, pickupId, act, reason, services.clock());
  try {
    const reason = await tell({ services, shop, pickup });
    if (reason !== null) await refuse(reason);
  } catch (error) {
    if (error instanceof ShopifyRefused) await refuse(error.code);
    else if (row.attempts > SILENT_ATTEMPTS) await refuse("unreachable");
    throw error;
  }
}

const payload = z.object({ pickupId: z.string().transform((text) => stored<PickupId>(text)) });

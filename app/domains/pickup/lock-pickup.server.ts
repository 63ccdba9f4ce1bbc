import { z } from "zod";
import type { Tx } from "../../db/open-database.server.ts";
import type { PickupId, ShopDomain } from "../kernel/ids.ts";
import { stored } from "../kernel/ids.ts";
import type { LockedPickup } from "./change-pickup.server.ts";
import { STATES } from "./pickup.ts";

/** Locks the row until the transaction ends: whoever presses at the same moment waits, and then sees what we did. */
export async function lockPickup(
  tx: Tx,
  shop: ShopDomain,
  pickupId: PickupId,
): Promise<LockedPickup | null> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT id, "orderId", state, "stateBefore", version, "locationId", "problemReason", "codeHash", "readyAt",
           round, "shopifySays"
      FROM "Pickup" WHERE shop = ${shop} AND id = ${pickupId} FOR UPDATE`;
  const [row] = rows;
  return row === undefined ? null : lockedRow.parse(row);
}

const lockedRow = z.object({
  id: z.string().transform((text) => stored<PickupId>(text)),
  orderId: z.string(),
  state: z.enum(STATES),
  stateBefore: z.enum(STATES).nullable(),
  version: z.number(),
  locationId: z
    .string()
    .transform((text) => stored<NonNullable<LockedPickup["locationId"]>>(text))
    .nullable(),
  problemReason: z.string().nullable(),
  codeHash: z.string().nullable(),
  readyAt: z.date().nullable(),
  round: z.number(),
  shopifySays: z.enum(["open", "ready", "collected", "gone"]),
});

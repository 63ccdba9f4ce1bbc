import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { actOnPickup } from "./act-on-pickup.server.ts";
import type { ActOutcome, StaffRequest } from "./act-on-pickup.server.ts";
import type { StaffProblemReason } from "./pickup.ts";

export const LONGEST_NOTE = 500;

/** Staff cannot go on. Nothing is routed elsewhere or cancelled in Shopify because of it: a person decides. */
export async function reportProblem(
  db: Db,
  shop: ShopDomain,
  request: StaffRequest & { reason: StaffProblemReason; note: string },
  now: Millis,
): Promise<ActOutcome> {
  const note = request.note.trim().slice(0, LONGEST_NOTE) || null;
  return actOnPickup(db, shop, "report-problem", request, now, {
    problem: { reason: request.reason, note },
  });
}

import type { LocationId, ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { actOnPickup } from "./act-on-pickup.server.ts";
import type { ActOutcome } from "./act-on-pickup.server.ts";
import { findByCode, handOver } from "./hand-over.server.ts";
import type { CodeDeps, CodeOutcome } from "./hand-over.server.ts";
import type { StaffAct } from "./pickup.ts";
import { readLocationSettings } from "./read-location-settings.server.ts";
import type { PickupView } from "./read-pickup.server.ts";
import { reportProblem } from "./report-problem.server.ts";
import { retryShopify } from "./retry-shopify.server.ts";
import { staffRequest, whoIs } from "./staff-request.ts";
import type { FoundPickup, StaffAnswer } from "./staff-request.ts";

/** Does what a member of staff asked for by pressing something on the board, and says what the board must tell them. */
export async function takeStaffRequest(
  deps: CodeDeps,
  shop: ShopDomain,
  actor: string,
  form: unknown,
  now: Millis,
): Promise<StaffAnswer> {
  const parsed = staffRequest.safeParse(form);
  if (!parsed.success) return { kind: "not-understood" };
  const { data } = parsed;
  switch (data.wants) {
    case "act": {
      const outcome = await actOnPickup(deps.db, shop, data.act, { ...data, actor }, now);
      return acted(outcome, data.act, actor);
    }
    case "report-problem": {
      const outcome = await reportProblem(deps.db, shop, { ...data, actor }, now);
      return acted(outcome, "report-problem", actor);
    }
    case "retry": {
      const outcome = await retryShopify(deps.db, shop, { ...data, actor }, now);
      return outcome.ok
        ? { kind: "done", done: "retry" }
        : { kind: "refused", reason: outcome.reason, latest: null };
    }
    case "find-code":
    case "hand-over": {
      const { text, locationId, pickupId } = data;
      const asked = { text, locationId, actor, ...(pickupId ? { pickupId } : {}) };
      if (data.wants === "find-code") {
        const found = await findByCode(deps, shop, asked, now);
        if (found.ok) return { kind: "found", found: whatToGive(found.value) };
        return codeRefused(deps, shop, locationId, found);
      }
      const handed = await handOver(deps, shop, asked, now);
      if (handed.ok) return { kind: "done", done: "hand-over" };
      return codeRefused(deps, shop, locationId, handed);
    }
  }
}

function acted(outcome: ActOutcome, act: StaffAct, reader: string): StaffAnswer {
  if (outcome.ok) return { kind: "done", done: act };
  const { reason, latest } = outcome;
  return {
    kind: "refused",
    reason,
    latest: latest && { kind: latest.kind, at: latest.at, who: whoIs(latest.actor, reader) },
  };
}

async function codeRefused(
  { db }: CodeDeps,
  shop: ShopDomain,
  locationId: LocationId | null,
  refusal: Extract<CodeOutcome<never>, { ok: false }>,
): Promise<StaffAnswer> {
  const timeZone = locationId
    ? (await readLocationSettings(db.prisma, shop, locationId)).timeZone
    : ((await db.prisma.shop.findUnique({ where: { shop } }))?.timeZone ?? "UTC");
  return { kind: "code-refused", refusal, timeZone };
}

/** What staff must see before they hand over, and not more. */
function whatToGive(pickup: PickupView): FoundPickup {
  return {
    id: pickup.id,
    orderName: pickup.orderName,
    shopperName: pickup.shopper.name,
    lines: pickup.lines.map(({ id, title, variantTitle, options, sku, imageUrl, quantity }) => ({
      id,
      title,
      variantTitle,
      options,
      sku,
      imageUrl,
      quantity,
    })),
  };
}

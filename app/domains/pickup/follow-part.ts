import type { LocationId } from "../kernel/ids.ts";
import type { PartStanding, PickupPart } from "./order-snapshot.ts";
import { isClosed, stateAfter } from "./pickup.ts";
import type { Act, PickupState } from "./pickup.ts";

/** What we knew of a fulfillment order's latest pickup before the news. */
export interface KnownPickup {
  state: PickupState;
  stateBefore: PickupState | null;
  problemReason: string | null;
  locationId: LocationId | null;
  /** what Shopify said last time */
  shopifySays: PartStanding;
}

export interface FollowPlan {
  /** what Shopify's news makes of the known pickup, in this order */
  acts: Act[];
  /** why the known pickup is cancelled, if it is */
  cancelledBecause: "moved" | "nothing-left" | null;
  /** the known pickup goes to the part's location without having been touched */
  relocates: boolean;
  /** another pickup is opened for this fulfillment order, and this is made of it at once; null: none */
  opens: Act[] | null;
}

const NOTHING: FollowPlan = { acts: [], cancelledBecause: null, relocates: false, opens: null };

/**
 * How our pickup follows Shopify. `null`: this fulfillment order has no pickup yet.
 * What was collected or cancelled stays so; when Shopify has it open again (staff undid the fulfillment there), another pickup
 * is opened. A pickup that moves after someone touched it ends as well: its code and its mail name the wrong store.
 */
export function followPlan(known: KnownPickup | null, part: PickupPart): FollowPlan {
  const isLive = part.standing === "open" || part.standing === "ready";
  if (known === null) return isLive ? { ...NOTHING, opens: actsOnNew(part, "open") } : NOTHING;
  if (isClosed(known.state)) {
    const wasClosedThere = known.shopifySays === "collected" || known.shopifySays === "gone";
    return isLive && wasClosedThere ? { ...NOTHING, opens: actsOnNew(part, "open") } : NOTHING;
  }
  if (part.standing === "collected") return { ...NOTHING, acts: ["follow-collected"] };
  if (part.standing === "gone")
    return { ...NOTHING, acts: ["follow-cancelled"], cancelledBecause: "nothing-left" };
  const moves = part.locationId !== null && part.locationId !== known.locationId;
  if (!moves || known.state === "new")
    return { ...NOTHING, relocates: moves, acts: actsFor(known, part) };
  return {
    ...NOTHING,
    acts: ["follow-cancelled"],
    cancelledBecause: "moved",
    // that it was laid ready at the old store means nothing at the new one
    opens: actsOnNew(part, part.standing),
  };
}

function actsOnNew(part: PickupPart, shopifySays: PartStanding): Act[] {
  const { locationId } = part;
  return actsFor(
    { state: "new", stateBefore: null, problemReason: null, locationId, shopifySays },
    part,
  );
}

/** Readiness is followed when Shopify's word changes, so that what staff do here in between is not undone by old truth. */
function actsFor(known: KnownPickup, part: PickupPart): Act[] {
  const acts: Act[] = [];
  let standing = { state: known.state, stateBefore: known.stateBefore };
  const take = (act: Act) => {
    const state = stateAfter(standing, act);
    if (state === null) return;
    standing = { state, stateBefore: state === "problem" ? standing.state : null };
    acts.push(act);
  };
  if (part.hold === null && known.problemReason === "held-in-shopify") take("follow-released");
  if (part.standing === "ready" && known.shopifySays !== "ready") take("follow-ready");
  if (part.standing === "open" && known.shopifySays === "ready") take("follow-undone");
  if (part.hold !== null) take("follow-held");
  return acts;
}

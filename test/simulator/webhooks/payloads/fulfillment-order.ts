import { gid } from "#test/simulator/gid.ts";
import type { FulfillmentOrder, Id } from "#test/simulator/state.ts";

/**
 * fulfillment_orders/*: gids as text and the status in small letters, inside an object named after the part that it plays.
 * Unverified against a real shop: the documented samples have these shapes.
 */
export function fulfillmentOrderPayload(one: FulfillmentOrder) {
  return { fulfillment_order: brief(one) };
}

export function movedPayload(
  original: FulfillmentOrder,
  moved: FulfillmentOrder,
  originLocationId: Id,
  destinationLocationId: Id,
) {
  return {
    original_fulfillment_order: brief(original),
    moved_fulfillment_order: brief(moved),
    destination_location_id: gid("Location", destinationLocationId),
    origin_location_id: gid("Location", originLocationId),
  };
}

export function splitPayload(original: FulfillmentOrder, remaining: FulfillmentOrder) {
  return {
    fulfillment_order: brief(original),
    remaining_fulfillment_order: brief(remaining),
    replacement_fulfillment_order: null,
  };
}

export function heldPayload(one: FulfillmentOrder) {
  return {
    fulfillment_order: {
      ...brief(one),
      fulfillment_holds: one.holds.map((hold) => ({
        id: gid("FulfillmentHold", hold.id),
        reason: hold.reason.toLowerCase(),
        reason_notes: hold.reasonNotes,
      })),
    },
  };
}

export function cancelledPayload(one: FulfillmentOrder, replacement: FulfillmentOrder | null) {
  return {
    fulfillment_order: brief(one),
    replacement_fulfillment_order: replacement === null ? null : brief(replacement),
  };
}

function brief(one: FulfillmentOrder) {
  return { id: gid("FulfillmentOrder", one.id), status: one.status.toLowerCase() };
}

import { z } from "zod";
import { gid, idIn } from "#test/simulator/gid.ts";
import type { Shop } from "#test/simulator/shop.ts";
import type { UserError } from "#test/simulator/verbs/world.ts";
import { fieldsOf, textOf, textsOf } from "../request-context.ts";

const prepareInput = z.object({
  input: z.object({
    lineItemsByFulfillmentOrder: z.array(z.object({ fulfillmentOrderId: z.string() })),
  }),
});

const lineQuantities = z.array(z.object({ id: z.string(), quantity: z.number() })).nullish();

const fulfillInput = z.object({
  fulfillment: z.object({
    notifyCustomer: z.boolean().nullish(),
    lineItemsByFulfillmentOrder: z.array(
      z.object({ fulfillmentOrderId: z.string(), fulfillmentOrderLineItems: lineQuantities }),
    ),
  }),
});

const holdInput = z.object({
  id: z.string(),
  fulfillmentHold: z.object({
    reason: z.string(),
    reasonNotes: z.string().nullish(),
    handle: z.string().nullish(),
    fulfillmentOrderLineItems: lineQuantities,
  }),
});

const splitInput = z.object({
  fulfillmentOrderSplits: z.array(
    z.object({
      fulfillmentOrderId: z.string(),
      fulfillmentOrderLineItems: z.array(z.object({ id: z.string(), quantity: z.number() })),
    }),
  ),
});

const pickupInput = z.object({
  localPickupSettings: z.object({
    locationId: z.string(),
    pickupTime: z.enum([
      "ONE_HOUR",
      "TWO_HOURS",
      "FOUR_HOURS",
      "TWENTY_FOUR_HOURS",
      "TWO_TO_FOUR_DAYS",
      "FIVE_OR_MORE_DAYS",
      "CUSTOM",
    ]),
    instructions: z.string().nullish(),
  }),
});

/** at most 512 lines in one fulfillment (schema, FulfillmentInput) */
const mostLines = 512;

export const fulfillmentMutationTypes = [
  fieldsOf<unknown>("Mutation", {
    fulfillmentOrderLineItemsPreparedForPickup: (_, args, { shop }) => {
      const { lineItemsByFulfillmentOrder: wanted } = prepareInput.parse(args).input;
      const userErrors = wanted.flatMap(({ fulfillmentOrderId }, at) => {
        const done = shop.preparesForPickup(idIn(fulfillmentOrderId));
        const field = ["input", "lineItemsByFulfillmentOrder", String(at), "fulfillmentOrderId"];
        return done.ok ? [] : placed(done.errors, field);
      });
      return { userErrors };
    },
    fulfillmentCreate: (_, args, { shop }) => {
      const { fulfillment } = fulfillInput.parse(args);
      const parts = fulfillment.lineItemsByFulfillmentOrder.map((part) => ({
        fulfillmentOrderId: idIn(part.fulfillmentOrderId),
        lineItems: numbered(part.fulfillmentOrderLineItems ?? []),
      }));
      if (parts.reduce((sum, part) => sum + part.lineItems.length, 0) > mostLines)
        return refusal([
          { field: ["fulfillment"], message: `More than ${mostLines} line items.`, code: null },
        ]);
      const done = shop.fulfills(parts);
      return done.ok ? { fulfillment: done.fulfillment, userErrors: [] } : refusal(done.errors);
    },
    fulfillmentCancel: (_, args, { shop }) => {
      const done = shop.cancelsFulfillment(idIn(textOf(args, "id") ?? ""));
      return done.ok ? { fulfillment: done.fulfillment, userErrors: [] } : refusal(done.errors);
    },
    fulfillmentOrderHold: (_, args, { shop }) => {
      const { id, fulfillmentHold } = holdInput.parse(args);
      const target = idIn(id);
      const lines = numbered(fulfillmentHold.fulfillmentOrderLineItems ?? []);
      const rest = lines.length === 0 ? null : heldApart(shop, target, lines);
      if (rest !== null && !rest.ok) return refusal(rest.errors);
      const done = shop.holds(target, {
        reason: fulfillmentHold.reason,
        reasonNotes: fulfillmentHold.reasonNotes ?? null,
        handle: fulfillmentHold.handle ?? null,
      });
      if (!done.ok) return refusal(done.errors);
      const hold = done.fulfillmentOrder.holds.find((one) => one.id === done.holdId) ?? null;
      return {
        fulfillmentHold: hold,
        fulfillmentOrder: done.fulfillmentOrder,
        remainingFulfillmentOrder: rest?.remaining ?? null,
        userErrors: [],
      };
    },
    fulfillmentOrderReleaseHold: (_, args, { shop }) => {
      const holdIds = textsOf(args, "holdIds")?.map(idIn);
      const done = shop.releasesHold(idIn(textOf(args, "id") ?? ""), holdIds);
      return done.ok
        ? { fulfillmentOrder: done.fulfillmentOrder, userErrors: [] }
        : refusal(done.errors);
    },
    fulfillmentOrderMove: (_, args, { shop }) => {
      const lines = numbered(lineQuantities.parse(args["fulfillmentOrderLineItems"]) ?? []);
      const done = shop.moves(
        idIn(textOf(args, "id") ?? ""),
        idIn(textOf(args, "newLocationId") ?? ""),
        lines,
      );
      if (!done.ok) return refusal(done.errors);
      return {
        movedFulfillmentOrder: done.moved,
        originalFulfillmentOrder: done.original,
        remainingFulfillmentOrder: done.remaining,
        userErrors: [],
      };
    },
    fulfillmentOrderSplit: (_, args, { shop }) => {
      const splits = splitInput
        .parse(args)
        .fulfillmentOrderSplits.map((one) =>
          shop.splits(idIn(one.fulfillmentOrderId), numbered(one.fulfillmentOrderLineItems)),
        );
      const errors = splits.flatMap((one) => (one.ok ? [] : one.errors));
      if (errors.length > 0) return { fulfillmentOrderSplits: null, userErrors: errors };
      return {
        fulfillmentOrderSplits: splits.flatMap((one) =>
          one.ok
            ? [
                {
                  fulfillmentOrder: one.original,
                  remainingFulfillmentOrder: one.remaining,
                  replacementFulfillmentOrder: null,
                },
              ]
            : [],
        ),
        userErrors: [],
      };
    },
    fulfillmentOrderOpen: (_, args, { shop }) => {
      const done = shop.opens(idIn(textOf(args, "id") ?? ""));
      return done.ok
        ? { fulfillmentOrder: done.fulfillmentOrder, userErrors: [] }
        : refusal(done.errors);
    },
    fulfillmentOrderCancel: (_, args, { shop }) => {
      const done = shop.cancelsFulfillmentOrder(idIn(textOf(args, "id") ?? ""));
      if (!done.ok) return refusal(done.errors);
      return {
        fulfillmentOrder: done.fulfillmentOrder,
        replacementFulfillmentOrder: done.replacement,
        userErrors: [],
      };
    },
    locationLocalPickupEnable: (_, args, { shop }) => {
      const { localPickupSettings: settings } = pickupInput.parse(args);
      if (settings.pickupTime === "CUSTOM")
        return refusal([
          {
            field: ["localPickupSettings", "pickupTime"],
            message: "Custom pickup time is not allowed for local pickup settings.",
            code: "CUSTOM_PICKUP_TIME_NOT_ALLOWED",
          },
        ]);
      const done = shop.enablesPickup(idIn(settings.locationId), {
        pickupTime: settings.pickupTime,
        instructions: settings.instructions ?? "",
      });
      if (!done.ok) return refusal(done.errors);
      return { localPickupSettings: done.location.localPickupSettingsV2, userErrors: [] };
    },
    locationLocalPickupDisable: (_, args, { shop }) => {
      const done = shop.disablesPickup(idIn(textOf(args, "locationId") ?? ""));
      if (!done.ok) return refusal(done.errors);
      return { locationId: gid("Location", done.location.id), userErrors: [] };
    },
  }),
];

/** A hold on some lines: those stay in the named fulfillment order, the others leave for a new one. */
function heldApart(shop: Shop, id: string, lines: { id: string; quantity: number }[]) {
  const one = shop.state.fulfillmentOrders.get(id);
  const others = (one?.lineItems ?? []).map((part) => {
    const held = lines.find((line) => line.id === part.id)?.quantity ?? 0;
    return { id: part.id, quantity: part.remainingQuantity - held };
  });
  const leaving = others.filter((part) => part.quantity > 0);
  return leaving.length === 0 ? null : shop.splits(id, leaving);
}

function numbered(lines: { id: string; quantity: number }[]) {
  return lines.map((line) => ({ id: idIn(line.id), quantity: line.quantity }));
}

function placed(errors: UserError[], field: string[]) {
  return errors.map((error) => ({ ...error, field }));
}

function refusal(userErrors: UserError[]) {
  return { userErrors };
}

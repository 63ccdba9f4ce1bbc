import { z } from "zod";
import { gid, idIn } from "#test/simulator/gid.ts";
import type { Id, InventoryLevel } from "#test/simulator/state.ts";
import { levelAt, variantOfItem } from "#test/simulator/verbs/lookups.ts";
import { changeQuantities, connect, disconnect } from "#test/simulator/verbs/stock.ts";
import type { QuantityState } from "#test/simulator/verbs/stock.ts";
import { fieldsOf, countOf, textOf } from "../request-context.ts";
import type { RequestContext } from "../request-context.ts";
import { levelByGid, quantities } from "./inventory.ts";

/** https://shopify.dev/docs/apps/build/orders-fulfillment/inventory-management-apps/manage-quantities-states */
const reasons = new Set([
  "correction",
  "cycle_count_available",
  "damaged",
  "movement_created",
  "movement_updated",
  "movement_received",
  "movement_canceled",
  "other",
  "promotion",
  "quality_control",
  "received",
  "reservation_created",
  "reservation_deleted",
  "reservation_updated",
  "restock",
  "safety_stock",
  "shrinkage",
]);

const stateOf: Record<string, QuantityState> = {
  available: "available",
  damaged: "damaged",
  incoming: "incoming",
  quality_control: "qualityControl",
  reserved: "reserved",
  safety_stock: "safetyStock",
};

const adjust = z.object({
  input: z.object({
    name: z.string(),
    reason: z.string(),
    referenceDocumentUri: z.string().nullish(),
    changes: z.array(
      z.object({
        delta: z.number(),
        inventoryItemId: z.string(),
        locationId: z.string(),
        ledgerDocumentUri: z.string().nullish(),
        changeFromQuantity: z.number().nullish(),
      }),
    ),
  }),
});

const setTo = z.object({
  input: z.object({
    name: z.string(),
    reason: z.string(),
    referenceDocumentUri: z.string().nullish(),
    quantities: z.array(
      z.object({
        inventoryItemId: z.string(),
        locationId: z.string(),
        quantity: z.number(),
        changeFromQuantity: z.number().nullish(),
      }),
    ),
  }),
});

const end = z.object({
  locationId: z.string(),
  name: z.string(),
  changeFromQuantity: z.number().nullish(),
  ledgerDocumentUri: z.string().nullish(),
});
const move = z.object({
  input: z.object({
    reason: z.string(),
    referenceDocumentUri: z.string(),
    changes: z.array(
      z.object({ inventoryItemId: z.string(), quantity: z.number(), from: end, to: end }),
    ),
  }),
});

interface Problem {
  field: string[];
  code: string;
  message: string;
}
interface Step {
  level: InventoryLevel;
  state: QuantityState;
  name: string;
  delta: number;
}

/** Either all steps are taken or none: the errors are looked for first. */
export const inventoryMutationTypes = [
  fieldsOf<unknown>("Mutation", {
    inventoryAdjustQuantities: (_, args, context) => {
      const { input } = adjust.parse(args);
      const errors = reasonProblems(input.reason);
      const steps = input.changes.flatMap((change, at) => {
        const field = ["input", "changes", String(at)];
        return step(context, { ...change, name: input.name, field }, errors, () => change.delta);
      });
      return answer(context, input, steps, errors);
    },
    inventorySetQuantities: (_, args, context) => {
      const { input } = setTo.parse(args);
      const errors = reasonProblems(input.reason);
      if (input.name !== "available" && input.name !== "on_hand")
        errors.push(
          problem(
            ["input", "name"],
            "INVALID_NAME",
            "The quantity name must be either 'available' or 'on_hand'.",
          ),
        );
      const steps = input.quantities.flatMap((one, at) => {
        const field = ["input", "quantities", String(at)];
        if (one.quantity < 0 && input.name === "on_hand")
          errors.push(
            problem(
              [...field, "quantity"],
              "INVALID_QUANTITY_NEGATIVE",
              "The quantity can't be negative.",
            ),
          );
        return step(
          context,
          { ...one, name: input.name, field },
          errors,
          (now) => one.quantity - now,
        );
      });
      return answer(context, input, steps, errors);
    },
    inventoryMoveQuantities: (_, args, context) => {
      const { input } = move.parse(args);
      const errors = reasonProblems(input.reason);
      const steps = input.changes.flatMap((change, at) => {
        const field = ["input", "changes", String(at)];
        if (change.from.locationId !== change.to.locationId)
          errors.push(
            problem(
              field,
              "DIFFERENT_LOCATIONS",
              "The quantities can't be moved between different locations.",
            ),
          );
        if (change.from.name === change.to.name)
          errors.push(
            problem(
              field,
              "SAME_QUANTITY_NAME",
              "The quantity names for each change can't be the same.",
            ),
          );
        if (change.quantity < 0)
          errors.push(
            problem(
              [...field, "quantity"],
              "INVALID_QUANTITY_NEGATIVE",
              "The quantity can't be negative.",
            ),
          );
        const item = change.inventoryItemId;
        return [
          ...step(
            context,
            { ...change.from, inventoryItemId: item, field },
            errors,
            () => -change.quantity,
          ),
          ...step(
            context,
            { ...change.to, inventoryItemId: item, field },
            errors,
            () => change.quantity,
          ),
        ];
      });
      return answer(context, input, steps, errors);
    },
    inventoryActivate: (_, args, context) => {
      const { shop } = context;
      const itemId = idIn(textOf(args, "inventoryItemId") ?? "");
      const locationId = idIn(textOf(args, "locationId") ?? "");
      const location = shop.state.locations.get(locationId);
      if (variantOfItem(shop.state, itemId) === undefined)
        return refusedWith(["inventoryItemId"], "The inventory item couldn't be found.");
      if (location === undefined || !location.isActive)
        return refusedWith(["locationId"], "The location couldn't be found.");
      const level = connect(shop.world, itemId, locationId, countOf(args, "available") ?? 0);
      return { inventoryLevel: level, userErrors: [] };
    },
    inventoryDeactivate: (_, args, context) => {
      const level = levelByGid(context.shop.state, textOf(args, "inventoryLevelId") ?? "");
      if (level === null)
        return refusedWith(["inventoryLevelId"], "The inventory level couldn't be found.");
      if (level.committed > 0 || level.incoming > 0)
        return refusedWith(
          ["inventoryLevelId"],
          "Can't be deactivated while units are committed or incoming.",
        );
      disconnect(context.shop.world, level.inventoryItemId, level.locationId);
      return { userErrors: [] };
    },
  }),
];

function step(
  context: RequestContext,
  change: {
    inventoryItemId: string;
    locationId: string;
    name: string;
    changeFromQuantity?: number | null | undefined;
    field: string[];
  },
  errors: Problem[],
  delta: (now: number) => number,
): Step[] {
  const { shop } = context;
  const itemId: Id = idIn(change.inventoryItemId);
  const locationId: Id = idIn(change.locationId);
  const state = change.name === "on_hand" ? "available" : stateOf[change.name];
  const read = quantities[change.name];
  if (state === undefined || read === undefined) {
    errors.push(
      problem(change.field, "INVALID_QUANTITY_NAME", "The specified quantity name is invalid."),
    );
    return [];
  }
  if (variantOfItem(shop.state, itemId) === undefined) {
    errors.push(
      problem(
        [...change.field, "inventoryItemId"],
        "INVALID_INVENTORY_ITEM",
        "The specified inventory item could not be found.",
      ),
    );
    return [];
  }
  const location = shop.state.locations.get(locationId);
  if (location === undefined || !location.isActive) {
    errors.push(
      problem(
        [...change.field, "locationId"],
        "INVALID_LOCATION",
        "The specified location could not be found.",
      ),
    );
    return [];
  }
  // since 2026-10 ITEM_NOT_STOCKED_AT_LOCATION is gone: writing a quantity stocks the item there [U]
  const level = levelAt(shop.state, itemId, locationId);
  const now = level === undefined ? 0 : read(level);
  const expected = change.changeFromQuantity;
  if (expected !== undefined && expected !== null && expected !== now) {
    errors.push(
      problem(
        [...change.field, "changeFromQuantity"],
        "CHANGE_FROM_QUANTITY_STALE",
        "The changeFromQuantity argument no longer matches the persisted quantity.",
      ),
    );
    return [];
  }
  const stocked = level?.isActive ? level : connect(shop.world, itemId, locationId, 0);
  return [{ level: stocked, state, name: change.name, delta: delta(now) }];
}

function answer(
  context: RequestContext,
  input: { reason: string; referenceDocumentUri?: string | null | undefined },
  steps: Step[],
  errors: Problem[],
) {
  if (errors.length > 0) return { inventoryAdjustmentGroup: null, userErrors: errors };
  for (const { level, state, delta } of steps)
    changeQuantities(context.shop.world, level, { [state]: delta });
  const { shop } = context;
  return {
    userErrors: [],
    inventoryAdjustmentGroup: {
      id: gid("InventoryAdjustmentGroup", shop.ids()),
      createdAt: new Date(shop.clock.now()).toISOString(),
      reason: input.reason,
      referenceDocumentUri: input.referenceDocumentUri ?? null,
      changes: steps.map(({ level, name, delta }) => ({
        name,
        delta,
        quantityAfterChange: quantities[name]?.(level) ?? null,
        ledgerDocumentUri: null,
        item: variantOfItem(shop.state, level.inventoryItemId) ?? null,
        location: shop.state.locations.get(level.locationId) ?? null,
      })),
    },
  };
}

function reasonProblems(reason: string): Problem[] {
  if (reasons.has(reason)) return [];
  return [problem(["input", "reason"], "INVALID_REASON", "The specified reason is invalid.")];
}

function problem(field: string[], code: string, message: string): Problem {
  return { field, code, message };
}

function refusedWith(field: string[], message: string) {
  return { inventoryLevel: null, userErrors: [{ field, message }] };
}

import { z } from "zod";
import type { LocationId, PickupId } from "../kernel/ids.ts";
import { shopifyId, stored } from "../kernel/ids.ts";
import { PROBLEM_REASONS, STAFF_ACTS, STATES } from "./pickup.ts";

const pickupId = z.uuid().transform((text) => stored<PickupId>(text));
const locationId = z
  .string()
  .transform((text): LocationId | null => (text === "" ? null : shopifyId("Location", text)));
const seenVersion = z.coerce.number().int().positive();
const text = z.string().max(2_000);

/** What the board sends when somebody presses something; the form's fields. */
export const staffRequest = z.discriminatedUnion("wants", [
  z.object({
    wants: z.literal("act"),
    act: z.enum(["start-picking", "mark-ready", "put-back", "resume", "reopen"]),
    pickupId,
    seenVersion,
  }),
  z.object({
    wants: z.literal("report-problem"),
    pickupId,
    seenVersion,
    reason: z.enum(PROBLEM_REASONS),
    note: text,
  }),
  z.object({ wants: z.literal("retry"), pickupId }),
  z.object({
    wants: z.enum(["find-code", "hand-over"]),
    text,
    locationId,
    pickupId: pickupId.optional(),
  }),
]);

const WHO = ["you", "colleague", "shopify", "sambung"] as const;
export type Who = (typeof WHO)[number];

const codeRefusal = z.discriminatedUnion("reason", [
  z.object({ reason: z.enum(["not-a-code", "wrong-code", "other-pickup"]) }),
  z.object({ reason: z.literal("locked"), until: z.number() }),
  z.object({ reason: z.literal("used"), at: z.number() }),
  z.object({ reason: z.literal("other-location"), locationName: z.string() }),
  z.object({ reason: z.literal("not-ready"), state: z.enum(STATES) }),
]);
export type CodeRefusal = z.infer<typeof codeRefusal>;

const foundPickup = z.object({
  id: z.string(),
  orderName: z.string(),
  shopperName: z.string(),
  lines: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      variantTitle: z.string(),
      options: z.array(z.object({ name: z.string(), value: z.string() })),
      sku: z.string(),
      imageUrl: z.string().nullable(),
      quantity: z.number(),
    }),
  ),
});
export type FoundPickup = z.infer<typeof foundPickup>;

const DOABLE = [...STAFF_ACTS, "retry"] as const;

/** What the board is told. */
export const staffAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("done"), done: z.enum(DOABLE) }),
  z.object({
    kind: z.literal("refused"),
    reason: z.enum([
      "already-done",
      "changed",
      "not-allowed",
      "unknown-pickup",
      "nothing-to-retry",
    ]),
    /** what happened to the pickup last */
    latest: z.object({ kind: z.string(), who: z.enum(WHO), at: z.number() }).nullable(),
  }),
  z.object({ kind: z.literal("found"), found: foundPickup }),
  z.object({ kind: z.literal("code-refused"), refusal: codeRefusal, timeZone: z.string() }),
  z.object({ kind: z.literal("not-understood") }),
]);
export type StaffAnswer = z.infer<typeof staffAnswer>;

/** Shopify tells us a colleague's id only, and a name would need one more permission. */
export function whoIs(actor: string, reader: string): Who {
  if (actor === reader) return "you";
  if (actor.startsWith("staff:")) return "colleague";
  return actor === "shopify" ? "shopify" : "sambung";
}

/** The id in a page's address, or null when it is not of its form. */
export function pickupIdIn(text: string | undefined): PickupId | null {
  return pickupId.safeParse(text).data ?? null;
}

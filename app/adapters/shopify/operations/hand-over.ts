import { z } from "zod";
import { operation } from "../operation.ts";

/** Shopify's "ready for pickup" for a whole fulfillment order; Shopify always sends its own notice. Has no idempotency key. */
export const MARK_READY = operation<{ fulfillmentOrderId: string }>()(
  "MarkReadyForPickup",
  `mutation MarkReadyForPickup($fulfillmentOrderId: ID!) {
    fulfillmentOrderLineItemsPreparedForPickup(
      input: { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: $fulfillmentOrderId }] }
    ) { userErrors { code message } }
  }`,
  z.object({
    fulfillmentOrderLineItemsPreparedForPickup: z
      .object({
        userErrors: z.array(z.object({ code: z.string().nullable(), message: z.string() })),
      })
      .nullable(),
  }),
);

interface HandedOver extends Record<string, unknown> {
  fulfillmentOrderId: string;
  /** gid of the fulfillment order's line and how many of it */
  lines: { id: string; quantity: number }[];
}

/** The hand-over as a fulfillment of the fulfillment order's lines; the shopper was there, so nobody is notified. */
export const HAND_OVER = operation<HandedOver>()(
  "HandOverPickup",
  `mutation HandOverPickup($fulfillmentOrderId: ID!, $lines: [FulfillmentOrderLineItemInput!]) {
    fulfillmentCreate(
      fulfillment: {
        notifyCustomer: false
        lineItemsByFulfillmentOrder: [
          { fulfillmentOrderId: $fulfillmentOrderId, fulfillmentOrderLineItems: $lines }
        ]
      }
    ) { fulfillment { id } userErrors { message } }
  }`,
  z.object({
    fulfillmentCreate: z
      .object({
        fulfillment: z.object({ id: z.string() }).nullable(),
        userErrors: z.array(z.object({ message: z.string() })),
      })
      .nullable(),
  }),
);

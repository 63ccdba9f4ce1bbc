import { z } from "zod";
import { operation } from "../operation.ts";

const userErrors = z.array(z.object({ code: z.string().nullable(), message: z.string() }));

/** Null: Shopify does not know the location. */
export const READ_LOCAL_PICKUP = operation<{ locationId: string }>()(
  "ReadLocalPickup",
  `query ReadLocalPickup($locationId: ID!) {
    location(id: $locationId) { localPickupSettingsV2 { pickupTime instructions } }
  }`,
  z.object({
    location: z
      .object({
        localPickupSettingsV2: z
          .object({ pickupTime: z.string(), instructions: z.string() })
          .nullable(),
      })
      .nullable(),
  }),
);

export const ENABLE_LOCAL_PICKUP = operation<{
  settings: { locationId: string; pickupTime: string; instructions: string };
}>()(
  "EnableLocalPickup",
  `mutation EnableLocalPickup($settings: DeliveryLocationLocalPickupEnableInput!) {
    locationLocalPickupEnable(localPickupSettings: $settings) { userErrors { code message } }
  }`,
  z.object({ locationLocalPickupEnable: z.object({ userErrors }).nullable() }),
);

export const DISABLE_LOCAL_PICKUP = operation<{ locationId: string }>()(
  "DisableLocalPickup",
  `mutation DisableLocalPickup($locationId: ID!) {
    locationLocalPickupDisable(locationId: $locationId) { userErrors { code message } }
  }`,
  z.object({ locationLocalPickupDisable: z.object({ userErrors }).nullable() }),
);

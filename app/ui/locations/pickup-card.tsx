import { BlockStack, Card, Checkbox, Select, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { PICKUP_TIMES } from "../../domains/pickup/location-form.ts";
import type { LocalPickup } from "../../domains/pickup/location-form.ts";
import type { CardProps } from "./card-props.ts";

/** Shopify's own local pickup, written back to Shopify. */
export function PickupCard({ form, set, problemAt }: CardProps) {
  const { t } = useTranslation("locations");
  const { pickup } = form;
  const change = (some: Partial<LocalPickup>) => set({ pickup: { ...pickup, ...some } });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("pickupTitle")}
        </Text>
        <Checkbox
          label={t("pickupLabel")}
          checked={pickup.enabled}
          onChange={(enabled) => change({ enabled })}
        />
        {pickup.enabled && (
          <>
            <Select
              label={t("pickupTime")}
              options={PICKUP_TIMES.map((value) => ({ value, label: t(value) }))}
              value={pickup.pickupTime}
              error={problemAt("pickup.pickupTime")}
              onChange={(value) => {
                const pickupTime = PICKUP_TIMES.find((time) => time === value);
                if (pickupTime) change({ pickupTime });
              }}
            />
            <TextField
              label={t("instructions")}
              multiline={3}
              maxLength={2_000}
              value={pickup.instructions}
              error={problemAt("pickup.instructions")}
              autoComplete="off"
              onChange={(instructions) => change({ instructions })}
            />
          </>
        )}
      </BlockStack>
    </Card>
  );
}

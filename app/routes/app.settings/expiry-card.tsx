import { BlockStack, Box, Card, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { numberFrom, textOf } from "#app/ui/number-field.ts";
import type { SettingsCardProps } from "./settings-card-props.ts";

/** How long a pickup waits for its shopper. */
export function ExpiryCard({ chosen, set, isWrong }: SettingsCardProps) {
  const { t } = useTranslation("settings");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("expiryTitle")}
        </Text>
        <Box maxWidth="360px">
          <TextField
            label={t("expiresAfter")}
            helpText={t("expiresHelp")}
            type="number"
            inputMode="numeric"
            min={1}
            max={60}
            suffix={t("days")}
            value={textOf(chosen.pickupExpiresAfterDays)}
            error={isWrong("pickupExpiresAfterDays") && t("expiresWrong")}
            autoComplete="off"
            onChange={(text) => set({ pickupExpiresAfterDays: numberFrom(text) })}
          />
        </Box>
      </BlockStack>
    </Card>
  );
}

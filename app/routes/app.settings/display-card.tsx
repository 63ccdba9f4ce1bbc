import { BlockStack, Box, Card, RadioButton, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { numberFrom, textOf } from "#app/ui/number-field.ts";
import type { SettingsCardProps } from "./settings-card-props.ts";

/** Count or band. */
export function DisplayCard({ chosen, set, isWrong }: SettingsCardProps) {
  const { t } = useTranslation("settings");
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("displayTitle")}
          </Text>
          <Text as="p" tone="subdued">
            {t("displayText")}
          </Text>
        </BlockStack>
        <BlockStack>
          {(["exact", "band"] as const).map((mode) => (
            <RadioButton
              key={mode}
              name="stockDisplay"
              label={t(mode)}
              helpText={t(`${mode}Help`)}
              checked={chosen.stockDisplay === mode}
              onChange={() => set({ stockDisplay: mode })}
            />
          ))}
        </BlockStack>
        {chosen.stockDisplay === "band" && (
          <Box maxWidth="360px">
            <TextField
              label={t("lowStockAt")}
              type="number"
              inputMode="numeric"
              min={1}
              suffix={t("units")}
              value={textOf(chosen.lowStockAt)}
              error={isWrong("lowStockAt") && t("lowStockWrong")}
              autoComplete="off"
              onChange={(text) => set({ lowStockAt: numberFrom(text) })}
            />
          </Box>
        )}
      </BlockStack>
    </Card>
  );
}

import { BlockStack, Card, Checkbox, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { numberFrom, textOf } from "../number-field.ts";
import type { CardProps } from "./card-props.ts";

/** What of this location's stock is promised, and what may be brought here. */
export function StockCard({ form, set, problemAt }: CardProps) {
  const { t } = useTranslation("locations");
  const { buffer, transferDays } = form;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("stockTitle")}
        </Text>
        <TextField
          label={t("bufferLabel")}
          helpText={t("bufferHelp")}
          type="number"
          inputMode="numeric"
          min={0}
          suffix={t("unitsUnit")}
          value={textOf(buffer)}
          error={problemAt("buffer")}
          autoComplete="off"
          onChange={(value) => set({ buffer: numberFrom(value) })}
        />
        <Checkbox
          label={t("transfer")}
          helpText={t("transferHelp")}
          checked={transferDays !== null}
          onChange={(checked) => set({ transferDays: checked ? 2 : null })}
        />
        {transferDays !== null && (
          <TextField
            label={t("transferDaysLabel")}
            type="number"
            inputMode="numeric"
            min={1}
            suffix={t("daysUnit")}
            value={textOf(transferDays)}
            error={problemAt("transferDays")}
            autoComplete="off"
            onChange={(value) => set({ transferDays: numberFrom(value) })}
          />
        )}
      </BlockStack>
    </Card>
  );
}

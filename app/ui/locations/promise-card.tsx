import { Button, Card, FormLayout, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { numberFrom, textOf } from "../number-field.ts";
import type { CardProps } from "./card-props.ts";

/** How long it takes, and until when it is for today. */
export function PromiseCard({ form, set, problemAt }: CardProps) {
  const { t } = useTranslation("locations");
  return (
    <Card>
      <FormLayout>
        <FormLayout.Group>
          <TextField
            label={t("preparationMinutes")}
            helpText={t("preparationHelp")}
            type="number"
            inputMode="numeric"
            min={0}
            suffix={t("minutesUnit")}
            value={textOf(form.preparationMinutes)}
            error={problemAt("preparationMinutes")}
            autoComplete="off"
            onChange={(value) => set({ preparationMinutes: numberFrom(value) })}
          />
          <TextField
            label={t("cutOff")}
            helpText={t("cutOffHelp")}
            type="time"
            value={form.cutOff ?? ""}
            error={problemAt("cutOff")}
            autoComplete="off"
            connectedRight={
              form.cutOff === null ? null : (
                <Button onClick={() => set({ cutOff: null })}>{t("clear")}</Button>
              )
            }
            onChange={(value) => set({ cutOff: value === "" ? null : value })}
          />
        </FormLayout.Group>
      </FormLayout>
    </Card>
  );
}

import { BlockStack, Button, Card, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { DeleteIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { Closure } from "../../domains/pickup/opening-hours.ts";
import { IntervalRows, oneMore } from "./interval-rows.tsx";
import type { CardProps } from "./card-props.ts";

/** Dates that are not like their weekday. */
export function ClosuresCard({ form, set, problemAt }: CardProps) {
  const { t } = useTranslation("locations");
  const { closures } = form;
  const change = (at: number, closure: Closure) =>
    set({ closures: closures.map((one, index) => (index === at ? closure : one)) });
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("closuresTitle")}
          </Text>
          <Text as="p" tone="subdued">
            {t("closuresHelp")}
          </Text>
        </BlockStack>
        {closures.map((closure, at) => (
          <ClosureRow
            key={at}
            closure={closure}
            error={
              problemAt(`closures.${at}`) || (at === closures.length - 1 && problemAt("closures"))
            }
            onChange={(changed) => change(at, changed)}
            onRemove={() => set({ closures: closures.filter((_, index) => index !== at) })}
          />
        ))}
        <InlineStack>
          <Button onClick={() => set({ closures: [...closures, { date: "", hours: [] }] })}>
            {t("addClosure")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

interface ClosureRowProps {
  closure: Closure;
  error: string | false;
  onChange(closure: Closure): void;
  onRemove(): void;
}

function ClosureRow({ closure, error, onChange, onRemove }: ClosureRowProps) {
  const { t } = useTranslation("locations");
  const { date, hours } = closure;
  const isShort = hours.length > 0;
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="start">
        <TextField
          type="date"
          labelHidden
          label={t("date")}
          value={date}
          error={isShort ? false : error}
          autoComplete="off"
          onChange={(value) => onChange({ date: value, hours })}
        />
        <Select
          labelHidden
          label={t("specialHours")}
          value={isShort ? "short" : "closed"}
          options={[
            { value: "closed", label: t("closedAllDay") },
            { value: "short", label: t("specialHours") },
          ]}
          onChange={(value) => onChange({ date, hours: value === "short" ? oneMore([]) : [] })}
        />
        <Button
          variant="tertiary"
          icon={DeleteIcon}
          accessibilityLabel={t("removeClosure")}
          onClick={onRemove}
        />
      </InlineStack>
      {isShort && (
        <IntervalRows
          day={date}
          hours={hours}
          error={error}
          onChange={(changed) => onChange({ date, hours: changed })}
        />
      )}
    </BlockStack>
  );
}

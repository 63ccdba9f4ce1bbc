import { BlockStack, Button, InlineError, InlineStack, TextField } from "@shopify/polaris";
import { DeleteIcon, PlusIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { Interval } from "../../domains/pickup/opening-hours.ts";

interface IntervalRowsProps {
  /** whose hours: read to people who do not see the row */
  day: string;
  hours: Interval[];
  error: string | false;
  onChange(hours: Interval[]): void;
}

/** The hours of one day, each with its opening and closing time. */
export function IntervalRows({ day, hours, error, onChange }: IntervalRowsProps) {
  const { t } = useTranslation("locations");
  const change = (at: number, interval: Interval) =>
    onChange(hours.map((one, index) => (index === at ? interval : one)));
  return (
    <BlockStack gap="200">
      {hours.map(([opens, closes], at) => (
        <InlineStack key={at} gap="200" blockAlign="center" wrap={false}>
          <TextField
            type="time"
            labelHidden
            label={t("opensOn", { day })}
            value={opens}
            autoComplete="off"
            onChange={(value) => change(at, [value, closes])}
          />
          <span aria-hidden>–</span>
          <TextField
            type="time"
            labelHidden
            label={t("closesOn", { day })}
            // a clock has no 24:00; closing at 00:00 can only mean the night's end
            value={closes === "24:00" ? "00:00" : closes}
            autoComplete="off"
            onChange={(value) => change(at, [opens, value === "00:00" ? "24:00" : value])}
          />
          <Button
            variant="tertiary"
            icon={DeleteIcon}
            accessibilityLabel={t("removeInterval")}
            onClick={() => onChange(hours.filter((_, index) => index !== at))}
          />
          {at === hours.length - 1 && (
            <Button
              variant="tertiary"
              icon={PlusIcon}
              accessibilityLabel={t("addIntervalOn", { day })}
              onClick={() => onChange(oneMore(hours))}
            />
          )}
        </InlineStack>
      ))}
      {error && <InlineError message={error} fieldID={day} />}
    </BlockStack>
  );
}

/** The next hours that suggest themselves: nine to five, or after a break that follows the last closing. */
export function oneMore(hours: Interval[]): Interval[] {
  const last = hours.at(-1);
  if (!last) return [["09:00", "17:00"]];
  const hour = Math.min(22, Number(last[1].slice(0, 2)) + 1);
  const text = (value: number) => `${String(value).padStart(2, "0")}:00`;
  return [...hours, [text(hour), text(Math.min(23, hour + 3))]];
}

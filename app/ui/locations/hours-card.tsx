import {
  BlockStack,
  Box,
  Button,
  ButtonGroup,
  Card,
  Checkbox,
  InlineGrid,
  Select,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { WEEKDAYS } from "../../domains/pickup/opening-hours.ts";
import type { Weekday, WeeklyHours } from "../../domains/pickup/opening-hours.ts";
import { weekdayName } from "../weekday-name.ts";
import { IntervalRows, oneMore } from "./interval-rows.tsx";
import type { CardProps } from "./card-props.ts";

const REST_OF_THE_WEEK: Weekday[] = ["tue", "wed", "thu", "fri"];

/** The week's opening hours, in the location's own zone. */
export function HoursCard({ form, set, problemAt, zones }: CardProps & { zones: string[] }) {
  const { t } = useTranslation("locations");
  const { openingHours } = form;
  const copyMonday = (to: readonly Weekday[]) =>
    set({
      openingHours: to.reduce<WeeklyHours>(
        (week, day) => ({ ...week, [day]: openingHours.mon }),
        openingHours,
      ),
    });
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("hours")}
          </Text>
          <Text as="p" tone="subdued">
            {t("hoursHelp")}
          </Text>
        </BlockStack>
        <Select
          label={t("zone")}
          options={zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
          value={form.timeZone}
          error={problemAt("timeZone")}
          onChange={(timeZone) => set({ timeZone })}
        />
        <BlockStack gap="300">
          {WEEKDAYS.map((day) => (
            <DayRow
              key={day}
              day={day}
              week={openingHours}
              error={problemAt(`openingHours.${day}`)}
              onChange={(week) => set({ openingHours: week })}
            />
          ))}
        </BlockStack>
        <ButtonGroup>
          <Button onClick={() => copyMonday(REST_OF_THE_WEEK)}>{t("copyToWeekdays")}</Button>
          <Button variant="tertiary" onClick={() => copyMonday(WEEKDAYS)}>
            {t("copyToAll")}
          </Button>
        </ButtonGroup>
      </BlockStack>
    </Card>
  );
}

interface DayRowProps {
  day: Weekday;
  week: WeeklyHours;
  error: string | false;
  onChange(week: WeeklyHours): void;
}

function DayRow({ day, week, error, onChange }: DayRowProps) {
  const { t, i18n } = useTranslation("locations");
  const name = weekdayName(day, i18n.language, "long");
  const hours = week[day];
  const isOpen = hours.length > 0;
  return (
    <InlineGrid
      columns={{ xs: isOpen ? "1fr" : "140px 1fr", sm: "140px 1fr" }}
      gap={{ xs: "100", sm: "400" }}
    >
      <Box minHeight="32px">
        <Checkbox
          label={name}
          checked={isOpen}
          onChange={(checked) => onChange({ ...week, [day]: checked ? oneMore([]) : [] })}
        />
      </Box>
      {isOpen ? (
        <IntervalRows
          day={name}
          hours={hours}
          error={error}
          onChange={(changed) => onChange({ ...week, [day]: changed })}
        />
      ) : (
        <Box paddingBlock="100">
          <Text as="p" tone="subdued">
            {t("closed")}
          </Text>
        </Box>
      )}
    </InlineGrid>
  );
}

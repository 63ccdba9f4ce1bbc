import { BlockStack, Card, Text } from "@shopify/polaris";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { seconds } from "../../domains/kernel/time.ts";
import { parseLocationForm } from "../../domains/pickup/location-form.ts";
import type { LocationForm } from "../../domains/pickup/location-form.ts";
import { openSpans } from "../../domains/pickup/opening-hours.ts";
import { promise, transferPromise } from "../../domains/pickup/promise.ts";
import { readyTime } from "../ready-time.ts";
import type { ReadyTime } from "../ready-time.ts";
import { useNow } from "../use-now.ts";

const LOOK_AGAIN = seconds(20);

/** The promise of the form as it stands, by the same rule that shoppers' promises come from. */
export function PreviewCard({ form, loadedAt }: { form: LocationForm; loadedAt: number }) {
  const { t, i18n } = useTranslation("locations");
  const now = useNow(loadedAt, LOOK_AGAIN);
  const checked = parseLocationForm(form);
  const inWords = ({ day, time, date }: ReadyTime) =>
    t(day === "today" ? "previewToday" : day === "tomorrow" ? "previewTomorrow" : "previewLater", {
      time,
      date,
    });
  const clock = checked.ok ? readyTime(now, checked.value.timeZone, i18n.language, now).time : null;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("previewTitle")}
        </Text>
        <div aria-live="polite">
          <BlockStack gap="100">
            {checked.ok ? (
              sentences(checked.value, now, i18n.language, inWords, t).map((sentence) => (
                <Text as="p" key={sentence}>
                  {sentence}
                </Text>
              ))
            ) : (
              <Text as="p" tone="subdued">
                –
              </Text>
            )}
          </BlockStack>
        </div>
        {clock && (
          <Text as="p" tone="subdued" variant="bodySm">
            {t("previewClock", { time: clock })}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

function sentences(
  form: LocationForm,
  now: number,
  language: string,
  inWords: (ready: ReadyTime) => string,
  t: TFunction<"locations">,
): string[] {
  if (!form.pickup.enabled) return [t("previewOff")];
  const ready = promise(form, now);
  if (ready === null) {
    const [next] = openSpans(form, now);
    return [t(next ? "previewNone" : "previewNever")];
  }
  const brought = transferPromise(form, now);
  const when = (at: number) => inWords(readyTime(at, form.timeZone, language, now));
  return [
    t("previewReady", { when: when(ready) }),
    ...(brought === null ? [] : [t("previewTransfer", { when: when(brought) })]),
  ];
}

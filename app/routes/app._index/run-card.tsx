import {
  BlockStack,
  Box,
  Card,
  InlineStack,
  ProgressBar,
  SkeletonBodyText,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { HomeRun } from "#app/domains/shop/home.ts";
import { PartRow } from "./part-row.tsx";
import { useAge } from "./use-age.ts";

/** The import or check under way: how far, how long still, and each part by itself. */
export function RunCard({ run, isOnboarding }: { run: HomeRun | null; isOnboarding: boolean }) {
  const { t, i18n } = useTranslation("home");
  const age = useAge();
  const which = isOnboarding ? "onboarding" : "checking";
  const percent = run ? Math.floor(run.share * 100) : 0;
  const number = new Intl.NumberFormat(i18n.language, { style: "percent" });
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t(`${which}.title`)}
          </Text>
          {run?.status !== "failed" && (
            <Text as="p" tone="subdued">
              {t(`${which}.text`)}
            </Text>
          )}
        </BlockStack>
        <BlockStack gap="200">
          <ProgressBar
            progress={percent}
            size="small"
            tone={run?.status === "failed" ? "critical" : "primary"}
            ariaLabelledBy="run-progress"
          />
          <InlineStack align="space-between" gap="200">
            <Text as="span" id="run-progress">
              <Text as="span" visuallyHidden>
                {t(`${which}.progress`)}{" "}
              </Text>
              <span>{number.format(percent / 100)}</span>
            </Text>
            <Text as="span" tone="subdued">
              {timeLeftInWords(run)}
            </Text>
          </InlineStack>
        </BlockStack>
        {run ? (
          <Box>
            {run.parts.map((part) => (
              <PartRow key={part.kind} part={part} />
            ))}
          </Box>
        ) : (
          <SkeletonBodyText lines={5} />
        )}
      </BlockStack>
    </Card>
  );

  function timeLeftInWords(current: HomeRun | null): string {
    if (!current) return t("onboarding.waiting");
    if (current.status === "failed") return "";
    if (current.timeLeft === null) return t("onboarding.timeUnknown");
    return t("onboarding.timeLeft", { time: age(current.timeLeft) });
  }
}

import { Banner, BlockStack, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { HomeRun } from "#app/domains/shop/home.ts";

/** What of the last run failed, why, and the way to try again. */
export function FailureBanner(props: { run: HomeRun | null; onRetry(): void; isBusy: boolean }) {
  const { t } = useTranslation("home");
  const { run } = props;
  if (run?.status !== "failed") return null;
  const failed = run.parts.filter((part) => part.status === "failed");
  return (
    <Banner
      tone="critical"
      title={run.purpose === "import" ? t("failed.importTitle") : t("failed.checkTitle")}
      action={{ content: t("failed.retry"), onAction: props.onRetry, loading: props.isBusy }}
    >
      <BlockStack gap="200">
        <List>
          {failed.map((part) => (
            <List.Item key={part.kind}>
              <Text as="span" fontWeight="semibold">
                {t(`kind.${part.kind}`)}
              </Text>
              {": "}
              {t(`reason.${part.reason ?? "internal"}`)}
            </List.Item>
          ))}
        </List>
      </BlockStack>
    </Banner>
  );
}

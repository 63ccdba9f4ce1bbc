import { BlockStack, Box, Icon, InlineStack, Spinner, Text } from "@shopify/polaris";
import { AlertCircleIcon, CheckCircleIcon, ClockIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { HomePart } from "#app/domains/shop/home.ts";

/** One kind of data in a run. Why it failed says the banner above, with the way to try again. */
export function PartRow({ part }: { part: HomePart }) {
  const { t } = useTranslation("home");
  const words = usePartInWords();
  return (
    <Box paddingBlock="200">
      <InlineStack gap="300" blockAlign="start" wrap={false}>
        <Box width="20px" minWidth="20px">
          <PartIcon status={part.status} />
        </Box>
        <BlockStack gap="050">
          <InlineStack gap="200">
            <Text as="span" fontWeight="medium">
              {t(`kind.${part.kind}`)}
            </Text>
            <Text as="span" tone={part.status === "failed" ? "critical" : "subdued"}>
              {words(part)}
            </Text>
          </InlineStack>
          {part.reason && part.status !== "failed" && (
            <Text as="p" variant="bodySm" tone="subdued">
              {t(`reason.${part.reason}`)}
            </Text>
          )}
        </BlockStack>
      </InlineStack>
    </Box>
  );
}

function PartIcon({ status }: Pick<HomePart, "status">) {
  if (status === "done") return <Icon source={CheckCircleIcon} tone="success" />;
  if (status === "failed") return <Icon source={AlertCircleIcon} tone="critical" />;
  if (status === "waiting") return <Icon source={ClockIcon} tone="subdued" />;
  return (
    <InlineStack>
      <Spinner size="small" />
    </InlineStack>
  );
}

function usePartInWords() {
  const { t, i18n } = useTranslation("home");
  const number = new Intl.NumberFormat(i18n.language);
  return (part: HomePart): string => {
    const read = number.format(part.rowsRead);
    switch (part.status) {
      case "recent":
        return t("part.recent");
      case "waiting":
        return t("part.waiting");
      case "asking":
      case "asked":
        return part.rowsTotal
          ? t("part.askedCount", { read: number.format(part.rowsTotal) })
          : t("part.asked");
      case "reading":
        return t("part.reading", { read, total: number.format(part.rowsTotal ?? part.rowsRead) });
      case "done":
        return t("part.done", { count: part.rowsRead, read });
      case "failed":
        return t("part.failed");
    }
  };
}

import { Banner, BlockStack, Box, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { HomeKind } from "#app/domains/shop/home.ts";

/** Says loudly which data may be old, and why. */
export function BehindBanner({ kinds }: { kinds: HomeKind[] }) {
  const { t } = useTranslation("home");
  const behind = kinds.filter((one) => one.freshness.behind);
  if (behind.length === 0) return null;
  const reasons = [...new Set(behind.flatMap((one) => one.freshness.reasons))];
  return (
    <Box>
      {/* two banners next to each other keep a wider gap of their own */}
      <Banner tone="warning" title={t("fresh.behindTitle")}>
        <BlockStack gap="200">
          <Text as="p">
            {behind.map((one) => t(`kind.${one.kind}`)).join(", ")}. {t("fresh.behindText")}
          </Text>
          <List>
            {reasons.map((reason) => (
              <List.Item key={reason}>{t(`fresh.why.${reason}`)}</List.Item>
            ))}
          </List>
        </BlockStack>
      </Banner>
    </Box>
  );
}

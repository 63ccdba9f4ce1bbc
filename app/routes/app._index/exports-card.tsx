import { Badge, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { HomeExport } from "#app/domains/shop/home.ts";
import { useAge } from "./use-age.ts";

/** Customers who asked what is stored about them: the merchant must hand it over. */
export function ExportsCard(props: {
  exports: HomeExport[];
  now: number;
  onDownload(id: string): void;
}) {
  const { t } = useTranslation("home");
  const age = useAge();
  if (props.exports.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("exports.title")}
        </Text>
        <Text as="p" tone="subdued">
          {t("exports.text")}
        </Text>
        {props.exports.map((one) => (
          <InlineStack key={one.id} align="space-between" blockAlign="center" gap="200">
            <Text as="span">
              {t("exports.row", { id: one.customerId, time: age(props.now - one.requestedAt) })}
            </Text>
            <InlineStack gap="200" blockAlign="center">
              {one.collectedAt !== null && <Badge tone="success">{t("exports.collected")}</Badge>}
              <Button onClick={() => props.onDownload(one.id)}>{t("exports.download")}</Button>
            </InlineStack>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}

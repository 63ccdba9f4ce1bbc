import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

export function LinksCard() {
  const { t } = useTranslation("home");
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("links.title")}
        </Text>
        <Link url="/app/pickups">{t("links.board")}</Link>
        <Link url="/app/locations">{t("links.locations")}</Link>
        <Link url="/app/messages">{t("links.messages")}</Link>
        <Link url="/app/settings">{t("links.settings")}</Link>
      </BlockStack>
    </Card>
  );
}

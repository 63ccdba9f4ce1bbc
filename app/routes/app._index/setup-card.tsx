import { BlockStack, Box, Button, Card, Icon, InlineStack, Text } from "@shopify/polaris";
import { CheckCircleIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { Home } from "#app/domains/shop/home.ts";
import { themeEditorAt } from "#app/domains/shop/theme-editor.ts";

/** The next steps until a shopper can buy for pickup; gone when all that we can see of them is done. */
export function SetupCard({ home, apiKey }: { home: Home; apiKey: string }) {
  const { t } = useTranslation("home");
  const { setup } = home;
  if (setup.hasOpeningHours && setup.hasPickupLocation && setup.hasHadOrder) return null;
  const editor = themeEditorAt(home.shopDomain, apiKey);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("setup.title")}
        </Text>
        <Box>
          <Step isDone={setup.hasOpeningHours} title={t("setup.hours")} text={t("setup.hoursText")}>
            <Button url="/app/locations">{t("setup.hoursAct")}</Button>
          </Step>
          <Step
            isDone={setup.hasPickupLocation}
            title={t("setup.pickup")}
            text={t("setup.pickupText")}
          >
            <Button url="/app/locations">{t("setup.hoursAct")}</Button>
          </Step>
          <Step isDone={setup.hasHadOrder} title={t("setup.block")} text={t("setup.blockText")}>
            <Button url={editor} target="_blank">
              {t("setup.blockAct")}
            </Button>
          </Step>
          <Step isDone={setup.hasHadOrder} title={t("setup.order")} text={t("setup.orderText")}>
            <Button url={`https://${home.shopDomain}`} target="_blank">
              {t("setup.orderAct")}
            </Button>
          </Step>
        </Box>
      </BlockStack>
    </Card>
  );
}

function Step(props: { isDone: boolean; title: string; text: string; children: React.ReactNode }) {
  const { t } = useTranslation("home");
  return (
    <Box paddingBlock="200">
      <InlineStack gap="300" wrap={false} blockAlign="start">
        <Box width="20px" minWidth="20px">
          {props.isDone ? (
            <Icon source={CheckCircleIcon} tone="success" accessibilityLabel={t("setup.done")} />
          ) : (
            <Box padding="050">
              <Box
                width="16px"
                minHeight="16px"
                borderWidth="025"
                borderColor="border-tertiary"
                borderRadius="full"
              />
            </Box>
          )}
        </Box>
        <BlockStack gap="200" inlineAlign="start">
          <BlockStack gap="050">
            <Text as="h3" fontWeight="medium" tone={props.isDone ? "subdued" : "base"}>
              {props.title}
            </Text>
            {!props.isDone && (
              <Text as="p" tone="subdued">
                {props.text}
              </Text>
            )}
          </BlockStack>
          {!props.isDone && props.children}
        </BlockStack>
      </InlineStack>
    </Box>
  );
}

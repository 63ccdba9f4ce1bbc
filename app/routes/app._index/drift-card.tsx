import { BlockStack, Card, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { HomeKind } from "#app/domains/shop/home.ts";
import { useAge } from "./use-age.ts";

/** What the checks have found and repaired so far. */
export function DriftCard(props: { kinds: HomeKind[]; lastCheckAt: number | null; now: number }) {
  const { t } = useTranslation("home");
  const age = useAge();
  const { lastCheckAt, now } = props;
  const drifted = props.kinds.filter((one) => one.driftFound > 0);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("drift.title")}
        </Text>
        <Text as="p" tone="subdued">
          {t("drift.text")}
        </Text>
        {drifted.length === 0 ? (
          <Text as="p">{t("drift.none")}</Text>
        ) : (
          <List>
            {drifted.map((one) => (
              <List.Item key={one.kind}>
                {t("drift.row", {
                  kind: t(`kind.${one.kind}`),
                  found: one.driftFound,
                  repaired: one.driftRepaired,
                })}
              </List.Item>
            ))}
          </List>
        )}
        <Text as="p" variant="bodySm" tone="subdued">
          {lastCheckAt === null
            ? t("drift.never")
            : t("drift.lastCheck", { time: age(now - lastCheckAt) })}
        </Text>
      </BlockStack>
    </Card>
  );
}

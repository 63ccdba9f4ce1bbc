import { Badge, BlockStack, Box, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { Freshness } from "#app/domains/shop/freshness.ts";
import type { HomeKind } from "#app/domains/shop/home.ts";
import { useAge } from "./use-age.ts";

/** "Inventory: in step, 8 s ago", for each kind of data. */
export function FreshnessCard({ kinds, now }: { kinds: HomeKind[]; now: number }) {
  const { t } = useTranslation("home");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("fresh.title")}
        </Text>
        <Box>
          {kinds.map((one, place) => (
            <Fragment key={one.kind}>
              {place > 0 && <Divider />}
              <KindRow one={one} now={now} />
            </Fragment>
          ))}
        </Box>
      </BlockStack>
    </Card>
  );
}

function KindRow({ one, now }: { one: HomeKind; now: number }) {
  const { t, i18n } = useTranslation("home");
  const age = useAge();
  const { inStepAt } = one.freshness;
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Box paddingBlock="200">
      <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
        <BlockStack gap="050">
          <Text as="span" fontWeight="medium">
            {t(`kind.${one.kind}`)}
          </Text>
          <Text as="span" variant="bodySm" tone="subdued">
            {[
              ...(one.count === null
                ? []
                : [t("fresh.count", { count: number.format(one.count) })]),
              ...(inStepAt === null ? [] : [t("fresh.ago", { time: age(now - inStepAt) })]),
            ].join(" · ")}
          </Text>
        </BlockStack>
        <StateBadge state={one.freshness.state} />
      </InlineStack>
    </Box>
  );
}

function StateBadge({ state }: { state: Freshness["state"] }) {
  const { t } = useTranslation("home");
  switch (state) {
    case "in-step":
      return <Badge tone="success">{t("fresh.inStep")}</Badge>;
    case "behind":
      return <Badge tone="warning">{t("fresh.behind")}</Badge>;
    case "importing":
      return <Badge tone="info">{t("fresh.importing")}</Badge>;
    case "unknown":
      return <Badge>{t("fresh.unknown")}</Badge>;
  }
}

import { Tabs } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { TABS } from "#app/domains/pickup/board-tabs.ts";
import type { Tab } from "#app/domains/pickup/board-tabs.ts";

export function BoardTabs({
  tab,
  counts,
  onTab,
  children,
}: {
  tab: Tab;
  counts: Record<Tab, number>;
  onTab: (tab: Tab) => void;
  children: React.ReactNode;
}) {
  const { t } = useTranslation("pickups");
  return (
    <Tabs
      fitted
      tabs={TABS.map((id) => ({
        id,
        content: t(`tabs.${id}`),
        badge: String(counts[id]),
        panelID: `panel-${id}`,
        accessibilityLabel: `${t(`tabs.${id}`)}: ${counts[id]}`,
      }))}
      selected={TABS.indexOf(tab)}
      onSelect={(index) => onTab(TABS[index] ?? "new")}
    >
      {children}
    </Tabs>
  );
}

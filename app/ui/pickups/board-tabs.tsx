import { Box, InlineGrid, Text, UnstyledButton } from "@shopify/polaris";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { TABS } from "#app/domains/pickup/board-tabs.ts";
import type { Tab } from "#app/domains/pickup/board-tabs.ts";

const STEP: Partial<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * The states as five tabs with their counts, all in sight on a phone too (Polaris' own Tabs scroll the last ones away).
 * Keys as the ARIA pattern wants them: arrows walk, Home and End leap.
 */
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
  const list = useRef<HTMLDivElement>(null);
  const walk = (key: string) => {
    const at = TABS.indexOf(tab);
    const ends: Partial<Record<string, number>> = { Home: 0, End: TABS.length - 1 };
    const next = ends[key] ?? (at + (STEP[key] ?? 0) + TABS.length) % TABS.length;
    const chosen = TABS[next];
    if (!chosen || chosen === tab) return;
    onTab(chosen);
    list.current?.querySelector<HTMLElement>(`#tab-${chosen}`)?.focus();
  };
  return (
    <>
      <div
        ref={list}
        role="tablist"
        tabIndex={-1}
        aria-label={t("tabs.label")}
        onKeyDown={(event) => walk(event.key)}
      >
        <Box paddingInline={{ xs: "200", sm: "0" }}>
          <InlineGrid columns={TABS.length} gap="100">
            {TABS.map((id) => (
              <OneTab
                key={id}
                id={id}
                label={t(`tabs.${id}`)}
                count={counts[id]}
                isChosen={id === tab}
                onChoose={() => onTab(id)}
              />
            ))}
          </InlineGrid>
        </Box>
      </div>
      <div role="tabpanel" id="panel" aria-labelledby={`tab-${tab}`}>
        {children}
      </div>
    </>
  );
}

function OneTab({
  id,
  label,
  count,
  isChosen,
  onChoose,
}: {
  id: Tab;
  label: string;
  count: number;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const isAlarming = id === "problem" && count > 0;
  return (
    <UnstyledButton
      id={`tab-${id}`}
      role="tab"
      aria-selected={isChosen}
      aria-controls="panel"
      tabIndex={isChosen ? 0 : -1}
      onClick={onChoose}
      style={TAB_STYLE}
    >
      <Box
        background={isChosen ? "bg-surface" : "bg-surface-secondary"}
        borderColor={isChosen ? "border-emphasis" : "border"}
        borderWidth={isChosen ? "050" : "025"}
        borderRadius="200"
        padding="200"
        minHeight="100%"
      >
        <Text
          as="span"
          variant="headingMd"
          alignment="center"
          {...(isAlarming ? { tone: "critical" } : {})}
        >
          {count}
        </Text>
        <Text
          as="span"
          variant="bodySm"
          alignment="center"
          fontWeight={isChosen ? "semibold" : "regular"}
        >
          {label}
        </Text>
      </Box>
    </UnstyledButton>
  );
}

const TAB_STYLE = {
  border: 0,
  padding: 0,
  background: "none",
  font: "inherit",
  color: "inherit",
  cursor: "pointer",
  minWidth: 0,
  blockSize: "100%",
} as const;

import { BlockStack, Box, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { BoardCard } from "#app/domains/pickup/read-board.server.ts";
import { momentOf } from "./in-words.ts";
import { LineList } from "./line-list.tsx";
import { ActButtons } from "./act-buttons.tsx";
import { hasNotices, PickupNotices } from "./pickup-notices.tsx";
import { DueBadge, StateBadge } from "./state-badge.tsx";
import { busyKey } from "./use-pickup-acts.ts";
import type { PickupActs } from "./use-pickup-acts.ts";
import { useRemembered } from "./use-remembered.ts";

/** One pickup on the board. */
export function PickupCard({
  card,
  now,
  acts,
  showsLocation,
  showsState,
  onProblem,
  onHandOver,
}: {
  card: BoardCard;
  now: number;
  acts: PickupActs;
  showsLocation: boolean;
  showsState: boolean;
  onProblem: (card: BoardCard) => void;
  onHandOver: (card: BoardCard) => void;
}) {
  const { t, i18n } = useTranslation("pickups");
  const isPicking = card.state === "picking";
  const { picked, pick } = usePicked(card.id);
  const done = card.lines.filter((line) => picked.has(line.id)).length;
  return (
    <Card padding="400">
      <BlockStack gap="400">
        <BlockStack gap="100">
          <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
            <Text as="h2" variant="headingMd" breakWord>
              <Link url={`/app/pickups/${card.id}`} monochrome removeUnderline>
                {card.orderName}
              </Link>{" "}
              <Text as="span" fontWeight="regular">
                <bdi>{card.shopperName || t("noName")}</bdi>
              </Text>
            </Text>
            <InlineStack gap="100" wrap={false}>
              {showsState && <StateBadge state={card.state} />}
              <DueBadge pickup={card} now={now} />
            </InlineStack>
          </InlineStack>
          <Text as="p" tone="subdued" variant="bodySm">
            {[
              t("items", { count: card.itemCount }),
              momentOf(t, i18n.language, card, now),
              ...(showsLocation ? [card.locationName] : []),
            ].join(" · ")}
          </Text>
        </BlockStack>
        {hasNotices(card) && (
          <PickupNotices
            pickup={card}
            isRetrying={acts.busy.has(busyKey(card.id, "retry"))}
            onRetry={() => void acts.act(card, { wants: "retry" })}
          />
        )}
        <LineList lines={card.lines} {...(isPicking ? { picked, onPick: pick } : {})} />
        {isPicking && card.lines.length > 1 && (
          <Text as="p" variant="bodySm" tone="subdued">
            {t("picked", { done, all: card.lines.length })}
          </Text>
        )}
        {card.acts.length > 0 && (
          <Box>
            <ActButtons
              pickup={card}
              acts={acts}
              onProblem={() => onProblem(card)}
              onHandOver={() => onHandOver(card)}
            />
          </Box>
        )}
      </BlockStack>
    </Card>
  );
}

/** Which lines are off the shelf: a note for whoever picks, kept by this browser alone. */
function usePicked(pickupId: string) {
  const [kept, keep] = useRemembered(`sambung.picked.${pickupId}`);
  const picked = useMemo(() => new Set((kept ?? "").split(",").filter((id) => id !== "")), [kept]);
  const pick = useCallback(
    (lineId: string, isPicked: boolean) => {
      const others = [...picked].filter((id) => id !== lineId);
      keep((isPicked ? [...others, lineId] : others).join(","));
    },
    [picked, keep],
  );
  return { picked, pick };
}

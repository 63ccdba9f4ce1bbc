import { Banner, BlockStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { PickupState } from "#app/domains/pickup/pickup.ts";
import type { Words } from "./in-words.ts";

export interface NoticedPickup {
  state: PickupState;
  orderId: string;
  refused: { act: string; reason: string; at: number } | null;
  problem: { reason: string; note: string | null } | null;
}

/** What stands in the way, and what to do about it. */
export function PickupNotices({
  pickup,
  isRetrying,
  onRetry,
}: {
  pickup: NoticedPickup;
  isRetrying: boolean;
  onRetry: () => void;
}) {
  const { t } = useTranslation("pickups");
  const { refused, problem, state } = pickup;
  return (
    <BlockStack gap="300">
      {refused && (
        <Banner
          tone="critical"
          title={t(refused.act === "hand-over" ? "refused.hand-over" : "refused.mark-ready")}
          action={{ content: t("refused.retry"), onAction: onRetry, loading: isRetrying }}
        >
          <BlockStack gap="100">
            <Text as="p">{whatToDo(t, refused.reason)}</Text>
            <OrderLink orderId={pickup.orderId} />
          </BlockStack>
        </Banner>
      )}
      {problem && (
        <Banner tone="warning" title={reasonInWords(t, problem.reason)}>
          <BlockStack gap="100">
            {problem.note && (
              <Text as="p" breakWord>
                <bdi>{problem.note}</bdi>
              </Text>
            )}
            {problem.reason === "held-in-shopify" && (
              <>
                <Text as="p">{t("problems.heldHelp")}</Text>
                <OrderLink orderId={pickup.orderId} />
              </>
            )}
          </BlockStack>
        </Banner>
      )}
      {state === "expired" && <Banner tone="warning">{t("expiredHelp")}</Banner>}
    </BlockStack>
  );
}

export function hasNotices({ refused, problem, state }: NoticedPickup): boolean {
  return refused !== null || problem !== null || state === "expired";
}

/** Opens in the admin around us. */
export function OrderLink({ orderId }: { orderId: string }) {
  const { t } = useTranslation("pickups");
  return (
    <Link url={`shopify://admin/orders/${orderId}`} target="_top">
      {t("page.orderInShopify")}
    </Link>
  );
}

const REASONS = [
  "not-found",
  "damaged",
  "wrong-item",
  "shopper-unreachable",
  "other",
  "held-in-shopify",
] as const;

export function reasonInWords(t: Words, reason: string): string {
  const known = REASONS.find((one) => one === reason);
  return known ? t(`problems.${known}`) : reason;
}

const REFUSALS = ["unreachable", "held-in-shopify", "nothing-left"] as const;

function whatToDo(t: Words, reason: string): string {
  const known = REFUSALS.find((one) => one === reason);
  return known ? t(`refused.${known}`) : t("refused.other", { reason });
}

import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Badge, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { SentMessageView } from "#app/domains/messaging/read-sent-messages.server.ts";
import { isSettled } from "#app/domains/messaging/sent-message.ts";
import type { MessageState } from "#app/domains/messaging/sent-message.ts";

/** What became of one message, why, and a button to send it once more. Without `pickup` it stands on the pickup's own page. */
export function SentMessage({
  message,
  timeZone,
  pickup,
}: {
  message: SentMessageView;
  timeZone: string;
  pickup?: { orderName: string; locationName: string } | undefined;
}) {
  const { t, i18n } = useTranslation("messages");
  const shopify = useAppBridge();
  const fetcher = useFetcher<{ ok: boolean }>();
  const order = pickup?.orderName ?? t("unknownOrder");
  const answer = fetcher.data;
  useEffect(() => {
    if (answer) shopify.toast.show(t(answer.ok ? "sentAgain" : "notSentAgain"));
  }, [answer, shopify, t]);
  const { kind, intentKey, state, reason } = message;
  const repeat = () =>
    fetcher.submit(
      { kind, intentKey },
      { method: "post", encType: "application/json", action: "/app/messages?index" },
    );
  const at = new Intl.DateTimeFormat(i18n.language, {
    timeZone,
    dateStyle: "medium",
    timeStyle: "short",
  });
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
      <BlockStack gap="100">
        <InlineStack gap="200" align="start" blockAlign="center">
          <Text as="span" fontWeight="semibold">
            {pickup ? order : t(`kinds.${kind}.name`)}
          </Text>
          <Badge {...TONES[state]}>{t(`states.${state}`)}</Badge>
        </InlineStack>
        <Text as="p" tone="subdued">
          {[pickup?.locationName, at.format(message.at)].filter(Boolean).join(" · ")}
        </Text>
        {reason ? <Text as="p">{reasonInWords(t, reason)}</Text> : null}
      </BlockStack>
      {isSettled(state) ? (
        <Button
          onClick={repeat}
          loading={fetcher.state !== "idle"}
          accessibilityLabel={pickup ? t("sendAgainFor", { order }) : t("sendAgain")}
        >
          {t("sendAgain")}
        </Button>
      ) : null}
    </InlineStack>
  );
}

const TONES: Record<MessageState, { tone?: "success" | "warning" | "critical" | "info" }> = {
  sending: { tone: "info" },
  retrying: { tone: "info" },
  sent: { tone: "success" },
  unknown: { tone: "warning" },
  failed: { tone: "critical" },
  "not-sent": {},
};

type Translate = ReturnType<typeof useTranslation<"messages">>["t"];

/** "refused:550" → a sentence with the code in it */
function reasonInWords(t: Translate, reason: string): string {
  const [kind = "", code = ""] = reason.split(":");
  return t(`reasons.${kind}`, { code, defaultValue: t("reasons.other", { code: reason }) });
}

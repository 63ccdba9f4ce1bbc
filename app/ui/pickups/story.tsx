import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { StoryEvent } from "#app/domains/pickup/read-pickup-story.server.ts";
import { whenInWords } from "./in-words.ts";
import type { Words } from "./in-words.ts";
import { reasonInWords } from "./pickup-notices.tsx";

/** What happened to a pickup, newest first: what, when, through whom. */
export function Story({
  events,
  now,
  timeZone,
}: {
  events: StoryEvent[];
  now: number;
  timeZone: string;
}) {
  const { t, i18n } = useTranslation("pickups");
  return (
    <BlockStack as="ul" gap="300">
      {events.map((event) => (
        <li key={event.id}>
          <BlockStack gap="050">
            <Text as="p" breakWord>
              {eventInWords(t, event)}
            </Text>
            {typeof event.detail["note"] === "string" && (
              <Text as="p" breakWord>
                “<bdi>{event.detail["note"]}</bdi>”
              </Text>
            )}
            <Text as="p" variant="bodySm" tone="subdued">
              {[t(`who.${event.who}`), whenInWords(i18n.language, event.at, now, timeZone)].join(
                " · ",
              )}
            </Text>
          </BlockStack>
        </li>
      ))}
    </BlockStack>
  );
}

const PLAIN = [
  "created",
  "start-picking",
  "put-back",
  "mark-ready",
  "resume",
  "reopen",
  "hand-over",
  "expire",
  "follow-ready",
  "follow-undone",
  "follow-held",
  "follow-released",
  "follow-collected",
  "moved",
  "retried",
] as const;

function eventInWords(t: Words, { kind, to, detail }: StoryEvent): string {
  switch (kind) {
    case "report-problem":
      return t("events.report-problem", { reason: reasonInWords(t, String(detail["reason"])) });
    case "follow-cancelled":
      return detail["because"] === "moved" ? t("events.movedAway") : t("events.follow-cancelled");
    case "lines-changed":
      return t("events.lines-changed", {
        before: detail["before"] ?? 0,
        after: detail["after"] ?? 0,
      });
    case "shopify-told":
      return t(to === "hand-over" ? "events.toldCollected" : "events.toldReady");
    case "shopify-refused":
      return t("events.shopify-refused", { reason: reasonInWords(t, String(detail["reason"])) });
    default: {
      const plain = PLAIN.find((one) => one === kind);
      return plain ? t(`events.${plain}`) : kind;
    }
  }
}

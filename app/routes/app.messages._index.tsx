import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import {
  Badge,
  BlockStack,
  Box,
  Button,
  Card,
  InlineStack,
  Layout,
  Page,
  ResourceItem,
  ResourceList,
  Text,
} from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { admitAdmin } from "#app/doors/admin.server.ts";
import { MESSAGE_KINDS } from "#app/domains/messaging/message-kind.ts";
import { readMessagesPage } from "#app/domains/messaging/read-messages-page.server.ts";
import { sendAgain } from "#app/domains/messaging/send-again.server.ts";
import { readPickupNames } from "#app/domains/pickup/read-pickup-names.server.ts";
import { isSettled } from "#app/domains/messaging/sent-message.ts";
import type { MessageState } from "#app/domains/messaging/sent-message.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, services } = await admitAdmin(request, context);
  const page = await readMessagesPage(services.db, shop);
  const pickups = page.latest.map(({ pickupId }) => pickupId);
  return { ...page, names: await readPickupNames(services.db.prisma, shop, pickups) };
}

const again = z.object({ kind: z.enum(MESSAGE_KINDS), intentKey: z.string().max(200) });

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor, services } = await admitAdmin(request, context);
  const message = again.safeParse(await request.json());
  if (!message.success) throw new Response(null, { status: 400 });
  const outcome = await sendAgain(services.db, shop, message.data, actor, services.clock());
  services.wake();
  return { ok: outcome.ok };
}

export default function Messages() {
  const { t } = useTranslation("messages");
  return (
    <Page title={t("title")} subtitle={t("subtitle")}>
      <Layout>
        <Layout.Section>
          <Templates />
        </Layout.Section>
        <Layout.Section>
          <LatestMessages />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function Templates() {
  const { kinds } = useLoaderData<typeof loader>();
  const { t } = useTranslation("messages");
  return (
    <Card padding="0">
      <ResourceList
        items={kinds}
        renderItem={({ kind, isOn, own }) => (
          <ResourceItem
            id={kind}
            url={`/app/messages/${kind}`}
            accessibilityLabel={t(`kinds.${kind}.name`)}
          >
            <BlockStack gap="100">
              <InlineStack gap="200" blockAlign="center">
                <Text as="h2" variant="headingSm">
                  {t(`kinds.${kind}.name`)}
                </Text>
                <Badge tone={isOn ? "success" : "attention"}>{isOn ? t("on") : t("off")}</Badge>
              </InlineStack>
              <Text as="p" tone="subdued">
                {t(`kinds.${kind}.text`)}
              </Text>
              <Text as="p" tone="subdued">
                {own.length === 0
                  ? t("ourWords")
                  : t("ownWords", {
                      languages: own.map((language) => t(`languages.${language}`)).join(", "),
                    })}
              </Text>
            </BlockStack>
          </ResourceItem>
        )}
      />
    </Card>
  );
}

function LatestMessages() {
  const { latest } = useLoaderData<typeof loader>();
  const { t } = useTranslation("messages");
  return (
    <Card padding="0">
      <BlockStack>
        <Box padding="400">
          <BlockStack gap="100">
            <Text as="h2" variant="headingSm">
              {t("latest")}
            </Text>
            <Text as="p" tone="subdued">
              {t("latestText")}
            </Text>
          </BlockStack>
        </Box>
        {latest.length === 0 ? (
          <Box padding="400" borderBlockStartWidth="025" borderColor="border">
            <BlockStack gap="100">
              <Text as="p" fontWeight="semibold">
                {t("nothingSent")}
              </Text>
              <Text as="p" tone="subdued">
                {t("nothingSentText")}
              </Text>
            </BlockStack>
          </Box>
        ) : null}
        {latest.map((message) => (
          <Box
            key={`${message.kind}/${message.intentKey}`}
            padding="400"
            borderBlockStartWidth="025"
            borderColor="border"
          >
            <SentMessage message={message} />
          </Box>
        ))}
      </BlockStack>
    </Card>
  );
}

type Message = ReturnType<typeof useLoaderData<typeof loader>>["latest"][number];

function SentMessage({ message }: { message: Message }) {
  const { names } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation("messages");
  const shopify = useAppBridge();
  const fetcher = useFetcher<typeof action>();
  const name = names[message.pickupId];
  const order = name?.orderName ?? t("unknownOrder");
  const answer = fetcher.data;
  useEffect(() => {
    if (answer) shopify.toast.show(t(answer.ok ? "sentAgain" : "notSentAgain"));
  }, [answer, shopify, t]);
  const repeat = () => {
    const { kind, intentKey } = message;
    fetcher.submit({ kind, intentKey }, { method: "post", encType: "application/json" });
  };
  const at = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
      <BlockStack gap="100">
        <InlineStack gap="200" align="start" blockAlign="center">
          <Text as="span" fontWeight="semibold">
            {order}
          </Text>
          <Badge {...TONES[message.state]}>{t(`states.${message.state}`)}</Badge>
        </InlineStack>
        <Text as="p" tone="subdued">
          {[name?.locationName, at.format(message.at)].filter(Boolean).join(" · ")}
        </Text>
        {message.reason ? <Text as="p">{reasonInWords(t, message.reason)}</Text> : null}
      </BlockStack>
      {isSettled(message.state) ? (
        <Button
          onClick={repeat}
          loading={fetcher.state !== "idle"}
          accessibilityLabel={t("sendAgainFor", { order })}
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

import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import {
  Badge,
  BlockStack,
  Box,
  Card,
  InlineStack,
  Layout,
  Page,
  ResourceItem,
  ResourceList,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { admitAdmin } from "#app/doors/admin.server.ts";
import { readJson } from "#app/doors/request-body.server.ts";
import { MESSAGE_KINDS } from "#app/domains/messaging/message-kind.ts";
import { readMessagesPage } from "#app/domains/messaging/read-messages-page.server.ts";
import { sendAgain } from "#app/domains/messaging/send-again.server.ts";
import { readPickupNames } from "#app/domains/pickup/read-pickup-names.server.ts";
import { SentMessage } from "#app/ui/messages/sent-message.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, services } = await admitAdmin(request, context);
  const page = await readMessagesPage(services.db, shop);
  const pickups = page.latest.map(({ pickupId }) => pickupId);
  return { ...page, names: await readPickupNames(services.db.prisma, shop, pickups) };
}

const again = z.object({ kind: z.enum(MESSAGE_KINDS), intentKey: z.string().max(200) });

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor, services } = await admitAdmin(request, context);
  const message = again.safeParse(await readJson(request));
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
  const { latest, names, timeZone } = useLoaderData<typeof loader>();
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
            <SentMessage message={message} timeZone={timeZone} pickup={names[message.pickupId]} />
          </Box>
        ))}
      </BlockStack>
    </Card>
  );
}

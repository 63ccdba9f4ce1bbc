import type { LoaderFunctionArgs } from "@remix-run/node";
import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { useLoaderData } from "@remix-run/react";
import { TitleBar, useAppBridge } from "@shopify/app-bridge-react";
import {
  BlockStack,
  Card,
  EmptyState,
  InlineStack,
  Layout,
  Link,
  Page,
  Text,
} from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { seconds } from "#app/domains/kernel/time.ts";
import { admitAdmin } from "#app/doors/admin.server.ts";
import { boardToken } from "#app/doors/board-token.server.ts";
import { readSentMessages } from "#app/domains/messaging/read-sent-messages.server.ts";
import type { SentMessageView } from "#app/domains/messaging/read-sent-messages.server.ts";
import { readPickupStory } from "#app/domains/pickup/read-pickup-story.server.ts";
import type { PickupStory } from "#app/domains/pickup/read-pickup-story.server.ts";
import { pickupIdIn } from "#app/domains/pickup/staff-request.ts";
import { SentMessage } from "#app/ui/messages/sent-message.tsx";
import { ActButtons } from "#app/ui/pickups/act-buttons.tsx";
import { HandOverModal } from "#app/ui/pickups/hand-over-modal.tsx";
import { whenInWords } from "#app/ui/pickups/in-words.ts";
import { LineList } from "#app/ui/pickups/line-list.tsx";
import { lastKnown } from "#app/ui/pickups/last-known.ts";
import { LiveMark } from "#app/ui/pickups/live-mark.tsx";
import { hasNotices, OrderLink, PickupNotices } from "#app/ui/pickups/pickup-notices.tsx";
import { ProblemModal } from "#app/ui/pickups/problem-modal.tsx";
import { DueBadge, StateBadge } from "#app/ui/pickups/state-badge.tsx";
import { Story } from "#app/ui/pickups/story.tsx";
import { useLiveBoard } from "#app/ui/pickups/use-live-board.ts";
import { useNow } from "#app/ui/use-now.ts";
import { busyKey, usePickupActs } from "#app/ui/pickups/use-pickup-acts.ts";

const TICK = seconds(5);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, actor, services } = await admitAdmin(request, context);
  const now = services.clock();
  const id = pickupIdIn(params["id"]);
  const story = id && (await readPickupStory(services.db, shop, id, actor, now));
  const messages = id ? await readSentMessages(services.db.prisma, shop, [id]) : [];
  const token = boardToken(services.config.encryptionKey, shop, now);
  return { story, messages, now, streamUrl: `/app-stream?token=${token}`, isStale: false };
}

const keep = lastKnown<Awaited<ReturnType<typeof loader>>>();

export function clientLoader({ serverLoader, params }: ClientLoaderFunctionArgs) {
  return keep(params["id"] ?? "", () => serverLoader<typeof loader>());
}
// what came with the document is the first to be known
clientLoader.hydrate = true as const;

export default function PickupRoute() {
  const data = useLoaderData<typeof clientLoader>();
  const { story, messages, now } = data;
  const { t } = useTranslation("pickups");
  const liveness = useLiveBoard(data);
  if (story)
    return (
      <OnePickup
        story={story}
        messages={messages}
        mark={<LiveMark liveness={liveness} asOf={now} />}
      />
    );
  return (
    <Page title={t("title")} backAction={{ content: t("page.back"), url: "/app/pickups" }}>
      <Card>
        <EmptyState heading={t("page.notFound")} image="" />
      </Card>
    </Page>
  );
}

function OnePickup({
  story,
  messages,
  mark,
}: {
  story: PickupStory;
  messages: SentMessageView[];
  mark: React.ReactNode;
}) {
  const { t } = useTranslation("pickups");
  const shopify = useAppBridge();
  const { pickup } = story;
  const now = useNow(story.now, TICK);
  const acts = usePickupActs(now);
  const [isProblem, setProblem] = useState(false);
  const [isHandOver, setHandOver] = useState(false);
  const acted = { ...pickup, acts: story.acts };
  return (
    <Page
      title={pickup.orderName}
      subtitle={pickup.locationName}
      backAction={{ content: t("page.back"), url: "/app/pickups" }}
      titleMetadata={
        <InlineStack gap="100">
          <StateBadge state={pickup.state} />
          <DueBadge pickup={pickup} now={now} />
          {mark}
        </InlineStack>
      }
    >
      <TitleBar title={pickup.orderName} />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {hasNotices(pickup) && (
              <PickupNotices
                pickup={pickup}
                isRetrying={acts.busy.has(busyKey(pickup.id, "retry"))}
                onRetry={() => void acts.act(pickup, { wants: "retry" })}
              />
            )}
            <Card>
              <BlockStack gap="400">
                <Text as="h2" variant="headingMd">
                  {t("page.items")}
                </Text>
                <LineList lines={pickup.lines} />
                {story.acts.length > 0 && (
                  <ActButtons
                    pickup={acted}
                    acts={acts}
                    onProblem={() => setProblem(true)}
                    onHandOver={() => setHandOver(true)}
                  />
                )}
              </BlockStack>
            </Card>
            <Card>
              <BlockStack gap="400">
                <Text as="h2" variant="headingMd">
                  {t("page.story")}
                </Text>
                <Story events={story.events} now={now} timeZone={story.timeZone} />
              </BlockStack>
            </Card>
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <Shopper story={story} />
            <Messages messages={messages} timeZone={story.timeZone} />
            <Times story={story} now={now} />
          </BlockStack>
        </Layout.Section>
      </Layout>
      <ProblemModal
        pickup={isProblem ? pickup : null}
        acts={acts}
        onClose={() => setProblem(false)}
      />
      <HandOverModal
        target={isHandOver ? { pickup } : null}
        locationId={pickup.locationId ?? ""}
        now={now}
        onClose={() => setHandOver(false)}
        onHandedOver={(order) => {
          setHandOver(false);
          shopify.toast.show(t("done.hand-over", { order }));
        }}
      />
    </Page>
  );
}

function Shopper({ story: { pickup } }: { story: PickupStory }) {
  const { t } = useTranslation("pickups");
  const { name, email, phone } = pickup.shopper;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("page.shopper")}
        </Text>
        <Text as="p" breakWord>
          <bdi>{name || t("noName")}</bdi>
        </Text>
        {email && (
          <Text as="p" breakWord>
            <Link url={`mailto:${email}`}>{email}</Link>
          </Text>
        )}
        {phone && <Link url={`tel:${phone}`}>{phone}</Link>}
        {!email && !phone && (
          <Text as="p" tone="subdued">
            {t("page.noContact")}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

function Times({ story, now }: { story: PickupStory; now: number }) {
  const { t, i18n } = useTranslation("pickups");
  const { pickup, timeZone } = story;
  const when = (at: number) => ({ when: whenInWords(i18n.language, at, now, timeZone) });
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("page.store")}
        </Text>
        <Text as="p">{pickup.locationName || t("page.unknownStore")}</Text>
        {pickup.promisedAt !== null && (
          <Text as="p">{t("page.promised", when(pickup.promisedAt))}</Text>
        )}
        <Text as="p" tone="subdued">
          {t("page.ordered", when(pickup.orderedAt))}
        </Text>
        <OrderLink orderId={pickup.orderId} />
      </BlockStack>
    </Card>
  );
}

function Messages({ messages, timeZone }: { messages: SentMessageView[]; timeZone: string }) {
  const { t } = useTranslation("messages");
  if (messages.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("toShopper")}
        </Text>
        {messages.map((message) => (
          <SentMessage key={message.intentKey} message={message} timeZone={timeZone} />
        ))}
      </BlockStack>
    </Card>
  );
}

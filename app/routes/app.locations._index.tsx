import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Link, useFetcher, useLoaderData, useNavigate } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import {
  Badge,
  Banner,
  BlockStack,
  Card,
  EmptyState,
  IndexTable,
  InlineStack,
  Page,
  Text,
  useBreakpoints,
} from "@shopify/polaris";
import type { TFunction } from "i18next";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { admitAdmin } from "#app/doors/admin.server.ts";
import type { HoursGroup } from "#app/domains/pickup/hours-summary.ts";
import { readLocations } from "#app/domains/pickup/read-locations.server.ts";
import type { LocationLine } from "#app/domains/pickup/read-locations.server.ts";
import { stateUsualHours } from "#app/domains/pickup/state-usual-hours.server.ts";
import { weekdayName } from "#app/ui/weekday-name.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, services } = await admitAdmin(request, context);
  return { shop, locations: await readLocations(services.db, shop) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, services, actor } = await admitAdmin(request, context);
  return { stated: await stateUsualHours(services.db, shop, actor, services.clock()) };
}

export default function Locations() {
  const { shop, locations } = useLoaderData<typeof loader>();
  const { t } = useTranslation("locations");
  const silent = locations.filter(
    (one) => one.isActive && one.offersPickup && one.hours.length === 0,
  );
  return (
    <Page title={t("title")}>
      <BlockStack gap="400">
        {silent.length > 0 && <SilentBanner count={silent.length} />}
        <Card padding="0">
          {locations.length === 0 ? <Empty shop={shop} /> : <Table locations={locations} />}
        </Card>
      </BlockStack>
    </Page>
  );
}

function SilentBanner({ count }: { count: number }) {
  const { t } = useTranslation("locations");
  const bridge = useAppBridge();
  const fetcher = useFetcher<typeof action>();
  const stated = fetcher.data?.stated;
  useEffect(() => {
    if (stated !== undefined) bridge.toast.show(t("usualStated", { count: stated }));
  }, [stated, bridge, t]);
  return (
    <Banner
      tone="warning"
      title={t("silentTitle", { count })}
      action={{
        content: t("silentAction"),
        loading: fetcher.state !== "idle",
        onAction: () => fetcher.submit(null, { method: "post" }),
      }}
    >
      <p>{t("silentText")}</p>
    </Banner>
  );
}

function Empty({ shop }: { shop: string }) {
  const { t } = useTranslation("locations");
  return (
    <EmptyState
      heading={t("emptyTitle")}
      image=""
      action={{
        content: t("emptyAction"),
        url: `https://${shop}/admin/settings/locations`,
        target: "_top",
      }}
    >
      <p>{t("emptyText")}</p>
    </EmptyState>
  );
}

function Table({ locations }: { locations: LocationLine[] }) {
  const { t } = useTranslation("locations");
  const { smDown } = useBreakpoints();
  return (
    <IndexTable
      condensed={smDown}
      selectable={false}
      itemCount={locations.length}
      resourceName={{ singular: t("name"), plural: t("title") }}
      headings={[
        { title: t("name") },
        { title: t("pickup") },
        { title: t("hours") },
        { title: t("preparation"), alignment: "end" },
        { title: t("buffer"), alignment: "end" },
      ]}
    >
      {locations.map((location, position) =>
        smDown ? (
          <PhoneRow key={location.id} location={location} position={position} />
        ) : (
          <Row key={location.id} location={location} position={position} />
        ),
      )}
    </IndexTable>
  );
}

interface RowProps {
  location: LocationLine;
  position: number;
}

function Row({ location, position }: RowProps) {
  const { t, i18n } = useTranslation("locations");
  const navigate = useNavigate();
  const page = `/app/locations/${location.id}`;
  return (
    <IndexTable.Row id={location.id} position={position} onClick={() => navigate(page)}>
      <IndexTable.Cell>
        <BlockStack>
          <Link to={page} data-primary-link style={{ color: "inherit", textDecoration: "none" }}>
            <Text as="span" fontWeight="semibold">
              {location.name}
            </Text>
          </Link>
          <Text as="span" tone="subdued" variant="bodySm">
            {location.place}
          </Text>
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Standing location={location} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <BlockStack>
          {hoursLines(location.hours, i18n.language, t).map((line) => (
            <Text as="span" key={line} variant="bodySm">
              {line}
            </Text>
          ))}
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" alignment="end" numeric>
          {t("minutes", { count: location.preparationMinutes })}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" alignment="end" numeric>
          {location.buffer === 0 ? "–" : location.buffer}
        </Text>
      </IndexTable.Cell>
    </IndexTable.Row>
  );
}

function PhoneRow({ location, position }: RowProps) {
  const { t, i18n } = useTranslation("locations");
  const navigate = useNavigate();
  const page = `/app/locations/${location.id}`;
  return (
    <IndexTable.Row id={location.id} position={position} onClick={() => navigate(page)}>
      <div style={{ padding: "12px 16px", inlineSize: "100%" }}>
        <BlockStack gap="100">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Link to={page} data-primary-link style={{ color: "inherit", textDecoration: "none" }}>
              <Text as="span" fontWeight="semibold">
                {location.name}
              </Text>
            </Link>
            <Standing location={location} />
          </InlineStack>
          {hoursLines(location.hours, i18n.language, t).map((line) => (
            <Text as="span" key={line} variant="bodySm" tone="subdued">
              {line}
            </Text>
          ))}
        </BlockStack>
      </div>
    </IndexTable.Row>
  );
}

function Standing({ location }: { location: LocationLine }) {
  const { t } = useTranslation("locations");
  if (!location.isActive) return <Badge>{t("inactive")}</Badge>;
  if (location.isPickupPending) return <Badge tone="attention">{t("pickupPending")}</Badge>;
  return location.offersPickup ? (
    <Badge tone="success">{t("pickupOn")}</Badge>
  ) : (
    <Badge>{t("pickupOff")}</Badge>
  );
}

/** "Mon–Fri 09:00–17:00" for each group of days. */
function hoursLines(groups: HoursGroup[], language: string, t: TFunction<"locations">): string[] {
  if (groups.length === 0) return [t("hoursUnknown")];
  return groups.map(({ from, to, hours }) => {
    const days = from === to ? [from] : [from, to];
    const names = days.map((day) => weekdayName(day, language, "short")).join("–");
    return `${names} ${hours.map(([opens, closes]) => `${opens}–${closes}`).join(", ")}`;
  });
}

import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useRevalidator } from "@remix-run/react";
import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import { Badge, Banner, BlockStack, Layout, Page } from "@shopify/polaris";
import type { TFunction } from "i18next";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { admitAdmin } from "#app/doors/admin.server.ts";
import { readJson } from "#app/doors/request-body.server.ts";
import { shopifyId } from "#app/domains/kernel/ids.ts";
import { seconds } from "#app/domains/kernel/time.ts";
import { parseLocationForm } from "#app/domains/pickup/location-form.ts";
import type { FieldProblem, LocationForm } from "#app/domains/pickup/location-form.ts";
import { readLocationPage } from "#app/domains/pickup/read-location-page.server.ts";
import type { LocationPage } from "#app/domains/pickup/read-location-page.server.ts";
import { saveLocationSettings } from "#app/domains/pickup/save-location-settings.server.ts";
import type { CardProps } from "#app/ui/locations/card-props.ts";
import { ClosuresCard } from "#app/ui/locations/closures-card.tsx";
import { HoursCard } from "#app/ui/locations/hours-card.tsx";
import { PickupCard } from "#app/ui/locations/pickup-card.tsx";
import { PreviewCard } from "#app/ui/locations/preview-card.tsx";
import { PromiseCard } from "#app/ui/locations/promise-card.tsx";
import { StockCard } from "#app/ui/locations/stock-card.tsx";

const LOOK_AGAIN = seconds(1.5);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, services } = await admitAdmin(request, context);
  const id = shopifyId("Location", params["id"] ?? "");
  const page = id && (await readLocationPage(services.db, shop, id));
  if (!page) throw new Response(null, { status: 404 });
  return { page, zones: Intl.supportedValuesOf("timeZone"), now: services.clock() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, services, actor } = await admitAdmin(request, context);
  const locationId = shopifyId("Location", params["id"] ?? "");
  if (!locationId) throw new Response(null, { status: 404 });
  const form = parseLocationForm(await readJson(request));
  if (!form.ok) return answer(null, form.problems);
  const now = services.clock();
  const saving = { locationId, form: form.value, actor };
  const saved = await saveLocationSettings(services.db, shop, saving, now);
  if (!saved.ok) throw new Response(null, { status: 404 });
  services.wake();
  return answer(now, []);
}

function answer(saved: number | null, problems: FieldProblem[]) {
  return { saved, problems };
}

export default function Location() {
  const { page, zones, now } = useLoaderData<typeof loader>();
  const saving = useFetcher<typeof action>();
  useToast(saving.data);
  useLookAgain(page.telling?.standing === "on-its-way");
  const save = (form: LocationForm) =>
    saving.submit(JSON.stringify(form), { method: "post", encType: "application/json" });
  return (
    <Editor
      // what was saved comes back as another page, and is edited from there
      key={JSON.stringify(page.form)}
      page={page}
      zones={zones}
      loadedAt={now}
      refused={saving.data?.problems ?? []}
      isSaving={saving.state !== "idle"}
      save={save}
    />
  );
}

interface EditorProps {
  page: LocationPage;
  zones: string[];
  loadedAt: number;
  /** what the server found wrong with the last saving */
  refused: FieldProblem[];
  isSaving: boolean;
  save(form: LocationForm): void;
}

function Editor({ page, zones, loadedAt, refused, isSaving, save }: EditorProps) {
  const { t } = useTranslation("locations");
  const bridge = useAppBridge();
  const [form, setForm] = useState(page.form);
  const [found, setFound] = useState<FieldProblem[]>([]);
  const isChanged = JSON.stringify(form) !== JSON.stringify(page.form);
  const part: CardProps = {
    form,
    set: (change) => setForm((before) => ({ ...before, ...change })),
    problemAt: (field) => {
      const problem = [...found, ...refused].find((one) => one.field === field);
      return problem ? t(problem.problem) : false;
    },
  };
  const check = () => {
    const checked = parseLocationForm(form);
    setFound(checked.ok ? [] : checked.problems);
    if (checked.ok) save(form);
    else bridge.toast.show(t("notSaved"), { isError: true });
  };
  const discard = () => {
    setForm(page.form);
    setFound([]);
  };
  return (
    <Page
      title={page.name}
      subtitle={page.address}
      backAction={{ content: t("title"), url: "/app/locations" }}
      titleMetadata={page.isActive ? null : <Badge>{t("inactive")}</Badge>}
    >
      <SaveBar id="location" open={isChanged || isSaving}>
        <button variant="primary" onClick={check} {...(isSaving ? { loading: "" } : {})}>
          {t("save")}
        </button>
        <button onClick={discard}>{t("discard")}</button>
      </SaveBar>
      <Layout>
        <Notices page={page} />
        <Layout.Section>
          <BlockStack gap="400">
            <HoursCard {...part} zones={zones} />
            <ClosuresCard {...part} />
            <PromiseCard {...part} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <PreviewCard form={form} loadedAt={loadedAt} />
            <PickupCard {...part} />
            <StockCard {...part} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

/** While Shopify is being told, the page asks how that went. */
function useLookAgain(isAwaited: boolean) {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!isAwaited || state !== "idle") return;
    const timer = setTimeout(revalidate, LOOK_AGAIN);
    return () => clearTimeout(timer);
  }, [isAwaited, state, revalidate]);
}

function useToast(answer: { saved: number | null } | undefined) {
  const { t } = useTranslation("locations");
  const bridge = useAppBridge();
  useEffect(() => {
    if (!answer) return;
    if (answer.saved === null) bridge.toast.show(t("notSaved"), { isError: true });
    else bridge.toast.show(t("saved"));
  }, [answer, bridge, t]);
}

function Notices({ page }: { page: LocationPage }) {
  const { t } = useTranslation("locations");
  const { telling } = page;
  const banners = [
    !page.isActive && (
      <Banner key="inactive" tone="info">
        <p>{t("inactiveText")}</p>
      </Banner>
    ),
    page.isActive && !page.isStated && (
      <Banner key="unstated" tone="warning" title={t("unstatedTitle")}>
        <p>{t("unstatedText")}</p>
      </Banner>
    ),
    telling?.standing === "on-its-way" && (
      <Banner key="telling" tone="info">
        <p>{t("onItsWay")}</p>
      </Banner>
    ),
    telling?.standing === "refused" && (
      <Banner key="refused" tone="critical" title={t("refusedTitle")}>
        <p>{refusalText(telling.reason, t)}</p>
      </Banner>
    ),
  ].filter(Boolean);
  if (banners.length === 0) return null;
  return (
    <Layout.Section variant="fullWidth">
      <BlockStack gap="300">{banners}</BlockStack>
    </Layout.Section>
  );
}

function refusalText(reason: string, t: TFunction<"locations">) {
  if (reason === "ACTIVE_LOCATION_NOT_FOUND") return t("refusedLocation");
  if (reason === "ACCESS_DENIED") return t("refusedAccess");
  return t("refusedOther", { reason });
}

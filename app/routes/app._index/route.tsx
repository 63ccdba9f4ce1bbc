import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useRevalidator } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Layout, Page } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { admitAdmin } from "#app/doors/admin.server.ts";
import { readForm } from "#app/doors/request-body.server.ts";
import { collectExport } from "#app/domains/customers/collect-export.server.ts";
import { seconds } from "#app/domains/kernel/time.ts";
import { readHome } from "#app/domains/shop/read-home.server.ts";
import { retrySync } from "#app/domains/shop/retry-sync.server.ts";
import { startSyncRun } from "#app/domains/shop/start-sync-run.server.ts";
import { useNow } from "#app/ui/use-now.ts";
import { BehindBanner } from "./behind-banner.tsx";
import { DriftCard } from "./drift-card.tsx";
import { ExportsCard } from "./exports-card.tsx";
import { FailureBanner } from "./failure-banner.tsx";
import { FreshnessCard } from "./freshness-card.tsx";
import { LinksCard } from "./links-card.tsx";
import { RunCard } from "./run-card.tsx";
import { SetupCard } from "./setup-card.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, services } = await admitAdmin(request, context);
  const home = await readHome(services.db, shop, services.clock());
  return { home, apiKey: services.config.shopify.apiKey };
}

export type HomeAnswer =
  | { said: "started" | "running" | "retried" | "nothingFailed" | "notInstalled" | "gone" }
  | { said: "export"; id: string; document: string };

export async function action({ request, context }: ActionFunctionArgs): Promise<HomeAnswer> {
  const { shop, actor, services } = await admitAdmin(request, context);
  const { db, clock } = services;
  const form = await readForm(request);
  const asked = ASKED.safeParse(form);
  if (!asked.success) throw new Response(null, { status: 400 });
  switch (asked.data.intent) {
    case "retry": {
      const retried = await retrySync(db, shop, clock());
      services.wake();
      if (retried.ok) return { said: "retried" };
      return { said: retried.reason === "already-running" ? "running" : "nothingFailed" };
    }
    case "export": {
      const { id } = asked.data;
      const taken = await collectExport(db, shop, { id, actor }, clock());
      return taken.ok ? { said: "export", id, ...taken.value } : { said: "gone" };
    }
    case "check": {
      const started = await startSyncRun(db, shop, { purpose: "full-check", actor }, clock());
      services.wake();
      if (started.ok) return { said: "started" };
      return { said: started.reason === "already-running" ? "running" : "notInstalled" };
    }
  }
}

const ASKED = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("retry") }),
  z.object({ intent: z.literal("check") }),
  z.object({ intent: z.literal("export"), id: z.string() }),
]);

const LOOK_OFTEN = seconds(2);
const LOOK_SELDOM = seconds(10);

export default function Home() {
  const { home, apiKey } = useLoaderData<typeof loader>();
  const { t } = useTranslation("home");
  const act = useFetcher<HomeAnswer>();
  const now = useNow(home.now, seconds(1));
  const isRunning = home.run?.status === "running";
  useLookAgain(isRunning || home.isOnboarding ? LOOK_OFTEN : LOOK_SELDOM);
  useToasts(act.data, home.isOnboarding, isRunning, home.run?.status === "failed");
  const post = (fields: Record<string, string>) => act.submit(fields, { method: "post" });
  const isBusy = act.state !== "idle";

  return (
    <Page
      title={t("title")}
      subtitle={home.shopName}
      {...(home.isOnboarding
        ? {}
        : {
            primaryAction: {
              content: t("check.button"),
              loading: isBusy || isRunning,
              onAction: () => post({ intent: "check" }),
            },
          })}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <FailureBanner
              run={home.run}
              onRetry={() => post({ intent: "retry" })}
              isBusy={isBusy}
            />
            {!isRunning && !home.isOnboarding && <BehindBanner kinds={home.kinds} />}
            {(isRunning || home.isOnboarding) && (
              <RunCard run={home.run} isOnboarding={home.isOnboarding} />
            )}
            {!home.isOnboarding && <SetupCard home={home} apiKey={apiKey} />}
            {!home.isOnboarding && <FreshnessCard kinds={home.kinds} now={now} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            {!home.isOnboarding && (
              <DriftCard kinds={home.kinds} lastCheckAt={home.lastCheckAt} now={now} />
            )}
            <ExportsCard
              exports={home.exports}
              now={now}
              onDownload={(id) => post({ intent: "export", id })}
            />
            <LinksCard />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

/** Asks again and again while the page is looked at. */
function useLookAgain(every: number): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (state !== "idle") return;
    const timer = setTimeout(() => {
      if (document.visibilityState === "visible") revalidate();
    }, every);
    const shown = () => document.visibilityState === "visible" && revalidate();
    document.addEventListener("visibilitychange", shown);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", shown);
    };
  }, [every, revalidate, state]);
}

function useToasts(
  answer: HomeAnswer | undefined,
  isOnboarding: boolean,
  isRunning: boolean,
  hasFailed: boolean,
): void {
  const { t } = useTranslation("home");
  const shopify = useAppBridge();
  useEffect(() => {
    if (!answer) return;
    if (answer.said === "export") return offerFile(answer);
    shopify.toast.show(answer.said === "gone" ? t("exports.gone") : t(`check.${answer.said}`));
  }, [answer, shopify, t]);
  const wasRunning = useRef(isRunning);
  useEffect(() => {
    if (wasRunning.current && !isRunning && !isOnboarding && !hasFailed)
      shopify.toast.show(t("check.finished"));
    wasRunning.current = isRunning;
  }, [isRunning, isOnboarding, hasFailed, shopify, t]);
}

function offerFile({ id, document: text }: { id: string; document: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `customer-data-${id}.json`;
  link.click();
  URL.revokeObjectURL(url);
}

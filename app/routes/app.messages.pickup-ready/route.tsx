import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import {
  Badge,
  Banner,
  BlockStack,
  Button,
  Card,
  InlineStack,
  Layout,
  Page,
  Tabs,
  Text,
} from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { admitAdmin } from "#app/doors/admin.server.ts";
import { readJson } from "#app/doors/request-body.server.ts";
import { previewTemplate } from "#app/domains/messaging/preview-template.server.ts";
import { readTemplateEditor } from "#app/domains/messaging/read-template-editor.server.ts";
import { saveTemplates } from "#app/domains/messaging/save-template.server.ts";
import { sendTestMail } from "#app/domains/messaging/send-test-mail.server.ts";
import { switchMessage } from "#app/domains/messaging/switch-message.server.ts";
import { LANGUAGES } from "#app/ui/language.ts";
import type { Language } from "#app/ui/language.ts";
import { editorRequest } from "./editor-request.ts";
import type { Draft, EditorAnswer } from "./editor-request.ts";
import { TemplateFields } from "./template-fields.tsx";
import { TemplatePreview } from "./template-preview.tsx";
import { TestMail } from "./test-mail.tsx";

const KIND = "pickup-ready";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, services } = await admitAdmin(request, context);
  return readTemplateEditor(services.db, shop, KIND);
}

export async function action({ request, context }: ActionFunctionArgs): Promise<EditorAnswer> {
  const { shop, actor, services } = await admitAdmin(request, context);
  const { db, clock, sendMail } = services;
  const read = editorRequest.safeParse(await readJson(request));
  if (!read.success) throw new Response(null, { status: 400 });
  const asked = read.data;
  switch (asked.act) {
    case "save":
      return {
        act: asked.act,
        outcome: await saveTemplates(db, shop, KIND, asked.drafts, actor, clock()),
      };
    case "preview": {
      const { language, ...template } = asked.draft;
      return {
        act: asked.act,
        language,
        preview: await previewTemplate(db, shop, template, language),
      };
    }
    case "test":
      return {
        act: asked.act,
        outcome: await sendTestMail(db, shop, asked.draft, asked.to, sendMail),
      };
    case "switch":
      await switchMessage(db, shop, KIND, asked.isOn, actor, clock());
      return { act: asked.act };
    default:
      return asked satisfies never;
  }
}

/** Previews and tests change nothing that the loader reads. (Without zod: this part runs in the browser.) */
export function shouldRevalidate({ json }: { json?: unknown }) {
  const act = typeof json === "object" && json !== null && "act" in json ? json.act : null;
  return act !== "preview" && act !== "test";
}

export default function PickupReadyMessage() {
  const { languages, shopEmail } = useLoaderData<typeof loader>();
  const { t } = useTranslation("messages");
  const [language, setLanguage] = useState<Language>("en");
  const [changed, setChanged] = useState<Partial<Record<Language, Draft>>>({});
  const at = languages.find((one) => one.language === language) ?? languages[0];
  if (!at) return null;
  const draft: Draft = changed[language] ?? {
    language,
    subject: at.saved.subject,
    body: at.saved.body,
  };
  const dirty = languages.flatMap(({ language, saved }) => {
    const draft = changed[language];
    return draft && (draft.subject !== saved.subject || draft.body !== saved.body)
      ? [{ ...draft, version: saved.version }]
      : [];
  });
  const isOurs = draft.subject === at.ours.subject && draft.body === at.ours.body;
  const change = (part: Partial<Draft>) =>
    setChanged((before) => ({ ...before, [language]: { ...draft, ...part } }));
  return (
    <Page
      title={t(`kinds.${KIND}.name`)}
      subtitle={t(`kinds.${KIND}.text`)}
      backAction={{ content: t("back"), url: "/app/messages" }}
    >
      <Save drafts={dirty} onDone={() => setChanged({})} />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <NativeNotice />
            <Card padding="0">
              <Tabs
                selected={LANGUAGES.indexOf(language)}
                onSelect={(index) => setLanguage(LANGUAGES[index] ?? "en")}
                tabs={LANGUAGES.map((one) => ({ id: one, content: t(`languages.${one}`) }))}
              >
                <div style={{ padding: "var(--p-space-400)" }}>
                  <TemplateFields
                    key={language}
                    draft={draft}
                    onChange={change}
                    onReset={isOurs ? null : () => change(at.ours)}
                  />
                </div>
              </Tabs>
            </Card>
          </BlockStack>
        </Layout.Section>
        <Layout.Section>
          <TemplatePreview draft={draft} />
        </Layout.Section>
        <Layout.Section>
          <BlockStack gap="400">
            <TestMail draft={draft} shopEmail={shopEmail} />
            <Switch />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function NativeNotice() {
  const { t } = useTranslation("messages");
  return (
    <Banner
      title={t("native.title")}
      tone="info"
      action={{
        content: t("native.link"),
        url: "shopify://admin/settings/notifications",
        target: "_top",
      }}
    >
      <p>{t("native.text")}</p>
    </Banner>
  );
}

function Save({ drafts, onDone }: { drafts: (Draft & { version: number })[]; onDone(): void }) {
  const { t } = useTranslation("messages");
  const shopify = useAppBridge();
  const fetcher = useFetcher<EditorAnswer>();
  const answer = fetcher.data;
  useEffect(() => {
    if (answer?.act !== "save") return;
    const { outcome } = answer;
    if (outcome.ok) {
      shopify.toast.show(t("saved"));
      onDone();
    } else
      shopify.toast.show(t(outcome.reason === "broken" ? "problems" : "changedMeanwhile"), {
        isError: true,
        duration: 8000,
      });
    // onDone is made anew at each rendering; what matters is the answer
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [answer]);
  const save = () =>
    fetcher.submit({ act: "save", drafts }, { method: "post", encType: "application/json" });
  const isSaving = fetcher.state !== "idle";
  return (
    <SaveBar id="pickup-ready-template" open={drafts.length > 0}>
      <button variant="primary" onClick={save} {...(isSaving ? { loading: "" } : {})}>
        {t("save")}
      </button>
      <button onClick={onDone}>{t("discard")}</button>
    </SaveBar>
  );
}

function Switch() {
  const { isOn } = useLoaderData<typeof loader>();
  const { t } = useTranslation("messages");
  const shopify = useAppBridge();
  const fetcher = useFetcher<EditorAnswer>();
  const answer = fetcher.data;
  useEffect(() => {
    if (answer?.act === "switch")
      shopify.toast.show(t(isOn ? "switch.turnedOn" : "switch.turnedOff"));
    // once for each answer
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [answer]);
  const turn = () =>
    fetcher.submit({ act: "switch", isOn: !isOn }, { method: "post", encType: "application/json" });
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="center" gap="400" wrap={false}>
        <BlockStack gap="100">
          <InlineStack gap="200" align="start" blockAlign="center">
            <Text as="h2" variant="headingSm">
              {t(isOn ? "switch.isOn" : "switch.isOff")}
            </Text>
            <Badge tone={isOn ? "success" : "attention"}>{isOn ? t("on") : t("off")}</Badge>
          </InlineStack>
          <Text as="p" tone="subdued">
            {t(isOn ? "switch.isOnText" : "switch.isOffText")}
          </Text>
        </BlockStack>
        <div style={{ whiteSpace: "nowrap" }}>
          <Button onClick={turn} loading={fetcher.state !== "idle"}>
            {t(isOn ? "switch.turnOff" : "switch.turnOn")}
          </Button>
        </div>
      </InlineStack>
    </Card>
  );
}

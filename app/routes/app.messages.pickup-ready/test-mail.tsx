import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, Form, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Draft, EditorAnswer } from "./editor-request.ts";

/** Sends the draft as it stands to the merchant. */
export function TestMail({ draft, shopEmail }: { draft: Draft; shopEmail: string | null }) {
  const { t } = useTranslation("messages");
  const shopify = useAppBridge();
  const fetcher = useFetcher<EditorAnswer>();
  const [to, setTo] = useState(shopEmail ?? "");
  const outcome = fetcher.data?.act === "test" ? fetcher.data.outcome : null;
  useEffect(() => {
    if (outcome?.ok) shopify.toast.show(t("test.sent", { to }));
    // once for each answer
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [outcome]);
  const send = () =>
    fetcher.submit({ act: "test", draft, to }, { method: "post", encType: "application/json" });
  return (
    <Card>
      <Form onSubmit={send}>
        <BlockStack gap="300">
          <BlockStack gap="100">
            <Text as="h2" variant="headingSm">
              {t("test.title")}
            </Text>
            <Text as="p" tone="subdued">
              {t("test.text")}
            </Text>
          </BlockStack>
          <TextField
            type="email"
            label={t("test.to")}
            value={to}
            onChange={setTo}
            autoComplete="email"
            error={outcome && !outcome.ok ? t(`test.${outcome.reason}`) : false}
            connectedRight={
              <Button submit loading={fetcher.state !== "idle"} disabled={to.trim() === ""}>
                {t("test.send")}
              </Button>
            }
          />
        </BlockStack>
      </Form>
    </Card>
  );
}

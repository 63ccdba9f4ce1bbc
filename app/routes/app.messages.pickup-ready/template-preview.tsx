import { BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Draft } from "./editor-request.ts";
import { usePreviewAnswer } from "./use-preview.ts";

const WIDTHS = { desktop: "100%", phone: "375px" } as const;
type Device = keyof typeof WIDTHS;

type Shown = Extract<NonNullable<ReturnType<typeof usePreviewAnswer>>, { ok: true }>;

/** The mail as a shopper sees it. The frame may run nothing and reach nothing: the text is the merchant's own HTML. */
export function TemplatePreview({ draft }: { draft: Draft }) {
  const { t } = useTranslation("messages");
  const [device, setDevice] = useState<Device>("desktop");
  const answer = usePreviewAnswer(draft.language);
  // while what is typed cannot be rendered, the last that could stays
  const [shown, setShown] = useState<Shown | null>(null);
  if (answer?.ok && answer !== shown) setShown(answer);
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <BlockStack gap="050">
            <Text as="h2" variant="headingSm">
              {t("preview")}
            </Text>
            <Text as="p" tone="subdued">
              {answer && !answer.ok ? t("previewStale") : t("previewText")}
            </Text>
          </BlockStack>
          <ButtonGroup variant="segmented">
            {(["desktop", "phone"] as const).map((one) => (
              <Button key={one} pressed={device === one} onClick={() => setDevice(one)}>
                {t(one)}
              </Button>
            ))}
          </ButtonGroup>
        </InlineStack>
        <Text as="p" fontWeight="semibold">
          {shown?.subject ?? " "}
        </Text>
        <iframe
          title={t("preview")}
          sandbox=""
          srcDoc={shown?.html ?? ""}
          style={{
            display: "block",
            width: WIDTHS[device],
            maxWidth: "100%",
            height: 720,
            margin: "0 auto",
            border: "1px solid var(--p-color-border)",
            borderRadius: "var(--p-border-radius-200)",
            background: "var(--p-color-bg-surface-secondary)",
          }}
        />
      </BlockStack>
    </Card>
  );
}

import { Banner, BlockStack, Form, FormLayout, Modal, Text, TextField } from "@shopify/polaris";
import { useRevalidator } from "@remix-run/react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CodeRefusal, FoundPickup, StaffAnswer } from "#app/domains/pickup/staff-request.ts";
import { CodeScanner } from "./code-scanner.tsx";
import { whenInWords } from "./in-words.ts";
import type { Words } from "./in-words.ts";
import { LineList } from "./line-list.tsx";
import { sendStaffRequest } from "./send-staff-request.ts";

export interface HandOverTarget {
  /** asked for from one pickup's card; then only its code will do */
  pickup: { id: string; orderName: string } | null;
}

/**
 * Hand-over by code: type or scan, look whose it is, hand over. A scanner that types and presses Enter does the first step;
 * a second Enter confirms.
 */
export function HandOverModal({
  target,
  locationId,
  now,
  onClose,
  onHandedOver,
}: {
  target: HandOverTarget | null;
  locationId: string;
  now: number;
  onClose: () => void;
  onHandedOver: (orderName: string) => void;
}) {
  return (
    target && (
      <OpenHandOver
        key={target.pickup?.id ?? "any"}
        target={target}
        locationId={locationId}
        now={now}
        onClose={onClose}
        onHandedOver={onHandedOver}
      />
    )
  );
}

function OpenHandOver({
  target,
  locationId,
  now,
  onClose,
  onHandedOver,
}: {
  target: HandOverTarget;
  locationId: string;
  now: number;
  onClose: () => void;
  onHandedOver: (orderName: string) => void;
}) {
  const { t, i18n } = useTranslation("pickups");
  const [text, setText] = useState("");
  const [found, setFound] = useState<FoundPickup | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { revalidate } = useRevalidator();

  const ask = useCallback(
    async (wants: "find-code" | "hand-over", code: string) => {
      setBusy(true);
      setError(null);
      const answer = await sendStaffRequest({
        wants,
        text: code,
        locationId,
        ...(target.pickup ? { pickupId: target.pickup.id } : {}),
      });
      setBusy(false);
      if (answer?.kind === "code-refused") setFound(null);
      setError(refusalInWords(t, i18n.language, answer, now));
      return answer;
    },
    [t, i18n.language, locationId, target, now],
  );
  const find = useCallback(
    async (code: string) => {
      const answer = await ask("find-code", code);
      if (answer?.kind === "found") setFound(answer.found);
    },
    [ask],
  );
  const confirm = async () => {
    if (!found) return;
    const answer = await ask("hand-over", text);
    revalidate();
    if (answer?.kind === "done") onHandedOver(found.orderName);
  };
  const startAgain = () => {
    setText("");
    setFound(null);
    setError(null);
  };

  return (
    <Modal
      open
      onClose={onClose}
      title={
        found
          ? t("handOver.forWhom", {
              order: found.orderName,
              name: found.shopperName || t("noName"),
            })
          : target.pickup
            ? t("handOver.confirm", { order: target.pickup.orderName })
            : t("handOver.title")
      }
      primaryAction={
        found
          ? {
              id: CONFIRM,
              content: t("handOver.confirm", { order: found.orderName }),
              loading: isBusy,
              onAction: () => void confirm(),
            }
          : {
              content: t("handOver.find"),
              loading: isBusy,
              disabled: text.trim() === "",
              onAction: () => void find(text),
            }
      }
      secondaryActions={[
        found
          ? { content: t("handOver.another"), onAction: startAgain }
          : { content: t("handOver.cancel"), onAction: onClose },
      ]}
    >
      <Modal.Section>
        {found ? (
          <WhatToGive found={found} error={error} />
        ) : (
          <CodeStep
            text={text}
            error={error}
            onText={(typed) => {
              setText(typed);
              setError(null);
            }}
            onSubmit={() => void find(text)}
            onScan={(scanned) => {
              setText(scanned);
              void find(scanned);
            }}
          />
        )}
      </Modal.Section>
    </Modal>
  );
}

function CodeStep({
  text,
  error,
  onText,
  onSubmit,
  onScan,
}: {
  text: string;
  error: string | null;
  onText: (text: string) => void;
  onSubmit: () => void;
  onScan: (text: string) => void;
}) {
  const { t } = useTranslation("pickups");
  return (
    <Form onSubmit={onSubmit}>
      <FormLayout>
        <TextField
          label={t("handOver.code")}
          helpText={t("handOver.codeHelp")}
          value={text}
          onChange={onText}
          {...(error ? { error } : {})}
          focused
          selectTextOnFocus
          autoComplete="off"
          monospaced
          spellCheck={false}
          maxLength={1_000}
        />
        <CodeScanner onScan={onScan} />
        <Text as="p" tone="subdued" variant="bodySm">
          {t("handOver.noCode")}
        </Text>
      </FormLayout>
    </Form>
  );
}

/** The focus goes to the button, so that a screen reader says whose it is and Enter hands over. */
function WhatToGive({ found, error }: { found: FoundPickup; error: string | null }) {
  const { t } = useTranslation("pickups");
  useEffect(() => document.getElementById(CONFIRM)?.focus(), []);
  return (
    <BlockStack gap="300">
      {error && <Banner tone="critical">{error}</Banner>}
      <Text as="p">{t("handOver.check")}</Text>
      <LineList lines={found.lines} />
    </BlockStack>
  );
}

const CONFIRM = "confirm-hand-over";

function refusalInWords(
  t: Words,
  language: string,
  answer: StaffAnswer | null,
  now: number,
): string | null {
  if (answer === null || answer.kind === "not-understood") return t("refusals.failed");
  if (answer.kind !== "code-refused") return null;
  const when = (at: number) => ({ when: whenInWords(language, at, now, answer.timeZone) });
  return codeRefusalInWords(t, answer.refusal, when);
}

function codeRefusalInWords(
  t: Words,
  refusal: CodeRefusal,
  when: (at: number) => { when: string },
): string {
  switch (refusal.reason) {
    case "locked":
      return t("handOver.errors.locked", when(refusal.until));
    case "used":
      return t("handOver.errors.used", when(refusal.at));
    case "other-location":
      return t("handOver.errors.other-location", { name: refusal.locationName });
    case "not-ready":
      if (refusal.state === "expired" || refusal.state === "problem")
        return t(`handOver.errors.${refusal.state}`);
      return t("handOver.errors.notReady", { state: t(`states.${refusal.state}`) });
    case "not-a-code":
    case "wrong-code":
    case "other-pickup":
      return t(`handOver.errors.${refusal.reason}`);
  }
}

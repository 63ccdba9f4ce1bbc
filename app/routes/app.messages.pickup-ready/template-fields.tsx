import {
  ActionList,
  Banner,
  BlockStack,
  Button,
  InlineStack,
  Popover,
  TextField,
} from "@shopify/polaris";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { PICKUP_READY_VARIABLES } from "#app/domains/messaging/template-variables.ts";
import type { TemplateProblem } from "#app/domains/messaging/template.ts";
import type { Draft } from "./editor-request.ts";
import { usePreview, usePreviewAnswer } from "./use-preview.ts";

/** Subject and text with a menu of variables; what is wrong with them stands at the field, with its line. */
export function TemplateFields({
  draft,
  onChange,
  onReset,
}: {
  draft: Draft;
  onChange(part: Partial<Draft>): void;
  onReset: (() => void) | null;
}) {
  const { t } = useTranslation("messages");
  const bodyId = useId();
  usePreview(draft);
  const answer = usePreviewAnswer(draft.language);
  const problems = answer && !answer.ok ? answer.problems : [];
  const warnings = answer?.ok ? answer.warnings : [];
  const ofSubject = problems.find(({ part }) => part === "subject");
  const ofBody = problems.filter(({ part }) => part === "body");
  const insert = (name: string) => onChange({ body: inserted(bodyId, draft.body, name) });
  return (
    <BlockStack gap="400">
      <TextField
        label={t("subject")}
        value={draft.subject}
        onChange={(subject) => onChange({ subject })}
        autoComplete="off"
        error={ofSubject ? t(`problem.${ofSubject.reason}`, { detail: ofSubject.detail }) : false}
      />
      <TextField
        id={bodyId}
        label={t("body")}
        value={draft.body}
        onChange={(body) => onChange({ body })}
        autoComplete="off"
        multiline={10}
        maxHeight={420}
        helpText={t("bodyHelp")}
        error={ofBody.length > 0}
      />
      {ofBody.map((problem) => (
        <BodyProblem key={problem.reason} problem={problem} bodyId={bodyId} body={draft.body} />
      ))}
      {warnings.length > 0 ? (
        <Banner tone="warning" title={t("warnings")}>
          {warnings.map(({ reason, detail }) => (
            <p key={`${reason} ${detail}`}>{t(`warning.${reason}`, { detail })}</p>
          ))}
        </Banner>
      ) : null}
      <InlineStack gap="200" align="space-between">
        <VariablesMenu onInsert={insert} />
        <Button variant="plain" disabled={onReset === null} onClick={() => onReset?.()}>
          {t("reset")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

function BodyProblem({
  problem,
  bodyId,
  body,
}: {
  problem: TemplateProblem;
  bodyId: string;
  body: string;
}) {
  const { t } = useTranslation("messages");
  const { line, reason, detail } = problem;
  const text = t(`problem.${reason}`, { detail });
  if (line === null)
    return (
      <Banner tone="critical" title={t("problems")}>
        <p>{text}</p>
      </Banner>
    );
  return (
    <Banner
      tone="critical"
      title={t("problems")}
      action={{ content: t("goToLine", { line }), onAction: () => selectLine(bodyId, line) }}
    >
      <p>
        <strong>{t("line", { line })}:</strong> {text}
      </p>
      <code style={{ display: "block", overflowWrap: "anywhere" }}>
        {body.split("\n")[line - 1]?.slice(0, 200)}
      </code>
    </Banner>
  );
}

function VariablesMenu({ onInsert }: { onInsert(name: string): void }) {
  const { t } = useTranslation("messages");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      active={isOpen}
      onClose={() => setIsOpen(false)}
      preferredAlignment="left"
      activator={
        <Button disclosure onClick={() => setIsOpen((open) => !open)}>
          {t("insert")}
        </Button>
      }
    >
      <Popover.Pane maxHeight="320px">
        <ActionList
          items={PICKUP_READY_VARIABLES.map((name) => ({
            content: t(`variables.${name}`),
            helpText: `{{ ${name} }}`,
            onAction: () => {
              onInsert(name);
              setIsOpen(false);
            },
          }))}
        />
      </Popover.Pane>
    </Popover>
  );
}

/** The text with the variable where the cursor stands, or at its end. */
function inserted(fieldId: string, text: string, name: string): string {
  const field = document.getElementById(fieldId);
  const [from, to] =
    field instanceof HTMLTextAreaElement
      ? [field.selectionStart, field.selectionEnd]
      : [text.length, text.length];
  return `${text.slice(0, from)}{{ ${name} }}${text.slice(to)}`;
}

function selectLine(fieldId: string, line: number): void {
  const field = document.getElementById(fieldId);
  if (!(field instanceof HTMLTextAreaElement)) return;
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
}

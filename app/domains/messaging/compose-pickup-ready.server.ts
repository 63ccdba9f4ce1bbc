import type { Language } from "../../ui/language.ts";
import { paragraphs, unbalancedTags } from "./html-text.ts";
import { pickupReadyHtml, pickupReadyText } from "./pickup-ready-mail.ts";
import type { RenderedTemplate } from "./pickup-ready-mail.ts";
import type { PickupReadyFacts } from "./pickup-ready-facts.ts";
import { qrPicture } from "./qr.server.ts";
import { renderLiquid, variablesOf } from "./render-liquid.server.ts";
import { LONGEST_BODY, LONGEST_SUBJECT } from "./template.ts";
import type { Template, TemplateProblem, TemplateWarning } from "./template.ts";
import { isKnownVariable, PICKUP_READY_LISTS, templateScope } from "./template-variables.ts";

export interface ComposedMail {
  subject: string;
  html: string;
  text: string;
  /** for the image that the HTML calls "cid:pickup-code" */
  qr: Buffer;
  warnings: TemplateWarning[];
}

export type Composed =
  { ok: true; value: ComposedMail } | { ok: false; problems: TemplateProblem[] };

export const QR_CID = "pickup-code";

/** The ready mail in one language. With `qrInline` the picture is part of the HTML, for previews. */
export async function composePickupReady(
  template: Template,
  language: Language,
  facts: PickupReadyFacts,
  options: { qrInline?: boolean } = {},
): Promise<Composed> {
  const rendered = renderTemplate(template, facts);
  if (!rendered.ok) return rendered;
  const qr = await qrPicture(facts.code);
  const address = options.qrInline
    ? `data:image/png;base64,${qr.toString("base64")}`
    : `cid:${QR_CID}`;
  const { subject, bodyBlocks } = rendered.value;
  return {
    ok: true,
    value: {
      subject,
      html: pickupReadyHtml(language, facts, rendered.value, address),
      text: pickupReadyText(language, facts, rendered.value),
      qr,
      warnings: [
        ...unknownVariables(template),
        ...unbalancedTags(bodyBlocks.join("\n")).map((tag): TemplateWarning => ({
          part: "body",
          reason: "tag-not-closed",
          detail: `<${tag}>`,
        })),
      ],
    },
  };
}

function renderTemplate(
  template: Template,
  facts: PickupReadyFacts,
): { ok: true; value: RenderedTemplate } | { ok: false; problems: TemplateProblem[] } {
  const scope = templateScope(facts);
  const problems: TemplateProblem[] = [];
  const render = (part: keyof Template, longest: number, as: "html" | "plain"): string => {
    const source = template[part];
    const problem = (reason: TemplateProblem["reason"]) =>
      problems.push({ part, line: null, reason, detail: "" });
    if (source.length > longest) {
      problem("too-long");
      return "";
    }
    const result = renderLiquid(source, scope, as);
    if (!result.ok) {
      problems.push({ part, ...result.problem });
      return "";
    }
    if (result.value.trim() === "") problem("empty");
    return result.value;
  };
  // a subject is one line of plain text: a line break in it would begin another header
  const subject = render("subject", LONGEST_SUBJECT, "plain")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, LONGEST_SUBJECT);
  const bodyBlocks = paragraphs(render("body", LONGEST_BODY, "html"));
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: { subject, bodyBlocks } };
}

const LOOP_NAMES: readonly string[] = Object.values(PICKUP_READY_LISTS).flat();

function unknownVariables(template: Template): TemplateWarning[] {
  return (["subject", "body"] as const).flatMap((part) => {
    const unknown = variablesOf(template[part])
      .filter(({ path, isOwn }) => (isOwn ? !isOwnKnown(path) : !isKnownVariable(path)))
      .map(({ path }) => path.filter((segment) => typeof segment === "string").join("."));
    return [...new Set(unknown)].map((detail) => ({
      part,
      reason: "unknown-variable" as const,
      detail,
    }));
  });
}

/** A name that the template made itself may have the parts that items of our lists have, or none. */
function isOwnKnown(path: unknown[]): boolean {
  const [root, ...rest] = path;
  return (
    root === "forloop" ||
    rest.every((name) => typeof name !== "string" || LOOP_NAMES.includes(name) || name === "size")
  );
}

import type { Language } from "../../ui/language.ts";
import { escapeHtml, plainText } from "./html-text.ts";
import { MAIL_WORDS } from "./mail-words.ts";
import type { PickupReadyFacts } from "./pickup-ready-facts.ts";

/** The template's two texts, rendered: `body` is HTML whose values are escaped. */
export interface RenderedTemplate {
  subject: string;
  bodyBlocks: string[];
}

/**
 * The ready mail as HTML: the merchant's text, then code, store and lines, which no template can lose.
 * Tables and inline styles, as mail programs ask for; the classes only serve dark mode. `qrAddress`: "cid:…" or a data URI.
 */
export function pickupReadyHtml(
  language: Language,
  facts: PickupReadyFacts,
  rendered: RenderedTemplate,
  qrAddress: string,
): string {
  const words = MAIL_WORDS[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<title>${escapeHtml(rendered.subject)}</title>
<style>${DARK}</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#f3f2ef;">
<div style="display:none;max-height:0;overflow:hidden;">${escapeHtml(`${words.yourCode}: ${facts.code} · ${facts.store.name}`)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="ground" style="background:#f3f2ef;">
<tr><td align="center" style="padding:24px 12px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;${FONT}">
<tr><td class="soft" dir="auto" style="padding:0 8px 16px;font-size:15px;font-weight:600;color:#5c5a55;">${escapeHtml(facts.shopName)}</td></tr>
${card(body(rendered.bodyBlocks))}
${card(codeBlock(language, facts, qrAddress), "center")}
${card(storeBlock(language, facts))}
${card(linesBlock(language, facts))}
<tr><td class="soft" dir="auto" style="padding:8px 8px 0;font-size:13px;line-height:20px;color:#6b6963;">${escapeHtml(words.why(facts.orderName, facts.shopName))}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

/** The same mail for readers without HTML. */
export function pickupReadyText(
  language: Language,
  facts: PickupReadyFacts,
  rendered: RenderedTemplate,
): string {
  const words = MAIL_WORDS[language];
  const { store } = facts;
  const sections = [
    plainText(rendered.bodyBlocks.join("\n\n")),
    `${words.yourCode}: ${facts.code}\n${words.showIt}`,
    `${words.follow}: ${facts.pageUrl}`,
    [
      `${words.where}:`,
      store.name,
      ...store.addressLines,
      store.phone,
      store.instructions,
      store.mapUrl ? `${words.map}: ${store.mapUrl}` : "",
    ],
    facts.hours.length > 0
      ? [`${words.hours}:`, ...facts.hours.map(({ day, hours }) => `${day}: ${hours}`)]
      : "",
    [
      `${words.toCollect}:`,
      ...facts.lines.map(
        (line) => `${line.quantity} × ${line.title}${line.options ? ` (${line.options})` : ""}`,
      ),
    ],
    `-- \n${words.why(facts.orderName, facts.shopName)}`,
  ];
  return `${sections
    .map((section) =>
      typeof section === "string" ? section : section.filter((line) => line !== "").join("\n"),
    )
    .filter((section) => section !== "")
    .join("\n\n")}\n`;
}

const FONT =
  "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
const HEADING =
  'class="soft" style="margin:0 0 8px;font-size:13px;line-height:20px;color:#6b6963;"';

/** Mail programs that know dark mode take these; the others show the inline colours. */
const DARK = `
:root{color-scheme:light dark;}
.text a{color:#0b5cad;}
@media (prefers-color-scheme: dark){
 .ground{background:#151513 !important;}
 .card{background:#232321 !important;border-color:#3a3a36 !important;}
 .ink{color:#f2f1ed !important;} .soft{color:#b5b3ab !important;}
 .rule{border-color:#3a3a36 !important;}
 .button{background:#f2f1ed !important;color:#151513 !important;}
 .link, .text a{color:#8cc2ff !important;}
}`;

function card(content: string, align = "left"): string {
  return `<tr><td style="padding:0 0 12px;"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="card ink" align="${align}" style="padding:24px 20px;background:#ffffff;border:1px solid #e3e1db;border-radius:12px;color:#1c1b19;font-size:16px;line-height:24px;">
${content}
</td></tr></table></td></tr>`;
}

function body(blocks: string[]): string {
  const spaced = blocks.map((block, at) =>
    block.replace(/^<p>/, `<p style="margin:0 0 ${at < blocks.length - 1 ? 14 : 0}px;">`),
  );
  return `<div class="text" dir="auto">${spaced.join("\n")}</div>`;
}

function codeBlock(language: Language, facts: PickupReadyFacts, qrAddress: string): string {
  const words = MAIL_WORDS[language];
  const code = escapeHtml(facts.code);
  return `<p ${HEADING}>${escapeHtml(words.yourCode)}</p>
<p style="margin:0 0 16px;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'Courier New',monospace;font-size:36px;line-height:44px;font-weight:700;letter-spacing:6px;">${code}</p>
<img src="${escapeHtml(qrAddress)}" width="176" height="176" alt="${code}" style="display:block;margin:0 auto 16px;width:176px;height:176px;border:0;border-radius:8px;background:#ffffff;">
<p class="soft" style="margin:0 0 20px;font-size:14px;line-height:20px;color:#6b6963;">${escapeHtml(words.showIt)}</p>
<a class="button" href="${escapeHtml(facts.pageUrl)}" style="display:inline-block;padding:13px 28px;background:#1c1b19;color:#ffffff;border-radius:10px;font-size:16px;line-height:22px;font-weight:600;text-decoration:none;">${escapeHtml(words.follow)}</a>`;
}

function storeBlock(language: Language, facts: PickupReadyFacts): string {
  const words = MAIL_WORDS[language];
  const { store } = facts;
  const rows = facts.hours
    .map(
      ({ day, hours }, at) =>
        `<tr><td dir="auto" style="padding:3px 16px 3px 0;font-size:15px;line-height:22px;${at === 0 ? "font-weight:600;" : ""}">${escapeHtml(day)}</td><td align="right" style="padding:3px 0;font-size:15px;line-height:22px;${at === 0 ? "font-weight:600;" : ""}">${escapeHtml(hours)}</td></tr>`,
    )
    .join("");
  const lines = [...store.addressLines, store.phone].filter((line) => line !== "");
  return `<p ${HEADING}>${escapeHtml(words.where)}</p>
<p dir="auto" style="margin:0;font-size:18px;line-height:26px;font-weight:600;">${escapeHtml(store.name)}</p>
<p dir="auto" style="margin:0 0 8px;">${lines.map(escapeHtml).join("<br>")}</p>
${store.instructions ? `<p dir="auto" style="margin:0 0 8px;">${escapeHtml(store.instructions)}</p>` : ""}
${store.mapUrl ? `<p style="margin:0 0 4px;"><a class="link" href="${escapeHtml(store.mapUrl)}" style="color:#0b5cad;">${escapeHtml(words.map)}</a></p>` : ""}
${
  rows
    ? `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="rule" style="margin-top:16px;padding-top:14px;border-top:1px solid #e3e1db;"><tr><td colspan="2" ${HEADING}>${escapeHtml(words.hours)}</td></tr>${rows}</table>`
    : ""
}`;
}

function linesBlock(language: Language, facts: PickupReadyFacts): string {
  const words = MAIL_WORDS[language];
  const rows = facts.lines
    .map(
      (line) =>
        `<tr><td dir="auto" style="padding:6px 12px 6px 0;font-size:16px;line-height:22px;">${escapeHtml(line.title)}${
          line.options
            ? `<br><span class="soft" style="font-size:14px;color:#6b6963;">${escapeHtml(line.options)}</span>`
            : ""
        }</td><td align="right" valign="top" style="padding:6px 0;font-size:16px;line-height:22px;white-space:nowrap;">× ${line.quantity}</td></tr>`,
    )
    .join("");
  return `<p ${HEADING}>${escapeHtml(words.toCollect)} · ${escapeHtml(facts.orderName)}</p>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${rows}</table>`;
}

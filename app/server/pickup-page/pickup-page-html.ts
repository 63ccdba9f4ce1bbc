import { escapeHtml } from "../../domains/messaging/html-text.ts";
import type { PickupPage } from "../../domains/pickup/read-pickup-page.server.ts";
import { PICKUP_PAGE_SCRIPT } from "./pickup-page-script.ts";
import { PICKUP_PAGE_STYLE } from "./pickup-page-style.ts";
import { NO_PICKUP, PAGE_WORDS } from "./pickup-page-words.ts";

/**
 * Text for HTML that goes through Liquid afterwards (`application/liquid`): braces become entities, so that no title can
 * begin an output or a tag, or end a `raw`.
 */
export function safeText(text: string): string {
  return escapeHtml(text).replaceAll("{", "&#123;").replaceAll("}", "&#125;");
}

const STEPS = ["new", "picking", "ready", "collected"] as const;

/** The whole page, to be set into the merchant's theme. Without JavaScript it is complete and merely does not renew itself. */
export function pickupPageHtml(page: PickupPage, qrSvg: string | null): string {
  const words = PAGE_WORDS[page.language];
  const title = safeText(words.title(page.orderName));
  return `<meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer">
<style>${PICKUP_PAGE_STYLE}</style>
<div class="sambung-pickup" lang="${page.language}" data-sambung-pickup data-title="${title}" data-state="${page.state}" data-over="${String(page.isOver)}" data-heading="${safeText(heading(page))}">
<div data-body>${pickupBodyHtml(page, qrSvg)}</div>
<p class="sambung-said" role="status" data-said></p>
<p class="sambung-note" data-note data-live="${safeText(words.live)}" data-offline="${safeText(words.offline)}"></p>
</div>
<script>${PICKUP_PAGE_SCRIPT}</script>
`;
}

export function heading(page: PickupPage): string {
  return PAGE_WORDS[page.language].states[page.state].heading;
}

/** The part that changes with the pickup. */
export function pickupBodyHtml(page: PickupPage, qrSvg: string | null): string {
  const words = PAGE_WORDS[page.language];
  return `<p class="sambung-order" dir="auto">${safeText(words.title(page.orderName))}</p>
<h1>${safeText(heading(page))}</h1>
<p>${safeText(words.states[page.state].text)}</p>
${timesHtml(page)}
${page.state === "cancelled" ? "" : stepsHtml(page)}
${page.code && qrSvg ? codeHtml(page, page.code, qrSvg) : ""}
${page.state === "cancelled" ? "" : storeHtml(page)}
${linesHtml(page)}`;
}

function timesHtml(page: PickupPage): string {
  const words = PAGE_WORDS[page.language];
  if (page.isLate) return `<p><strong>${safeText(words.late)}</strong></p>`;
  if (page.promise)
    return `<p><strong>${safeText(words.promised)} ${safeText(page.promise)}</strong></p>`;
  return page.collected ? `<p>${safeText(words.collectedAt)} ${safeText(page.collected)}</p>` : "";
}

function stepsHtml(page: PickupPage): string {
  const { steps, progress } = PAGE_WORDS[page.language];
  const at = STEPS.indexOf(page.reached);
  const items = STEPS.map(
    (step, index) =>
      `<li${index <= at ? " data-done" : ""}${index === at ? ' aria-current="step"' : ""}>${safeText(steps[step])}</li>`,
  );
  return `<ol class="sambung-steps" aria-label="${safeText(progress)}">${items.join("")}</ol>`;
}

function codeHtml(page: PickupPage, code: string, qrSvg: string): string {
  const words = PAGE_WORDS[page.language];
  const drawing = qrSvg.replace(
    "<svg ",
    `<svg role="img" aria-label="${safeText(code)}" focusable="false" `,
  );
  return `<section class="sambung-card sambung-code"><h2>${safeText(words.yourCode)}</h2>
<p class="sambung-letters">${safeText(code)}</p>${drawing}
<p>${safeText(words.showIt)}</p></section>`;
}

function storeHtml({ language, store }: PickupPage): string {
  const words = PAGE_WORDS[language];
  const lines = [...store.addressLines, store.phone].filter((line) => line !== "");
  const rows = store.hours.map(
    ({ day, hours }) => `<tr><th scope="row">${safeText(day)}</th><td>${safeText(hours)}</td></tr>`,
  );
  return `<section class="sambung-card"><h2>${safeText(words.where)}</h2>
<p dir="auto"><strong>${safeText(store.name)}</strong></p>
${lines.length > 0 ? `<p dir="auto">${lines.map(safeText).join("<br>")}</p>` : ""}
${store.instructions ? `<p dir="auto">${safeText(store.instructions)}</p>` : ""}
${store.mapUrl ? `<p><a href="${safeText(store.mapUrl)}" target="_blank" rel="noopener noreferrer">${safeText(words.map)}</a></p>` : ""}
${rows.length > 0 ? `<h2>${safeText(words.hours)}</h2><table class="sambung-hours"><tbody>${rows.join("")}</tbody></table>` : ""}</section>`;
}

function linesHtml({ language, lines }: PickupPage): string {
  const items = lines.map(
    (line) =>
      `<li>${line.imageUrl ? `<img src="${safeText(line.imageUrl)}" alt="" width="48" height="48" loading="lazy">` : ""}<span dir="auto">${safeText(line.title)}${
        line.options ? `<small>${safeText(line.options)}</small>` : ""
      }</span>× ${line.quantity}</li>`,
  );
  return `<section class="sambung-card"><h2>${safeText(PAGE_WORDS[language].lines)}</h2><ul class="sambung-lines">${items.join("")}</ul></section>`;
}

/** The same for every token that opens nothing, whatever the reason. */
export const NO_PICKUP_HTML = `<meta name="robots" content="noindex, nofollow">
<style>${PICKUP_PAGE_STYLE}</style>
<div class="sambung-pickup">${NO_PICKUP.map(
  ({ language, text }) => `<p lang="${language}">${safeText(text)}</p>`,
).join("")}</div>
`;

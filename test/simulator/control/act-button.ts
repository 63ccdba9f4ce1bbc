import type { Html } from "../web/escape-html.ts";
import { html } from "../web/escape-html.ts";

/** A form of one button that does one verb and comes back to the same page. */
export function actButton(
  text: string,
  back: string,
  fields: Record<string, string>,
  more: { bad?: boolean; inside?: Html } = {},
): Html {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  return html`<form class="inline" method="post" action="/control/act">
    <input type="hidden" name="back" value="${back}" />${hidden}${more.inside}<button
      class="${more.bad === true ? "bad" : ""}"
    >
      ${text}
    </button>
  </form>`;
}

export const banner = (said: string | null): Html | null =>
  said === null ? null : html`<p class="banner" role="status">${said}</p>`;

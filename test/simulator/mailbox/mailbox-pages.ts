import type { Route } from "../simulator.ts";
import type { ShopState } from "../state.ts";
import { answer, answerHtml, answerJson } from "../web/answer.ts";
import { html } from "../web/escape-html.ts";
import type { Html } from "../web/escape-html.ts";
import { simulatorPage } from "../web/simulator-page.ts";
import type { Mail, Mailbox } from "./start-mailbox.ts";

/** `/mailbox`: every mail that arrived over SMTP, and the notices that Shopify itself would have sent. */
export function mailboxPages(mailbox: Mailbox, state: () => ShopState): Route {
  return (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === "/mailbox.json") {
      const to = url.searchParams.get("to");
      const mails = mailbox.mails.filter((mail) => to === null || mail.to.includes(to));
      return answerJson(response, {
        mails: mails.map(withoutContent),
        nativeNotices: state().nativeNotices,
      });
    }
    const [, id, part, name] = /^\/mailbox(?:\/(\d+)(?:\/(html|raw|cid)(?:\/(.+))?)?)?$/.exec(
      url.pathname,
    ) ?? [null];
    if (!/^\/mailbox(\/|$)/.test(url.pathname)) return false;
    const mail = mailbox.mails.find((one) => String(one.id) === id);
    if (part === "html" && mail !== undefined)
      return answerHtml(response, mailHtml(mail), 200, sealed);
    if (part === "raw" && mail !== undefined)
      return answer(response, 200, "text/plain; charset=utf-8", Buffer.from(mail.raw, "latin1"));
    if (part === "cid" && mail !== undefined) {
      const found = mail.attachments.find(
        (one) => one.contentId === decodeURIComponent(name ?? ""),
      );
      return found === undefined
        ? answerHtml(response, "", 404)
        : answer(response, 200, found.type, found.content, sealed);
    }
    return answerHtml(response, page(mailbox, state(), mail ?? mailbox.mails.at(-1)));
  };
}

/** A mail may hold anything: it is shown without scripts, forms or the simulator's origin. */
const sealed = {
  "content-security-policy":
    "sandbox allow-popups allow-popups-to-escape-sandbox; script-src 'none'",
};

function mailHtml(mail: Mail): string {
  const body = mail.html.replace(
    /\bcid:([^"')\s>]+)/g,
    (_, id: string) => `/mailbox/${mail.id}/cid/${encodeURIComponent(id)}`,
  );
  return `<base target="_blank"><meta charset="utf-8">${body}`;
}

const withoutContent = ({ raw, attachments, ...mail }: Mail) => ({
  ...mail,
  bytes: raw.length,
  attachments: attachments.map(({ name, type, contentId, content }) => ({
    name,
    type,
    contentId,
    bytes: content.length,
  })),
});

function page(mailbox: Mailbox, state: ShopState, shown: Mail | undefined): string {
  const entries = [
    ...mailbox.mails.map((mail) => ({ at: mail.at, item: mailItem(mail, mail === shown) })),
    ...state.nativeNotices.map((notice) => ({ at: notice.at, item: noticeItem(state, notice) })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  const body = html`<h1>Mailbox</h1>
    <div class="mail">
      <ol data-list>
        ${entries.map(({ item }) => item)}${entries.length === 0 ? html`<li><a>No mail yet.</a></li>` : null}
      </ol>
      <div>
        ${shown === undefined ? html`<p class="muted">Mails that the app sends arrive here at once.</p>` : opened(shown)}
      </div>
    </div>`;
  return simulatorPage("Mailbox", "/mailbox", body, refresh);
}

/** New mail appears without a reload; the opened one stays. */
const refresh = `
let known = null;
setInterval(async () => {
  const { mails, nativeNotices } = await (await fetch("/mailbox.json")).json();
  const now = mails.length + ":" + nativeNotices.length;
  if (known !== null && known !== now) {
    const fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    document.querySelector("[data-list]").replaceWith(fresh.querySelector("[data-list]"));
  }
  known = now;
}, 2000);`;

const mailItem = (mail: Mail, current: boolean): Html =>
  html`<li>
    <a href="/mailbox/${mail.id}" ${current ? "aria-current=true" : ""}
      ><strong>${mail.subject}</strong>${mail.to.join(", ")}<br /><small>${time(mail.at)}</small></a
    >
  </li>`;

function noticeItem(state: ShopState, notice: ShopState["nativeNotices"][number]): Html {
  const order = state.orders.get(notice.orderId);
  const text = notice.kind === "ready_for_pickup" ? "is ready for pickup" : "is confirmed";
  return html`<li>
    <a href="/control/orders/${notice.orderId}"
      ><strong>Order ${order?.name} ${text}</strong>${notice.to}<br /><span class="badge warm"
        >sent by Shopify itself</span
      >
      <small>${time(notice.at)}</small></a
    >
  </li>`;
}

const time = (iso: string) => iso.replace("T", " ").slice(0, 19);

function opened(mail: Mail): Html {
  return html`<div class="card">
    <h2>${mail.subject}</h2>
    <dl>
      <dt>From</dt>
      <dd>${mail.from}</dd>
      <dt>To</dt>
      <dd>${mail.to.join(", ")}</dd>
      <dt>At</dt>
      <dd>${time(mail.at)} · <a href="/mailbox/${mail.id}/raw">raw</a></dd>
    </dl>
    ${
      mail.html === ""
        ? html`<pre>${mail.text}</pre>`
        : html`<iframe
              title="The mail"
              sandbox="allow-popups allow-popups-to-escape-sandbox"
              src="/mailbox/${mail.id}/html"
            ></iframe>
            <details>
              <summary>As plain text</summary>
              <pre>${mail.text}</pre>
            </details>`
    }
  </div>`;
}

import type { Simulator } from "../simulator.ts";
import { html, Html, jsonForScript } from "../web/escape-html.ts";
import { adminTexts } from "./admin-texts.ts";

export interface HostPage {
  simulator: Simulator;
  frameUrl: string;
  frontOrigin: string;
  locale: string;
}

export function hostPage({ simulator, frameUrl, frontOrigin, locale }: HostPage): string {
  const t = adminTexts(locale);
  const { name, domain } = simulator.shop.state.info;
  const other = locale === "id" ? "en" : "id";
  const settings = {
    frontOrigin,
    scopes: [],
    user: {
      id: "42",
      firstName: "Sari",
      lastName: "Owner",
      email: "owner@sambung-demo.example",
      accountOwner: true,
      locale,
    },
    texts: t,
  };
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Sambung · ${name}</title>
        <link rel="stylesheet" href="/admin/host/admin-host.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <header class="top">
          <a class="brand" href="/">◐ Local Shopify</a>
          <div class="search" data-search>${t.search}</div>
          <div class="save-bar" data-save-bar hidden>
            <span>${t.unsaved}</span><button type="button" data-discard>${t.discard}</button
            ><button type="button" class="primary" data-save>${t.save}</button>
          </div>
          <a class="language" href="?locale=${other}" hreflang="${other}" data-language
            >${other.toUpperCase()}</a
          >
          <span class="shop" title="${domain}">${name}</span>
        </header>
        <div class="progress" data-progress hidden></div>
        <div class="frame">
          <nav class="side" aria-label="${t.navigation}">
            <a href="/control">${t.home}</a><a href="/control/orders">${t.orders}</a
            ><a href="/control/products">${t.products}</a>
            <a href="/control/webhooks">${t.webhooks}</a><a href="/till">${t.till}</a
            ><a href="/mailbox">${t.mailbox}</a>
            <p>${t.apps}</p>
            <a class="app-home" href="/admin/apps/sambung/app" data-app-home aria-current="page"
              ><i>S</i>Sambung</a
            >
            <div data-nav></div>
            <p>${t.channels}</p>
            <a data-storefront href="/storefront" target="_blank">${t.store} ↗</a>
          </nav>
          <main>
            <div class="app-bar">
              <a class="app-name" href="/admin/apps/sambung/app" data-app-home
                ><i>S</i><span data-title>Sambung</span></a
              >
              <div class="actions" data-actions></div>
            </div>
            <div class="phone-nav" data-phone-nav></div>
            <iframe
              id="app"
              name="app-iframe"
              title="Sambung"
              src="${frameUrl}"
              allow="clipboard-write; geolocation; camera"
            ></iframe>
          </main>
        </div>
        <div class="toasts" data-toasts role="status" aria-live="polite"></div>
        <script type="application/json" id="settings">
          ${new Html(jsonForScript(settings))}
        </script>
        <script type="module" src="/admin/host/admin-host.js"></script>
      </body>
    </html>`.text;
}

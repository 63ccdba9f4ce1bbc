import { readAppSettings } from "../app-settings.ts";
import type { Simulator } from "../simulator.ts";
import { html } from "../web/escape-html.ts";
import { adminTexts } from "./admin-texts.ts";

/** The consent screen: what the merchant grants, from the scopes in shopify.app.toml. */
export function installPage(simulator: Simulator): string {
  const t = adminTexts("en");
  const scopes = readAppSettings().scopes.map((scope) => {
    const [verb, ...words] = scope.split("_");
    return html`<li>
      <b>${verb === "read" ? "View" : "Edit"}</b> ${words.join(" ")} <code>${scope}</code>
    </li>`;
  });
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${t.installTitle}</title>
        <link rel="stylesheet" href="/admin/host/admin-host.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <header class="top">
          <a class="brand" href="/">◐ Local Shopify</a
          ><span class="shop">${simulator.shop.state.info.name}</span>
        </header>
        <main class="install">
          <i class="icon">S</i>
          <h1>${t.installTitle}</h1>
          <p>One shop, wherever the customer is.</p>
          <p>${t.installText}</p>
          <ul>
            ${scopes}
          </ul>
          <form method="post" action="/admin/host/install">
            <button class="primary">${t.install}</button>
          </form>
        </main>
      </body>
    </html>`.text;
}

import { readFileSync } from "node:fs";
import { Html, html } from "../web/escape-html.ts";
import type { Visit } from "./visit.ts";

const css = readFileSync(new URL("plain-page.css", import.meta.url), "utf8");

/** Pages that Shopify draws itself, outside the theme: login, checkout, order status. No app code runs on them. */
export function plainPage(
  visit: Pick<Visit, "locale" | "root">,
  title: string,
  body: Html,
): string {
  return html`<!doctype html>
    <html lang="${visit.locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Html(css)}
        </style>
      </head>
      <body>
        <header><a href="${visit.root}">Sambung</a></header>
        <main>${body}</main>
      </body>
    </html>`.text;
}

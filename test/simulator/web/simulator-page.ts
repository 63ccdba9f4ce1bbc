import { readFileSync } from "node:fs";
import { Html, html } from "./escape-html.ts";

const css = readFileSync(new URL("simulator-page.css", import.meta.url), "utf8");

const places = [
  ["/control", "Control"],
  ["/admin/apps/sambung/app", "Admin"],
  ["/storefront", "Storefront"],
  ["/till", "Till"],
  ["/mailbox", "Mailbox"],
] as const;

/** The frame of the simulator's own pages: till, mailbox, control. */
export function simulatorPage(title: string, here: string, body: Html, script = ""): string {
  const links = places.map(
    ([path, text]) =>
      html`<a href="${path}" ${path === here ? "aria-current=page" : ""}>${text}</a>`,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Local Shopify</title>
        <link rel="icon" href="data:," />
        <style>
          ${new Html(css)}
        </style>
      </head>
      <body>
        <header>
          <a class="brand" href="/">◐ Local Shopify</a>
          <nav>${links}</nav>
        </header>
        <main>${body}</main>
        ${
          script === ""
            ? null
            : html`<script type="module">
                ${new Html(script)};
              </script>`
        }
      </body>
    </html>`.text;
}

import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Shop } from "../shop.ts";
import { answer, answerHtml } from "../web/answer.ts";
import { escapeHtml } from "../web/escape-html.ts";
import { account } from "./account.ts";
import { appProxy, thirtySecondsInMs } from "./app-proxy/app-proxy.ts";
import type { ProxyRoute } from "./app-proxy/proxy-route.ts";
import { readProxyRoute } from "./app-proxy/proxy-route.ts";
import { assets } from "./assets.ts";
import { ajaxCart } from "./cart/ajax-cart.ts";
import type { Cart } from "./cart/cart.ts";
import type { CartShelf } from "./cart/cart-shelf.ts";
import { createCartShelf } from "./cart/cart-shelf.ts";
import { checkout } from "./checkout/checkout.ts";
import { sourceFiles } from "./liquid/source-files.ts";
import type { Theme } from "./render-page.ts";
import { openTheme } from "./render-page.ts";
import { pages } from "./pages.ts";
import type { Visit } from "./visit.ts";
import { readVisit } from "./visit.ts";

export interface StorefrontOptions {
  shop: Shop;
  /** 0 or nothing: any free port */
  port?: number;
  appUrl: () => string;
  apiSecret: string;
  withExtension?: boolean;
  standardEvents?: boolean;
  extensionFolder?: string;
  /** default: our own theme */
  themeFolder?: string;
  /** default: [app_proxy] of shopify.app.toml */
  proxyRoute?: ProxyRoute;
  proxyTimeoutMs?: number;
  saved?: SavedStorefront | undefined;
  /** what a page or block did wrong, by name; default: on standard error */
  report?: (problem: string) => void;
}

export interface SavedStorefront {
  carts: Cart[];
  sessions: [string, string][];
}

/** The shop as shoppers see it, on an origin of its own. */
export interface Storefront {
  shop: Shop;
  origin: string;
  theme: Theme;
  carts: CartShelf;
  /** session cookie → customer id */
  sessions: Map<string, string>;
  appUrl: () => string;
  apiSecret: string;
  proxyRoute: ProxyRoute;
  proxyTimeoutMs: number;
  report: (problem: string) => void;
  /** may be turned while it runs */
  switches: { withExtension: boolean; standardEvents: boolean };
  save(): SavedStorefront;
  close(): Promise<void>;
}

/** null: not mine; true: answered */
export type StorefrontRoute = (
  storefront: Storefront,
  visit: Visit,
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<true | null> | true | null;

const routes: StorefrontRoute[] = [assets, appProxy, ajaxCart, account, checkout, pages];

export async function startStorefront(options: StorefrontOptions): Promise<Storefront> {
  const folder =
    options.extensionFolder ??
    fileURLToPath(new URL("../../../extensions/storefront", import.meta.url));
  const themeFolder = options.themeFolder ?? fileURLToPath(new URL("theme", import.meta.url));
  const server = createServer((request, response) => void serve(storefront, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const storefront: Storefront = {
    shop: options.shop,
    origin: `http://localhost:${portOf(server.address())}`,
    theme: openTheme(sourceFiles(themeFolder), sourceFiles(folder)),
    carts: createCartShelf(options.saved?.carts),
    sessions: new Map(options.saved?.sessions),
    appUrl: options.appUrl,
    apiSecret: options.apiSecret,
    proxyRoute: options.proxyRoute ?? readProxyRoute(),
    proxyTimeoutMs: options.proxyTimeoutMs ?? thirtySecondsInMs,
    report: options.report ?? ((problem) => console.error(problem)),
    switches: {
      withExtension: options.withExtension ?? true,
      standardEvents: options.standardEvents ?? true,
    },
    save: () => ({ carts: storefront.carts.save(), sessions: [...storefront.sessions] }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return storefront;
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== "object" || address === null)
    throw new Error("the storefront does not listen");
  return address.port;
}

async function serve(
  storefront: Storefront,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const visit = readVisit(storefront, request);
    for (const route of routes)
      if ((await route(storefront, visit, request, response)) === true) return;
    answer(response, 404, "text/plain", "Not Found");
  } catch (error) {
    // a theme or block that asks for something unknown fails here, by name
    const text = error instanceof Error ? error.message : String(error);
    storefront.report(
      `storefront ${request.method ?? ""} ${request.url?.split("?")[0] ?? ""}: ${text}`,
    );
    if (response.headersSent) response.end();
    else
      answerHtml(
        response,
        `<!doctype html><title>Liquid error</title><pre>${escapeHtml(text)}</pre>`,
        500,
      );
  }
}

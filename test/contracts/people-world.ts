import { createServer } from "node:http";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { readCatalogue } from "#test/simulator/catalogue/read-catalogue.ts";
import { steppedClock } from "#test/simulator/clock.ts";
import type { SimClock } from "#test/simulator/clock.ts";
import { createShop } from "#test/simulator/shop.ts";
import type { Shop } from "#test/simulator/shop.ts";
import type { Location, Variant } from "#test/simulator/state.ts";
import { startStorefront } from "#test/simulator/storefront/start-storefront.ts";
import type { Storefront, StorefrontOptions } from "#test/simulator/storefront/start-storefront.ts";

/** The demo catalogue behind its storefront, with time standing still and whatever app the test puts behind the proxy. */
export interface PeopleWorld {
  shop: Shop;
  clock: SimClock;
  storefront: Storefront;
  /** what Shopify would have sent as webhooks */
  news: string[];
  /** what a page or block asked for and is not there */
  problems: string[];
  variant(handle: string, ...options: string[]): Variant;
  location(name: string): Location;
  browser(): Visitor;
  close(): Promise<void>;
}

export const noon = Date.parse("2026-11-21T05:00:00Z");

export async function startPeopleWorld(
  options: Partial<StorefrontOptions> = {},
): Promise<PeopleWorld> {
  const clock = steppedClock(noon);
  const state = await readCatalogue({
    at: "2026-11-01T00:00:00Z",
    pictureBase: "http://localhost:4010",
  });
  const news: string[] = [];
  const problems: string[] = [];
  const shop = createShop({ state, clock, seed: 1, send: (topic) => news.push(topic) });
  const storefront = await startStorefront({
    shop,
    appUrl: () => "http://127.0.0.1:1",
    apiSecret: "hush",
    report: (problem) => problems.push(problem),
    ...options,
  });
  return {
    shop,
    clock,
    storefront,
    news,
    problems,
    variant(handle, ...wanted) {
      const product = [...state.products.values()].find((one) => one.handle === handle);
      const found = [...state.variants.values()].find(
        (one) =>
          one.productId === product?.id &&
          wanted.every((value) => one.optionValues.includes(value)),
      );
      if (found === undefined) throw new Error(`no ${handle} ${wanted.join(" ")}`);
      return found;
    },
    location(name) {
      const found = [...state.locations.values()].find((one) => one.name === name);
      if (found === undefined) throw new Error(`no location ${name}`);
      return found;
    },
    browser: () => visitor(storefront.origin),
    close: () => storefront.close(),
  };
}

/** A browser as far as the storefront can tell: it keeps cookies and posts JSON. */
export interface Visitor {
  fetch(path: string, init?: RequestInit): Promise<Response>;
  json(path: string, body?: unknown): Promise<{ status: number; body: Json }>;
  cookies: Map<string, string>;
}

// the tests name what they expect; anything else fails there
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

export function visitor(origin: string): Visitor {
  const cookies = new Map<string, string>();
  const me: Visitor = {
    cookies,
    async fetch(path, init = {}) {
      const headers = new Headers(init.headers);
      headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
      const response = await fetch(new URL(path, origin), { redirect: "manual", ...init, headers });
      for (const line of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      return response;
    },
    async json(path, body) {
      const response = await me.fetch(
        path,
        body === undefined
          ? {}
          : {
              method: "POST",
              headers: { "content-type": "application/json" },
              body: JSON.stringify(body),
            },
      );
      return { status: response.status, body: await response.json() };
    },
  };
  return me;
}

/** A tiny HTTP server in the app's place. */
export async function startApp(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; close(): void }> {
  const listener: RequestListener = answer;
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return {
    url: `http://localhost:${address.port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

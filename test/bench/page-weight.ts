import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Browser, Request } from "playwright-core";
import { USER_AGENT } from "#test/support/browser.ts";

export interface Loaded {
  /** path and query's names, as they are the same in every visit */
  name: string;
  kind: string;
  gzipBytes: number;
}

export interface PageWeight {
  loaded: Loaded[];
  /** of the styles that app blocks bring in the page itself */
  inlineStyleGzipBytes: number;
}

/** What one visit of a page loads until it is at rest, gzipped as Shopify's CDN sends it. */
export async function pageWeight(browser: Browser, url: string): Promise<PageWeight> {
  const context = await browser.newContext({
    userAgent: USER_AGENT,
    viewport: { width: 412, height: 823 },
  });
  try {
    const page = await context.newPage();
    const requests: Request[] = [];
    page.on("request", (request) => requests.push(request));
    await page.goto(url, { waitUntil: "load" });
    await sleep(3_000);
    const loaded: Loaded[] = [];
    for (const request of requests) loaded.push(await weigh(request));
    const style = await page
      .locator(".shopify-app-block style")
      .evaluateAll((styles) => styles.map((one) => one.textContent).join(""));
    return { loaded, inlineStyleGzipBytes: style === "" ? 0 : gzipSync(style).length };
  } finally {
    await context.close();
  }
}

async function weigh(request: Request): Promise<Loaded> {
  const { pathname } = new URL(request.url());
  const kind = request.resourceType();
  // a stream has no end: what it says is not the page's weight
  const body =
    kind === "eventsource"
      ? Buffer.alloc(0)
      : await (await request.response())?.body().catch(() => null);
  return { name: pathname, kind, gzipBytes: body?.length ? gzipSync(body).length : 0 };
}

/** What `withIt` loads and `without` does not; a page's own document counts by its difference. */
export function added(withIt: Loaded[], without: Loaded[]): Loaded[] {
  const before = new Map(without.map((one) => [one.name, one]));
  return withIt.flatMap((one) => {
    const known = before.get(one.name);
    if (!known) return [one];
    const gzipBytes = one.gzipBytes - known.gzipBytes;
    return one.kind === "document" ? [{ ...one, gzipBytes }] : [];
  });
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { strippedFromResponse } from "#test/simulator/storefront/app-proxy/forward.ts";
import { readProxyRoute } from "#test/simulator/storefront/app-proxy/proxy-route.ts";
import { proxySignature } from "#test/simulator/storefront/app-proxy/sign-proxy.ts";
import { noon, startApp, startPeopleWorld } from "./people-world.ts";
import type { PeopleWorld } from "./people-world.ts";

/** https://shopify.dev/docs/apps/build/online-store/app-proxies */
describe("the app proxy", () => {
  let world: PeopleWorld;
  let app: { url: string; close(): void };
  let seen: { method: string; url: URL; headers: IncomingMessage["headers"]; body: string }[];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  beforeEach(async () => {
    seen = [];
    answer = (_, response) => response.end("ok");
    app = await startApp((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        seen.push({
          method: request.method ?? "",
          url: new URL(request.url ?? "", app.url),
          headers: request.headers,
          body,
        });
        answer(request, response);
      });
    });
    world = await startPeopleWorld({ appUrl: () => app.url, proxyTimeoutMs: 300 });
  });
  afterEach(async () => {
    await world.close();
    app.close();
  });

  test("is where shopify.app.toml says", () => {
    expect(readProxyRoute()).toEqual({ prefix: "/apps/sambung", target: "/proxy" });
    const toml = `[app_proxy]\nurl = "https://x.example/a/b/"\nprefix = "tools"\nsubpath = "s"`;
    expect(readProxyRoute(toml)).toEqual({ prefix: "/tools/s", target: "/a/b" });
  });

  test("adds shop, customer, prefix, time and a signature over everything, repeated values joined", async () => {
    const response = await world.browser().fetch("/apps/sambung/availability?variant=1&x=2&x=3");
    expect(await response.text()).toBe("ok");
    const { url } = seen[0] ?? { url: new URL("http://none") };
    expect(url.pathname).toBe("/proxy/availability");
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      variant: "1",
      shop: "sambung-demo.myshopify.com",
      logged_in_customer_id: "",
      path_prefix: "/apps/sambung",
      timestamp: String(noon / 1000),
    });
    expect(url.searchParams.getAll("x")).toEqual(["2", "3"]);
    expect(url.searchParams.get("signature")).toBe(proxySignature(url.searchParams, "hush"));
  });

  test("names the customer who is logged in, whatever the shopper claims", async () => {
    const shopper = world.browser();
    await shopper.fetch("/account/login", {
      method: "POST",
      body: new URLSearchParams({ email: "bram@pelanggan.example" }),
    });
    await shopper.fetch(
      "/apps/sambung/x?logged_in_customer_id=1&shop=other.myshopify.com&signature=f&timestamp=1",
    );
    const { searchParams } = seen[0]?.url ?? new URL("http://none");
    expect(searchParams.getAll("logged_in_customer_id")).toEqual(["7200100000002"]);
    expect(searchParams.getAll("shop")).toEqual(["sambung-demo.myshopify.com"]);
    expect(searchParams.getAll("timestamp")).toEqual([String(noon / 1000)]);
  });

  // "Cookies are not supported … the request's Cookie header is stripped"; X-Forwarded-For and -Host are added
  test("carries no cookies in, and says who asked", async () => {
    const shopper = world.browser();
    shopper.cookies.set("cart", "secret");
    await shopper.fetch("/apps/sambung/x", { headers: { "x-mine": "kept" } });
    expect(seen[0]?.headers.cookie).toBeUndefined();
    expect(seen[0]?.headers).toMatchObject({
      "x-mine": "kept",
      "x-forwarded-host": new URL(world.storefront.origin).host,
    });
    expect(seen[0]?.headers["x-forwarded-for"]).toMatch(/127\.0\.0\.1/);
  });

  test("strips the documented headers from the answer and keeps the others", async () => {
    answer = (_, response) => {
      for (const name of strippedFromResponse)
        if (!["connection", "trailer", "date"].includes(name)) response.setHeader(name, "1");
      response.setHeader("set-cookie", "a=b");
      response.setHeader("cache-control", "private, no-store");
      response.setHeader("etag", '"1"');
      response.end("{}");
    };
    const { headers } = await world.browser().fetch("/apps/sambung/x");
    expect(headers.getSetCookie()).toEqual([]);
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("server")).toBeNull();
    expect([headers.get("cache-control"), headers.get("etag")]).toEqual([
      "private, no-store",
      '"1"',
    ]);
  });

  test("forwards method and body, and signs the query only", async () => {
    const body = JSON.stringify({ a: 1 });
    await world.browser().fetch("/apps/sambung/write", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(seen[0]).toMatchObject({ method: "POST", body });
    expect(seen[0]?.url.searchParams.get("signature")).toBe(
      proxySignature(seen[0]?.url.searchParams ?? [], "hush"),
    );
  });

  test("passes statuses and languages: 304, 404, and the /id prefix", async () => {
    answer = (_, response) => response.writeHead(304).end();
    expect((await world.browser().fetch("/id/apps/sambung/x")).status).toBe(304);
    answer = (_, response) => response.writeHead(404).end("no");
    expect((await world.browser().fetch("/apps/sambung/x")).status).toBe(404);
  });

  // "30x redirects are followed"
  test("follows redirects", async () => {
    answer = (request, response) => {
      if (request.url?.startsWith("/proxy/old"))
        response.writeHead(302, { location: "/proxy/new" }).end();
      else response.end("new");
    };
    expect(await (await world.browser().fetch("/apps/sambung/old")).text()).toBe("new");
  });

  // "Content-Type: application/liquid … rendered in the theme"; `{% layout none %}` leaves the layout out
  test("renders Liquid answers inside the theme, or alone", async () => {
    answer = (_, response) =>
      response
        .writeHead(200, { "content-type": "application/liquid" })
        .end("<h1>{{ shop.name }}</h1>");
    const html = await (await world.browser().fetch("/apps/sambung/pickup")).text();
    expect(html).toContain("<h1>Sambung</h1>");
    expect(html).toContain('class="footer"');
    answer = (_, response) =>
      response
        .writeHead(200, { "content-type": "application/liquid" })
        .end("{% layout none %}<h1>{{ shop.name }}</h1>");
    expect(await (await world.browser().fetch("/apps/sambung/pickup")).text()).toBe(
      "<h1>Sambung</h1>",
    );
  });

  test("an app that is down, or too slow, is a third-party error for the shopper", async () => {
    answer = () => undefined;
    const slow = await world.browser().fetch("/apps/sambung/x");
    expect([slow.status, (await slow.text()).includes("third-party application")]).toEqual([
      502,
      true,
    ]);
    app.close();
    expect((await world.browser().fetch("/apps/sambung/x")).status).toBe(502);
  });

  test("leaves other paths to the theme", async () => {
    expect((await world.browser().fetch("/apps/sambungx")).status).toBe(404);
    expect(seen).toEqual([]);
  });
});

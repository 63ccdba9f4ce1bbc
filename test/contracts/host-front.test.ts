import { once } from "node:events";
import { Readable } from "node:stream";
import { Script } from "node:vm";
import type { IncomingMessage, ServerResponse } from "node:http";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { allowFrame } from "#test/simulator/admin-host/frame-ancestors.ts";
import { rewriteStream } from "#test/simulator/admin-host/rewrite-stream.ts";
import type { Front } from "#test/simulator/admin-host/start-front.ts";
import { startFront } from "#test/simulator/admin-host/start-front.ts";
import { startApp } from "./people-world.ts";

const bridge = "https://cdn.shopify.com/shopifycloud/app-bridge.js";

describe("the front of the embedded app", () => {
  let front: Front;
  let app: { url: string; close(): void };
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  beforeEach(async () => {
    answer = (_, response) => response.end();
    app = await startApp((request, response) => answer(request, response));
    front = await startFront({ appUrl: () => app.url, hostOrigin: () => "http://localhost:4010" });
  });
  afterEach(async () => {
    await front.close();
    app.close();
  });

  // @shopify/shopify-app-remix addDocumentResponseHeaders: frame-ancestors https://<shop> https://admin.shopify.com …
  test("lets the local host page frame the app and changes nothing else in the policy", async () => {
    const policy =
      "default-src 'self'; frame-ancestors https://sambung-demo.myshopify.com https://admin.shopify.com; img-src *";
    answer = (_, response) =>
      response
        .writeHead(200, { "content-security-policy": policy, "content-type": "text/html" })
        .end("x");
    const { headers } = await fetch(front.origin);
    expect(headers.get("content-security-policy")).toBe(
      policy.replace("admin.shopify.com;", "admin.shopify.com http://localhost:4010;"),
    );
    expect(allowFrame("frame-ancestors 'none';", "http://localhost:4010")).toBe(
      "frame-ancestors http://localhost:4010;",
    );
    expect(allowFrame("default-src 'self'", "http://localhost:4010")).toBe("default-src 'self'");
  });

  test("puts the stand-in in App Bridge's place, in HTML, in scripts and in Link headers", async () => {
    answer = (request, response) =>
      response
        .writeHead(200, {
          "content-type":
            request.url === "/x.js" ? "application/javascript" : "text/html; charset=utf-8",
          link: `<${bridge}>; rel="preload"; as="script"`,
        })
        .end(`<script src="${bridge}" data-api-key="k"></script>`);
    for (const path of ["/", "/x.js"]) {
      const response = await fetch(front.origin + path);
      expect(response.headers.get("link")).toContain("</shopifycloud/app-bridge.js>");
      expect(await response.text()).toBe(
        '<script src="/shopifycloud/app-bridge.js" data-api-key="k"></script>',
      );
    }
    const script = await (await fetch(`${front.origin}/shopifycloud/app-bridge.js`)).text();
    expect(script).toContain("window.shopify = {");
    expect(() => new Script(script)).not.toThrow();
  });

  test("finds the address wherever the stream is cut, and keeps every other byte", async () => {
    const word = fc.constantFrom(bridge, "https://cdn.shop", "h", "é", "☕", "<p>");
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        async (words, size) => {
          const bytes = Buffer.from(words.join(""));
          const chunks = [];
          for (let at = 0; at < bytes.length; at += size)
            chunks.push(bytes.subarray(at, at + size));
          const out: Buffer[] = [];
          for await (const chunk of Readable.from(chunks).pipe(
            rewriteStream(new Map([[bridge, "/bridge.js"]])),
          ))
            out.push(chunk);
          expect(Buffer.concat(out).toString()).toBe(
            words.join("").replaceAll(bridge, "/bridge.js"),
          );
        },
      ),
    );
  });

  test("passes a page on while the app still writes it", async () => {
    answer = (_, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.write("<p>shell</p>");
      setTimeout(() => response.end("<p>late</p>"), 400);
    };
    const started = performance.now();
    const reader = (await fetch(front.origin)).body?.getReader();
    const first = await reader?.read();
    expect(Buffer.from(first?.value ?? []).toString()).toBe("<p>shell</p>");
    expect(performance.now() - started).toBeLessThan(300);
    await reader?.cancel();
  });

  test("does not touch or hold back an event stream, and ends it at the app when the browser leaves", async () => {
    let left: Promise<unknown> = Promise.reject(new Error("never asked"));
    left.catch(() => undefined);
    answer = (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`data: ${bridge}\n\n`);
      left = once(response, "close");
    };
    const leave = new AbortController();
    const response = await fetch(`${front.origin}/stream`, { signal: leave.signal });
    const first = await response.body?.getReader().read();
    expect(Buffer.from(first?.value ?? []).toString()).toBe(`data: ${bridge}\n\n`);
    leave.abort();
    await left;
  });

  test("keeps the Host header, and brings redirects to the app's own address back to itself", async () => {
    let host = "";
    answer = (request, response) => {
      host = request.headers.host ?? "";
      response.writeHead(302, { location: `${app.url}/auth/session-token?x=1` }).end();
    };
    const response = await fetch(`${front.origin}/app`, { redirect: "manual" });
    expect(response.headers.get("location")).toBe(`${front.origin}/auth/session-token?x=1`);
    // Remix refuses an action whose Origin is not the Host
    expect(host).toBe(new URL(front.origin).host);
  });

  test("passes method and body on, and says so when the app is down", async () => {
    answer = (request, response) => void request.pipe(response);
    const echoed = await fetch(front.origin, { method: "POST", body: "a=1" });
    expect(await echoed.text()).toBe("a=1");
    app.close();
    const down = await fetch(front.origin);
    expect([down.status, (await down.text()).includes("does not answer")]).toEqual([502, true]);
  });
});

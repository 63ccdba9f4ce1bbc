import { createServer, request as httpRequest } from "node:http";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { escapeHtml } from "../web/escape-html.ts";
import { appBridgeScript } from "./app-bridge-script.ts";
import { allowFrame } from "./frame-ancestors.ts";
import { rewriteStream } from "./rewrite-stream.ts";

export interface FrontOptions {
  port?: number;
  appUrl: () => string;
  /** the page that frames the app: http://localhost:4010 */
  hostOrigin: () => string;
}

export interface Front {
  origin: string;
  close(): Promise<void>;
}

const bridgePath = "/shopifycloud/app-bridge.js";
const fontPath = "/shopifycloud/inter.css";

/** What an ordinary browser must find elsewhere, because the real address is on the internet. */
const addresses = new Map([
  ["https://cdn.shopify.com/shopifycloud/app-bridge.js", bridgePath],
  ["https://cdn.shopify.com/static/fonts/inter/v4/styles.css", fontPath],
]);

/**
 * The app as the embedded browser frame sees it: a reverse proxy that changes three things only: who may frame the app, where App
 * Bridge comes from, and redirects to the app's own address. Bodies stream; event streams are not touched at all.
 */
export async function startFront(options: FrontOptions): Promise<Front> {
  const server = createServer((request, response) => serve(options, front, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const front: Front = {
    origin: `http://localhost:${portOf(server.address())}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return front;
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== "object" || address === null) throw new Error("the front does not listen");
  return address.port;
}

function serve(
  options: FrontOptions,
  front: Front,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const path = request.url?.split("?")[0];
  if (path === bridgePath) {
    response.writeHead(200, {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-cache",
    });
    response.end(appBridgeScript());
    return;
  }
  if (path === fontPath) {
    response
      .writeHead(200, { "content-type": "text/css" })
      .end("/* the system's own font stands in for Inter */");
    return;
  }
  pass(options, front, request, response);
}

function pass(
  options: FrontOptions,
  front: Front,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { "accept-encoding": _, ...headers } = request.headers;
  const upstream = httpRequest(new URL(request.url ?? "/", options.appUrl()), {
    method: request.method,
    headers,
  });
  upstream.once("error", (error) => {
    if (response.headersSent) response.destroy();
    else answerDown(response, options.appUrl(), error.message);
  });
  upstream.once("response", (incoming) => {
    const type = incoming.headers["content-type"] ?? "";
    response.socket?.setNoDelay(true);
    response.writeHead(incoming.statusCode ?? 502, headersFor(incoming, options, front));
    response.flushHeaders();
    incoming.once("error", () => response.destroy());
    if (/text\/html|javascript/.test(type)) incoming.pipe(rewriteStream(addresses)).pipe(response);
    else incoming.pipe(response);
  });
  // a browser that leaves an event stream closes it at the app too
  response.once("close", () => upstream.destroy());
  request.pipe(upstream);
}

function headersFor(
  incoming: IncomingMessage,
  options: FrontOptions,
  front: Front,
): OutgoingHttpHeaders {
  const { connection: _, "transfer-encoding": __, ...headers } = incoming.headers;
  const changed: OutgoingHttpHeaders = { ...headers };
  const policy = headers["content-security-policy"];
  if (typeof policy === "string")
    changed["content-security-policy"] = allowFrame(policy, options.hostOrigin());
  const { link, location } = headers;
  if (typeof link === "string") {
    changed["link"] = [...addresses].reduce((text, [from, to]) => text.replaceAll(from, to), link);
  }
  if (typeof location === "string")
    changed["location"] = location.replace(new URL(options.appUrl()).origin, front.origin);
  if (/text\/html|javascript/.test(headers["content-type"] ?? "")) delete changed["content-length"];
  return changed;
}

function answerDown(response: ServerResponse, appUrl: string, reason: string): void {
  response.writeHead(502, { "content-type": "text/html; charset=utf-8" });
  response.end(`<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="3"><title>Waiting for the app</title>
<body style="font:16px/1.5 system-ui;display:grid;place-content:center;height:90vh;text-align:center;color:#444">
<p>The app does not answer at ${escapeHtml(appUrl)} yet.<br><small>${escapeHtml(reason)}</small></p>`);
}

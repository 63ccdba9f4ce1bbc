import { request as httpRequest } from "node:http";
import type { IncomingHttpHeaders } from "node:http";

/** "The following headers are stripped from the response" (app proxy documentation). */
export const strippedFromResponse = new Set([
  "accept-patch", "accept-ranges", "connection", "cookie", "date", "delta-base", "im", "p3p", "pragma",
  "preference-applied", "proxy-authenticate", "public-key-pins", "server", "service-worker-allowed",
  "set-cookie", "trailer", "tk", "warning", "x-powered-by",
]); // prettier-ignore

const ofThisHop = new Set([
  "host",
  "cookie",
  "connection",
  "accept-encoding",
  "content-length",
  "transfer-encoding",
  "expect",
  "upgrade",
  "keep-alive",
]);

export interface Forwarded {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
  clientAddress: string;
  shopHost: string;
  timeoutMs: number;
}

export interface ProxyAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  contentType: string;
  body: Buffer;
}

const mostRedirects = 5;

/** One call to the app as Shopify makes it: without cookies either way, redirects followed, the whole answer or nothing. */
export async function forward(call: Forwarded, redirects = 0): Promise<ProxyAnswer> {
  const answer = await send(call);
  const location = answer.headers["location"];
  if (answer.status < 300 || answer.status >= 400 || typeof location !== "string") return answer;
  if (redirects >= mostRedirects) throw new Error("too many redirects");
  const keepsMethod = answer.status === 307 || answer.status === 308;
  return forward(
    {
      ...call,
      method: keepsMethod || call.method === "HEAD" ? call.method : "GET",
      body: keepsMethod ? call.body : Buffer.alloc(0),
      url: new URL(location, call.url),
    },
    redirects + 1,
  );
}

function send(call: Forwarded): Promise<ProxyAnswer> {
  return new Promise((resolve, reject) => {
    const headers: Record<string, string | string[]> = {};
    for (const [name, value] of Object.entries(call.headers)) {
      if (value !== undefined && !ofThisHop.has(name)) headers[name] = value;
    }
    headers["x-forwarded-for"] = call.clientAddress;
    headers["x-forwarded-host"] = call.shopHost;
    if (call.body.length > 0) headers["content-length"] = String(call.body.length);
    const outgoing = httpRequest(call.url, {
      method: call.method,
      headers,
      signal: AbortSignal.timeout(call.timeoutMs),
    });
    outgoing.once("error", reject);
    outgoing.once("response", (incoming) => {
      const chunks: Buffer[] = [];
      incoming.once("error", reject);
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.once("end", () => {
        const kept: Record<string, string | string[]> = {};
        for (const [name, value] of Object.entries(incoming.headers)) {
          const dropped =
            strippedFromResponse.has(name) ||
            name === "content-length" ||
            name === "transfer-encoding" ||
            name === "keep-alive";
          if (value !== undefined && !dropped) kept[name] = value;
        }
        const contentType = incoming.headers["content-type"] ?? "text/html; charset=utf-8";
        resolve({
          status: incoming.statusCode ?? 502,
          headers: kept,
          contentType,
          body: Buffer.concat(chunks),
        });
      });
    });
    outgoing.end(call.body);
  });
}

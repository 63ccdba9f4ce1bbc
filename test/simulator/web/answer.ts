import type { IncomingMessage, ServerResponse } from "node:http";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

type Headers = Record<string, string | string[]>;

export function answerHtml(
  response: ServerResponse,
  html: string,
  status = 200,
  headers: Headers = {},
): true {
  return answer(response, status, "text/html; charset=utf-8", html, headers);
}

export function answerJson(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Headers = {},
): true {
  return answer(
    response,
    status,
    "application/json; charset=utf-8",
    JSON.stringify(value),
    headers,
  );
}

export function redirect(response: ServerResponse, location: string, headers: Headers = {}): true {
  response.writeHead(303, { location, ...headers }).end();
  return true;
}

/** Compresses text for clients that accept it, as Shopify's edge does; the byte budgets are measured compressed. */
export function answer(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Buffer,
  headers: Headers = {},
): true {
  const raw = Buffer.from(body);
  const packed = raw.length > 512 ? compressed(raw, response.req) : null;
  response.writeHead(status, {
    "content-type": contentType,
    vary: "accept-encoding",
    ...headers,
    ...(packed === null ? {} : { "content-encoding": packed.encoding }),
    "content-length": String((packed?.body ?? raw).length),
  });
  response.end(response.req.method === "HEAD" ? undefined : (packed?.body ?? raw));
  return true;
}

function compressed(
  raw: Buffer,
  request: IncomingMessage,
): { encoding: string; body: Buffer } | null {
  const accepted = request.headers["accept-encoding"] ?? "";
  if (/\bbr\b/.test(accepted)) {
    return {
      encoding: "br",
      body: brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
    };
  }
  return /\bgzip\b/.test(accepted) ? { encoding: "gzip", body: gzipSync(raw) } : null;
}

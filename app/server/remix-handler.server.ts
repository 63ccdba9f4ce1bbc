import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import {
  createReadableStreamFromReadable,
  createRequestHandler,
  writeReadableStreamToWritable,
} from "@remix-run/node";
import type { ServerBuild } from "@remix-run/node";
import type { Services } from "../services.server.ts";
import { answerRefusal } from "./answer.server.ts";

/** Two mail templates, the largest that staff send, are a tenth of it. */
const LARGEST_FORM = 1024 * 1024;

/** Everything that is not a plain route: pages and their data, answered by the Remix build. */
export function remixHandler(build: ServerBuild, services: Services) {
  const handle = createRequestHandler(build, "production");
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    if (Number(request.headers["content-length"] ?? 0) > LARGEST_FORM)
      return answerRefusal(response, "body-too-large");
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    const answer = await handle(toFetchRequest(request, url, gone.signal), { services });
    response.statusCode = answer.status;
    // pages are personal, and their addresses carry Shopify's session token
    response.setHeader("cache-control", "private, no-store");
    response.setHeader("referrer-policy", "strict-origin-when-cross-origin");
    for (const [name, value] of answer.headers)
      if (name !== "set-cookie") response.setHeader(name, value);
    const cookies = answer.headers.getSetCookie();
    if (cookies.length > 0) response.setHeader("set-cookie", cookies);
    if (answer.body) await writeReadableStreamToWritable(answer.body, response);
    else response.end();
  };
}

function toFetchRequest(request: IncomingMessage, url: URL, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  const method = request.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(url, {
    method,
    headers,
    signal,
    ...(hasBody
      ? { body: createReadableStreamFromReadable(Readable.from(limited(request))), duplex: "half" }
      : {}),
  });
}

/** A sender that does not say how much it sends is read no further than a form may be long. */
async function* limited(request: IncomingMessage): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > LARGEST_FORM) throw new Error("the body is too large");
    yield chunk;
  }
}

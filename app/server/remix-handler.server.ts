import type { IncomingMessage, ServerResponse } from "node:http";
import {
  createReadableStreamFromReadable,
  createRequestHandler,
  writeReadableStreamToWritable,
} from "@remix-run/node";
import type { ServerBuild } from "@remix-run/node";
import type { Services } from "../services.server.ts";

/** Everything that is not a plain route: pages and their data, answered by the Remix build. */
export function remixHandler(build: ServerBuild, services: Services) {
  const handle = createRequestHandler(build, "production");
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    const answer = await handle(toFetchRequest(request, url, gone.signal), { services });
    response.statusCode = answer.status;
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
    ...(hasBody ? { body: createReadableStreamFromReadable(request), duplex: "half" } : {}),
  });
}

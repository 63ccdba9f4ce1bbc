import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import path from "node:path";
import type { ServerBuild } from "@remix-run/node";
import sirv from "sirv";
import type { Services } from "../services.server.ts";
import { answerRefusal } from "./answer.server.ts";
import { PLAIN_ROUTES } from "./plain-routes.server.ts";
import { remixHandler } from "./remix-handler.server.ts";

const CLIENT_FILES = path.resolve(import.meta.dirname, "../../build/client");

/** One server for everything: the plain routes, the built client files, and Remix for the rest. Without a build: plain routes only. */
export function createHttpServer(services: Services, build: ServerBuild | null): Server {
  const files = build
    ? sirv(CLIENT_FILES, { immutable: true, maxAge: 31_536_000, extensions: [] })
    : null;
  const remix = build ? remixHandler(build, services) : null;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = addressOf(request, services.config.shopify.appUrl);
    if (!url) return answerRefusal(response, "parameter-wrong");
    const plain = PLAIN_ROUTES[`${request.method} ${url.pathname}`];
    if (plain) return plain(services, request, response, url);
    if (!remix) return answerRefusal(response, "not-found");
    if (files && url.pathname.startsWith("/assets/"))
      return files(request, response, () => answerRefusal(response, "not-found"));
    return remix(request, response, url);
  };

  return createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      services.log.error(
        {
          path: request.url?.split("?")[0],
          error: error instanceof Error ? error.stack : String(error),
        },
        "request failed",
      );
      if (response.headersSent) response.destroy();
      else answerRefusal(response, "internal-error");
    });
  });
}

/** The address as the browser sees it: the app's own origin, whatever proxy stands between. Null when it is not an address. */
function addressOf(request: IncomingMessage, appUrl: string): URL | null {
  return URL.parse(request.url ?? "/", appUrl);
}

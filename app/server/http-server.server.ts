import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import path from "node:path";
import type { ServerBuild } from "@remix-run/node";
import type { Services } from "../services.server.ts";
import { errorTrace } from "../domains/kernel/error-in-words.ts";
import { answerRefusal } from "./answer.server.ts";
import { builtFiles } from "./built-files.server.ts";
import { PLAIN_ROUTES } from "./plain-routes.server.ts";
import { remixHandler } from "./remix-handler.server.ts";

const PLAIN_PATHS = new Set(Object.keys(PLAIN_ROUTES).map((route) => route.split(" ")[1]));
const CLIENT_FILES = path.resolve(import.meta.dirname, "../../build/client");

/** One server for everything: the plain routes, the built client files, and Remix for the rest. Without a build: plain routes only. */
export function createHttpServer(services: Services, build: ServerBuild | null): Server {
  const files = build ? builtFiles(CLIENT_FILES) : null;
  const remix = build ? remixHandler(build, services) : null;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader("x-content-type-options", "nosniff");
    const url = addressOf(request, services.config.shopify.appUrl);
    if (!url) return answerRefusal(response, "parameter-wrong");
    const plain = PLAIN_ROUTES[`${request.method} ${url.pathname}`];
    if (plain) return plain(services, request, response, url);
    if (PLAIN_PATHS.has(url.pathname)) return answerRefusal(response, "method-not-allowed");
    if (!remix) return answerRefusal(response, "not-found");
    // pages look for what their address names, and no table can hold NUL; plain routes parse theirs
    if (NUL.test(url.search)) return answerRefusal(response, "parameter-wrong");
    if (files && url.pathname.startsWith("/assets/")) return files(request, response, url);
    return remix(request, response, url);
  };

  return createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      services.log.error(
        {
          path: request.url?.split("?")[0],
          error: errorTrace(error),
        },
        "request failed",
      );
      if (response.headersSent) response.destroy();
      else answerRefusal(response, "internal-error");
    });
  });
}

/**
 * The address as the browser sees it: the app's own origin, whatever proxy stands between. Null when it is not an address, names
 * another host ("//evil.example/app"), or has a path that no text is (NUL, half a percent sign).
 */
function addressOf(request: IncomingMessage, appUrl: string): URL | null {
  const url = URL.parse(request.url ?? "/", appUrl);
  if (!url || url.origin !== new URL(appUrl).origin) return null;
  return isReadable(url.pathname) ? url : null;
}

const NUL = /%00|\0/;

function isReadable(path: string): boolean {
  try {
    return !NUL.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}

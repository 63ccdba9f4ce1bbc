import { readFileSync } from "node:fs";
import type { Route, Simulator } from "../simulator.ts";
import { answer, answerHtml, answerJson, redirect } from "../web/answer.ts";
import { contentTypeOf } from "../web/asset-types.ts";
import { hostPage } from "./host-page.ts";
import { installPage } from "./install-page.ts";

export interface AdminHostOptions {
  simulator: Simulator;
  /** the front's origin: where the frame is loaded from */
  frontOrigin: () => string;
}

export const appPath = "/admin/apps/sambung";

/** Shopify's admin around the embedded app: `/admin/apps/sambung/<path of the app>` is a deep link to that path. */
export function adminHost({ simulator, frontOrigin }: AdminHostOptions): Route {
  return async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const { pathname } = url;
    if (
      pathname !== "/admin" &&
      !pathname.startsWith("/admin/apps") &&
      !pathname.startsWith("/admin/host/")
    )
      return false;
    const asset = /^\/admin\/host\/(admin-host\.(?:css|js))$/.exec(pathname)?.[1];
    if (asset !== undefined) {
      return answer(
        response,
        200,
        contentTypeOf(asset),
        readFileSync(new URL(asset, import.meta.url)),
        { "cache-control": "no-cache" },
      );
    }
    if (pathname === "/admin/host/session-token") {
      if (!simulator.isInstalled()) return answerJson(response, { error: "not installed" }, 403);
      return answerJson(response, { token: await simulator.sessionToken() }, 200, {
        "cache-control": "no-store",
      });
    }
    if (pathname === "/admin/host/install" && request.method === "POST") {
      simulator.install();
      return redirect(response, appPath);
    }
    if (pathname === "/admin") return redirect(response, appPath + url.search);
    if (!simulator.isInstalled()) return answerHtml(response, installPage(simulator));
    const locale = url.searchParams.get("locale") ?? localeCookie(request.headers.cookie) ?? "en";
    const deepLink = pathname.slice(appPath.length) || "/app";
    url.searchParams.delete("locale");
    const page = hostPage({
      simulator,
      frameUrl: await frameUrl(simulator, frontOrigin(), deepLink + url.search, locale),
      frontOrigin: frontOrigin(),
      locale,
    });
    return answerHtml(response, page, 200, {
      "cache-control": "no-store",
      "set-cookie": `admin_locale=${locale}; Path=/admin; SameSite=Lax`,
    });
  };
}

/** The frame's address as Shopify builds it: who, where, in which language, and a fresh session token. */
async function frameUrl(
  simulator: Simulator,
  front: string,
  path: string,
  locale: string,
): Promise<string> {
  const url = new URL(path.startsWith("/") ? path : `/${path}`, front);
  const { domain } = simulator.shop.state.info;
  const host = Buffer.from(`admin.shopify.com/store/${domain.replace(".myshopify.com", "")}`)
    .toString("base64")
    .replace(/=+$/, "");
  const given = {
    embedded: "1",
    host,
    id_token: await simulator.sessionToken(),
    locale,
    shop: domain,
    timestamp: String(Math.floor(Date.now() / 1000)),
  };
  for (const [name, value] of Object.entries(given)) url.searchParams.set(name, value);
  return url.href;
}

function localeCookie(cookies: string | undefined): string | null {
  return /(?:^|; )admin_locale=(en|id)\b/.exec(cookies ?? "")?.[1] ?? null;
}

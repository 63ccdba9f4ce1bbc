import { answer, answerHtml } from "../../web/answer.ts";
import { readBody } from "../../web/read-body.ts";
import { openPage } from "../pages.ts";
import type { Storefront, StorefrontRoute } from "../start-storefront.ts";
import type { Visit } from "../visit.ts";
import { forward } from "./forward.ts";
import type { ProxyAnswer } from "./forward.ts";
import { proxySignature } from "./sign-proxy.ts";

export const thirtySecondsInMs = 30_000;

/** `/apps/sambung/*` → the app's `/proxy/*`, signed. */
export const appProxy: StorefrontRoute = async (storefront, visit, request, response) => {
  const { prefix, target } = storefront.proxyRoute;
  if (visit.path !== prefix && !visit.path.startsWith(`${prefix}/`)) return null;
  const url = new URL(target + visit.path.slice(prefix.length), storefront.appUrl());
  url.search = signedQuery(storefront, visit).toString();
  let given: ProxyAnswer;
  try {
    given = await forward({
      method: request.method ?? "GET",
      url,
      headers: request.headers,
      body: await readBody(request),
      clientAddress: request.socket.remoteAddress ?? "127.0.0.1",
      shopHost: new URL(storefront.origin).host,
      timeoutMs: storefront.proxyTimeoutMs,
    });
  } catch {
    return answerHtml(response, thirdPartyError, 502);
  }
  if (/^application\/liquid\b/.test(given.contentType)) {
    const page = openPage(storefront, visit, { template: "page" });
    const html = await page.wrapped(given.body.toString());
    const { "content-type": _, "content-encoding": __, ...headers } = given.headers;
    return answer(response, given.status, "text/html; charset=utf-8", html, headers);
  }
  return answer(response, given.status, given.contentType, given.body, given.headers);
};

/** The shopper's own parameters, then Shopify's; what a shopper sends under one of Shopify's names does not get through. */
function signedQuery(storefront: Storefront, visit: Visit): URLSearchParams {
  const query = new URLSearchParams(visit.url.searchParams);
  for (const name of ["shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"])
    query.delete(name);
  query.append("shop", storefront.shop.state.info.domain);
  query.append("logged_in_customer_id", visit.customer?.id ?? "");
  query.append("path_prefix", storefront.proxyRoute.prefix);
  query.append("timestamp", String(Math.floor(storefront.shop.clock.now() / 1000)));
  query.append("signature", proxySignature(query, storefront.apiSecret));
  return query;
}

const thirdPartyError = `<!doctype html><meta charset="utf-8"><title>Error</title>
<h1>There was an error in the third-party application.</h1><p>Please try again later, or go <a href="/">back to the shop</a>.</p>`;

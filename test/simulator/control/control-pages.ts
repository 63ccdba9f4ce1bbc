import type { Simulator } from "../simulator.ts";
import type { Route } from "../simulator.ts";
import type { Storefront } from "../storefront/start-storefront.ts";
import { answerHtml, redirect } from "../web/answer.ts";
import { readForm } from "../web/read-body.ts";
import { act } from "./act.ts";
import { orderControl, orderList } from "./order-pages.ts";
import { overview } from "./overview-page.ts";
import { stockPage } from "./stock-page.ts";
import { webhookPage } from "./webhook-page.ts";

export interface Controlled {
  simulator: Simulator;
  storefront: Storefront;
}

/** `/control`: act as Shopify's own admin and POS would, look behind the scenes, and make things go wrong. */
export function controlPages(controlled: Controlled): Route {
  return async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const { pathname } = url;
    if (pathname === "/storefront") return redirect(response, controlled.storefront.origin);
    if (pathname !== "/" && !/^\/control(\/|$)/.test(pathname)) return false;
    if (pathname === "/control/act" && request.method === "POST") {
      const form = await readForm(request);
      const said = await act(controlled, form);
      const back = new URL(form.get("back") ?? "/control", "http://localhost");
      back.searchParams.set("said", said);
      return redirect(response, back.pathname + back.search);
    }
    const said = url.searchParams.get("said");
    const order = /^\/control\/orders\/(\d+)$/.exec(pathname)?.[1];
    if (order !== undefined) return answerHtml(response, orderControl(controlled, order, said));
    if (pathname === "/control/orders") return answerHtml(response, orderList(controlled, said));
    if (pathname === "/control/products")
      return answerHtml(response, stockPage(controlled, url.searchParams.get("product"), said));
    if (pathname === "/control/webhooks")
      return answerHtml(response, webhookPage(controlled, said));
    if (pathname === "/" || pathname === "/control")
      return answerHtml(response, overview(controlled, said));
    return false;
  };
}

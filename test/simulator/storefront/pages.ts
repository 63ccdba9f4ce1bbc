import type { ServerResponse } from "node:http";
import { answerHtml, answerJson, redirect } from "../web/answer.ts";
import { decoded } from "../web/cookies.ts";
import { readForm } from "../web/read-body.ts";
import { isOnSale } from "./cart/cart.ts";
import { productJson } from "./objects/product-json.ts";
import { createPage } from "./render-page.ts";
import type { RenderedPage } from "./render-page.ts";
import type { Storefront, StorefrontRoute } from "./start-storefront.ts";
import type { Visit } from "./visit.ts";

interface Found {
  template: string;
  productHandle?: string;
  collectionHandle?: string;
  status?: number;
}

/** Pages of the theme, and single sections of them (Section Rendering API). */
export const pages: StorefrontRoute = async (storefront, visit, request, response) => {
  const { path, url } = visit;
  if (path === "/localization" && request.method === "POST") {
    const form = await readForm(request);
    const back = form.get("return_to") ?? "/";
    return redirect(
      response,
      inLanguage(back, form.get("locale_code") ?? form.get("language_code") ?? "en"),
    );
  }
  const data = /^\/products\/([^/]+)\.(js|json)$/.exec(path);
  if (data?.[1] !== undefined)
    return answerProduct(storefront, visit, data[1], data[2] === "json", response);
  const found = findPage(storefront, path);
  const page = openPage(storefront, visit, found);
  const status = found.status ?? 200;
  const one = url.searchParams.get("section_id");
  if (one !== null) {
    const drawn = (await page.sections(found.template, [one]))[one] ?? null;
    return drawn === null ? answerHtml(response, "", 404) : answerHtml(response, drawn, status);
  }
  const several = url.searchParams.get("sections");
  if (several !== null)
    return answerJson(response, await page.sections(found.template, several.split(",")), status);
  return answerHtml(response, await page.document(found.template), status);
};

/** What is on the page of this address; also used for `sections_url` of the Ajax Cart API. */
export function findPage({ shop }: Storefront, path: string): Found {
  const product = /^(?:\/collections\/[^/]+)?\/products\/([^/]+)$/.exec(path)?.[1];
  if (product !== undefined) {
    const handle = decoded(product);
    const known = [...shop.state.products.values()].find((one) => one.handle === handle);
    const shown = known !== undefined && known.status === "ACTIVE" && known.publishedAt !== null;
    return shown ? { template: "product", productHandle: handle } : lost;
  }
  const collection = /^\/collections\/([^/]+)$/.exec(path)?.[1];
  if (collection !== undefined) {
    return shop.state.collections.has(collection)
      ? { template: "collection", collectionHandle: collection }
      : lost;
  }
  if (path === "/") return { template: "index" };
  if (path === "/cart") return { template: "cart" };
  if (path === "/collections") return { template: "collection", collectionHandle: "all" };
  return lost;
}

const lost: Found = { template: "404", status: 404 };

export function openPage(storefront: Storefront, visit: Visit, found: Found): RenderedPage {
  const { shop, origin, switches, theme } = storefront;
  const { searchParams } = visit.url;
  return createPage(theme, {
    view: {
      state: shop.state,
      cart: visit.cart,
      customer: visit.customer,
      locale: visit.locale,
      root: visit.root,
      origin,
      path: visit.url.pathname,
      pageType: found.template,
      productHandle: found.productHandle ?? null,
      collectionHandle: found.collectionHandle ?? null,
      variantId: searchParams.get("variant"),
    },
    withExtension: switched(searchParams.get("sim_extension"), switches.withExtension),
    standardEvents: switched(searchParams.get("sim_events"), switches.standardEvents),
  });
}

/** `?sim_extension=off` or `?sim_events=on` override the switches of the control page for one request. */
function switched(asked: string | null, otherwise: boolean): boolean {
  return asked === null ? otherwise : asked !== "off";
}

function answerProduct(
  { shop }: Storefront,
  visit: Visit,
  handle: string,
  wrapped: boolean,
  response: ServerResponse,
): true {
  const product = [...shop.state.products.values()].find((one) => one.handle === decoded(handle));
  const first =
    product && [...shop.state.variants.values()].find((one) => one.productId === product.id);
  if (product === undefined || !isOnSale(shop.state, first)) return answerJson(response, null, 404);
  const json = productJson(shop.state, product, visit.root);
  return answerJson(response, wrapped ? { product: json } : json);
}

function inLanguage(path: string, language: string): string {
  const bare = path.replace(/^\/id(?=\/|$)/, "") || "/";
  // only paths of this shop: never a redirect to somewhere else
  const safe = /^\/(?![/\\])/.test(bare) ? bare : "/";
  return language === "id" ? `/id${safe === "/" ? "" : safe}` : safe;
}

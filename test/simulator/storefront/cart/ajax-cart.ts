import type { IncomingMessage, ServerResponse } from "node:http";
import { answerJson, redirect } from "../../web/answer.ts";
import { parseForm, readBody } from "../../web/read-body.ts";
import { cartJson, lineJson } from "../objects/cart.ts";
import { findPage, openPage } from "../pages.ts";
import type { Storefront, StorefrontRoute } from "../start-storefront.ts";
import type { Visit } from "../visit.ts";
import type { CartOutcome, WantedItem } from "./change-cart.ts";
import {
  addItems,
  changeAttributes,
  changeLine,
  clearLines,
  isRecord,
  updateLines,
} from "./change-cart.ts";

/** Shopify's Ajax Cart API under `{root}cart…`, with its documented oddities. */
export const ajaxCart: StorefrontRoute = async (storefront, visit, request, response) => {
  const { path, cart, root } = visit;
  const { state } = storefront.shop;
  const match = /^\/cart\/(add|update|change|clear)(\.js|\.json)?$/.exec(path);
  if (/^\/cart\.(js|json)$/.test(path))
    return answerJson(response, cartJson(state, cart, root), 200, noStore);
  if (path === "/cart" && request.method === "POST")
    return submitCartPage(storefront, visit, request, response);
  if (match === null || request.method !== "POST") return null;

  const input = await readInput(request);
  if (input === null) return answerJson(response, badRequest, 400, noStore);
  const wantsJson = match[2] !== undefined || /javascript|json/.test(request.headers.accept ?? "");
  const outcome = act(match[1] ?? "", storefront, visit, input);
  const headers = { ...noStore, "set-cookie": storefront.carts.cookieFor(cart) };
  if (!wantsJson) return redirect(response, `${root}cart`, headers);
  if (!outcome.ok) return answerJson(response, outcome.body, outcome.status, headers);
  const sections = await drawSections(storefront, visit, request, input);
  if (match[1] !== "add")
    return answerJson(response, { ...cartJson(state, cart, root), ...sections }, 200, headers);
  const added = outcome.touched.map((line) => lineJson(state, cart, line, root));
  // a single product given by `id` is answered as one line, `items` as a list
  const body = Array.isArray(input["items"]) ? { items: added } : { ...added[0] };
  return answerJson(response, { ...body, ...sections }, 200, headers);
};

const badRequest = { status: "bad_request", message: "Bad Request", description: "Bad Request" };
const noStore = { "cache-control": "no-store" };

function act(
  verb: string,
  { shop }: Storefront,
  { cart }: Visit,
  input: Record<string, unknown>,
): CartOutcome {
  if (typeof input["note"] === "string") cart.note = input["note"];
  changeAttributes(cart, input["attributes"]);
  if (typeof input["discount"] === "string")
    cart.discountCodes = input["discount"].split(",").filter((code) => code !== "");
  switch (verb) {
    case "add":
      return addItems(shop.state, cart, itemsOf(input));
    case "update":
      return updateLines(shop.state, cart, input["updates"]);
    case "change":
      return changeLine(shop.state, cart, input);
    default:
      clearLines(cart);
      return { ok: true, touched: [] };
  }
}

function itemsOf(input: Record<string, unknown>): WantedItem[] {
  const { items } = input;
  if (Array.isArray(items))
    return items.flatMap((item: unknown) => (isRecord(item) ? [{ ...item, id: item["id"] }] : []));
  return input["id"] === undefined ? [] : [{ ...input, id: input["id"] }];
}

/** Bundled section rendering: up to five ids, drawn for `sections_url`, or else for the page that asked. */
async function drawSections(
  storefront: Storefront,
  visit: Visit,
  request: IncomingMessage,
  input: Record<string, unknown>,
) {
  const asked = input["sections"];
  const ids = Array.isArray(asked)
    ? asked.map(String)
    : typeof asked === "string"
      ? asked.split(",")
      : [];
  if (ids.length === 0) return {};
  const address =
    typeof input["sections_url"] === "string"
      ? input["sections_url"]
      : (request.headers.referer ?? "/");
  const url = new URL(address, storefront.origin);
  const found = findPage(storefront, url.pathname.replace(/^\/id(?=\/|$)/, "") || "/");
  const page = openPage(storefront, { ...visit, url }, found);
  return { sections: await page.sections(found.template, ids) };
}

/** The cart page's own form: `updates[]`, `note`, `attributes[x]`, and perhaps the checkout button. */
async function submitCartPage(
  storefront: Storefront,
  visit: Visit,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<true> {
  const input = (await readInput(request)) ?? {};
  act("update", storefront, visit, input);
  const headers = { "set-cookie": storefront.carts.cookieFor(visit.cart) };
  return redirect(
    response,
    "checkout" in input ? `${visit.root}checkout` : `${visit.root}cart`,
    headers,
  );
}

/** JSON or a form; `a[b]=c` and `a[]=c` become nested, as Rails reads them. Null: no readable JSON. */
async function readInput(request: IncomingMessage): Promise<Record<string, unknown> | null> {
  const body = await readBody(request);
  const type = request.headers["content-type"] ?? "";
  if (type.includes("json")) {
    return parsedObject(body.toString());
  }
  const input: Record<string, unknown> = {};
  for (const [name, value] of await parseForm(body, type)) {
    const nested = /^(\w+)\[([^\]]*)\]$/.exec(name);
    if (nested?.[1] === undefined) input[name] = value;
    else if (nested[2] === "") input[nested[1]] = [...asList(input[nested[1]]), value];
    else
      input[nested[1]] = {
        ...(isRecord(input[nested[1]]) ? Object(input[nested[1]]) : {}),
        [nested[2] ?? ""]: value,
      };
  }
  return input;
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function parsedObject(text: string): Record<string, unknown> | null {
  if (text === "") return {};
  try {
    const json: unknown = JSON.parse(text);
    return isRecord(json) ? json : null;
  } catch {
    return null;
  }
}

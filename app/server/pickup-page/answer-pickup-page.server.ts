import type { IncomingMessage, ServerResponse } from "node:http";
import { admitStorefront } from "../../doors/storefront.server.ts";
import { qrDrawing } from "../../domains/messaging/qr.server.ts";
import { readPickupPage } from "../../domains/pickup/read-pickup-page.server.ts";
import type { PickupPage } from "../../domains/pickup/read-pickup-page.server.ts";
import type { Services } from "../../services.server.ts";
import { turnAway } from "../admit-shopper.server.ts";
import { answerJson } from "../answer.server.ts";
import { heading, NO_PICKUP_HTML, pickupBodyHtml, pickupPageHtml } from "./pickup-page-html.ts";

/** The token in the address must not travel: not to other sites, not to search engines, not to a cache. */
const PRIVATE = {
  "cache-control": "private, no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
};

/** GET /proxy/pickup?p=<token>: the shopper's page, in the merchant's theme. */
export async function answerPickupPage(
  services: Services,
  _request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const found = await find(services, response, url);
  if (found === "turned-away") return;
  const html = found ? pickupPageHtml(found, await qrOf(found)) : NO_PICKUP_HTML;
  const bytes = Buffer.from(html);
  response.writeHead(found ? 200 : 404, {
    ...PRIVATE,
    "content-type": "application/liquid; charset=utf-8",
    "content-length": bytes.length,
  });
  response.end(bytes);
}

/** GET /proxy/pickup/state?p=<token>: the part of the page that changes, for the page's own script. */
export async function answerPickupState(
  services: Services,
  _request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const found = await find(services, response, url);
  if (found === "turned-away") return;
  if (!found) return answerJson(response, 404, { error: { reason: "not-found" } }, PRIVATE);
  const { state, isOver } = found;
  const html = pickupBodyHtml(found, await qrOf(found));
  answerJson(response, 200, { state, isOver, heading: heading(found), html }, PRIVATE);
}

async function find(
  services: Services,
  response: ServerResponse,
  url: URL,
): Promise<PickupPage | null | "turned-away"> {
  const { config, db, clock } = services;
  const caller = admitStorefront(url.searchParams, config.shopify.apiSecret, clock());
  if (!caller.ok) {
    turnAway(services, response, "storefront", caller.reason);
    return "turned-away";
  }
  const tokens = url.searchParams.getAll("p");
  const token = tokens.length === 1 ? (tokens[0] ?? "") : "";
  return readPickupPage(db.prisma, config.encryptionKey, caller.value.shop, token, clock());
}

async function qrOf(page: PickupPage): Promise<string | null> {
  return page.code === null ? null : qrDrawing(page.code);
}

import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { streamToken } from "../doors/stream-token.server.ts";
import type { ShopDomain } from "../domains/kernel/ids.ts";
import { availabilityAnswer } from "../domains/pickup/availability-answer.ts";
import type { AvailabilityFacts } from "../domains/pickup/store-availability.ts";
import type { Services } from "../services.server.ts";
import { admitShopper, turnAway } from "./admit-shopper.server.ts";
import { availabilityOf } from "./live-availability.server.ts";

/** GET /proxy/availability?variant=…[&location=…]: one variant at the shop's stores, and where to hear of changes. */
export async function answerAvailability(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const shopper = admitShopper(services, response, url);
  if (!shopper) return;
  const { caller, variant } = shopper;
  const location = url.searchParams.get("location");
  if (location !== null && !/^\d{1,20}$/.test(location))
    return void turnAway(services, response, "storefront", "parameter-wrong");
  const facts = await availabilityOf(services).read(caller.shop, variant);
  if (!facts) return void turnAway(services, response, "storefront", "shop-unknown");
  const { bytes, etag } = answerOf(services, caller.shop, facts, location);
  // not to be kept by anyone in between: a conditional request saves the bytes instead
  const headers = { "cache-control": "private, no-store", etag };
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  response
    .writeHead(200, {
      ...headers,
      "content-type": "application/json; charset=utf-8",
      "content-length": bytes.length,
    })
    .end(bytes);
}

interface Answer {
  bytes: Buffer;
  etag: string;
}

/** Facts are read anew every few seconds; until then everyone who asks gets the same bytes. */
const answers = new WeakMap<AvailabilityFacts, Map<string | null, Answer>>();

function answerOf(
  services: Services,
  shop: ShopDomain,
  facts: AvailabilityFacts,
  location: string | null,
): Answer {
  const made = answers.get(facts) ?? new Map<string | null, Answer>();
  answers.set(facts, made);
  const known = made.get(location);
  if (known) return known;
  const { config, clock } = services;
  const token = streamToken(config.encryptionKey, shop, facts.variant, clock());
  const bytes = Buffer.from(
    JSON.stringify({
      ...availabilityAnswer(facts, clock(), location),
      stream: `${config.shopify.appUrl}/stream?token=${token}`,
    }),
  );
  const etag = `"${createHash("sha1").update(bytes).digest("base64url").slice(0, 16)}"`;
  const answer = { bytes, etag };
  made.set(location, answer);
  return answer;
}

import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Delivery } from "../db/inbox.server.ts";
import { shopDomain } from "../domains/kernel/ids.ts";
import type { Outcome } from "../domains/kernel/outcome.ts";
import { done, refused } from "../domains/kernel/outcome.ts";
import { moment } from "../domains/kernel/time.ts";
import { isSameDigest } from "./same-digest.server.ts";

/** Shopify's largest payloads are product updates with 2,048 variants: some 2 MB. */
export const LARGEST_WEBHOOK = 8 * 1024 * 1024;

/**
 * Admits a delivery that Shopify signed: base64(HMAC-SHA256(secret, raw body)) in X-Shopify-Hmac-Sha256.
 * The body is kept as it came; whether it is of a known topic and shape is for the inbox's handler to say.
 */
export function admitWebhook(
  headers: IncomingHttpHeaders,
  body: Buffer,
  apiSecret: string,
): Outcome<
  Delivery,
  "signature-missing" | "signature-wrong" | "headers-missing" | "body-not-json"
> {
  const signature = one(headers["x-shopify-hmac-sha256"]);
  if (!signature) return refused("signature-missing");
  const expected = createHmac("sha256", apiSecret).update(body).digest();
  if (!isSameDigest(expected, signature, "base64")) return refused("signature-wrong");

  const shop = shopDomain(one(headers["x-shopify-shop-domain"]) ?? "");
  const topic = one(headers["x-shopify-topic"]);
  const id = one(headers["x-shopify-webhook-id"]);
  if (!shop || !topic || !id || id.length > 100 || topic.length > 100)
    return refused("headers-missing");
  const text = body.toString("utf8");
  // Postgres text cannot hold NUL; JSON never needs it raw
  if (text.includes("\0") || !/^\s*[{[]/.test(text)) return refused("body-not-json");
  const triggered = moment(one(headers["x-shopify-triggered-at"]) ?? "");
  return done({
    shop,
    id,
    topic,
    body: text,
    triggeredAt: triggered === null ? null : new Date(triggered),
  });
}

function one(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" ? header : undefined;
}

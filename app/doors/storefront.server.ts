import { createHmac } from "node:crypto";
import type { CustomerId, ShopDomain } from "../domains/kernel/ids.ts";
import { shopDomain, shopifyId } from "../domains/kernel/ids.ts";
import type { Outcome } from "../domains/kernel/outcome.ts";
import { done, refused } from "../domains/kernel/outcome.ts";
import type { Millis } from "../domains/kernel/time.ts";
import { seconds } from "../domains/kernel/time.ts";
import { isSameDigest } from "./same-digest.server.ts";

/** Who calls through the app proxy. */
export interface StorefrontCaller {
  shop: ShopDomain;
  /** null: not signed in */
  customer: CustomerId | null;
  /** where the proxy is mounted on this shop's storefront, as the merchant may have renamed it: "/apps/sambung" */
  pathPrefix: string;
}

/** As long as Shopify's own library allows between signing and arrival. */
const OLDEST_SIGNATURE = seconds(90);
/** what Shopify adds, each exactly once */
const SHOPIFYS_OWN = ["shop", "timestamp", "path_prefix", "logged_in_customer_id", "signature"];

/**
 * Admits a call that Shopify's app proxy signed: hex(HMAC-SHA256(secret, pairs)), where the pairs are `key=value` with
 * repeated values joined by commas, sorted bytewise as joined strings and concatenated without separator.
 * The signature covers the query, never the body.
 */
export function admitStorefront(
  query: URLSearchParams,
  apiSecret: string,
  now: Millis,
): Outcome<
  StorefrontCaller,
  "signature-missing" | "signature-wrong" | "request-stale" | "parameter-wrong"
> {
  const signature = query.get("signature");
  if (!signature) return refused("signature-missing");
  if (SHOPIFYS_OWN.some((name) => query.getAll(name).length > 1)) return refused("signature-wrong");
  if (!isSameDigest(proxyDigest(query, apiSecret), signature, "hex"))
    return refused("signature-wrong");
  const age = now - seconds(Number(query.get("timestamp")));
  if (!(Math.abs(age) <= OLDEST_SIGNATURE)) return refused("request-stale");
  const shop = shopDomain(query.get("shop") ?? "");
  if (!shop) return refused("parameter-wrong");
  return done({
    shop,
    customer: shopifyId("Customer", query.get("logged_in_customer_id") ?? ""),
    pathPrefix: query.get("path_prefix") ?? "",
  });
}

export function proxyDigest(query: URLSearchParams, apiSecret: string): Buffer {
  const values = new Map<string, string[]>();
  for (const [name, value] of query) {
    if (name === "signature") continue;
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  const pairs = [...values].map(([name, all]) => Buffer.from(`${name}=${all.join(",")}`));
  return createHmac("sha256", apiSecret)
    .update(Buffer.concat(pairs.sort(Buffer.compare)))
    .digest();
}

import { createHmac } from "node:crypto";

/**
 * Shopify's app proxy signature: every pair except `signature`, repeated values joined with ",", written `key=value`, sorted as whole
 * strings, put together without separator, HMAC-SHA256 in hex.
 * https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies
 */
export function proxySignature(pairs: Iterable<[string, string]>, secret: string): string {
  const values = new Map<string, string[]>();
  for (const [key, value] of pairs) {
    if (key !== "signature") values.set(key, [...(values.get(key) ?? []), value]);
  }
  const message = [...values]
    .map(([key, several]) => `${key}=${several.join(",")}`)
    .sort((a, b) => (a < b ? -1 : 1))
    .join("");
  return createHmac("sha256", secret).update(message).digest("hex");
}

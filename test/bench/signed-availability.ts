import { proxyDigest } from "#app/doors/storefront.server.ts";
import { BENCH_SECRET, BENCH_SHOP } from "./deliveries.ts";

/** The path of GET /proxy/availability as Shopify's app proxy signs it now. */
export function signedAvailability(variantId: string): string {
  const query = new URLSearchParams({
    variant: variantId,
    shop: BENCH_SHOP,
    logged_in_customer_id: "",
    path_prefix: "/apps/sambung",
    timestamp: String(Math.floor(Date.now() / 1_000)),
  });
  query.set("signature", proxyDigest(query, BENCH_SECRET).toString("hex"));
  return `/proxy/availability?${query}`;
}

/**
 * Shopify answered with a refusal. Its own codes (ACCESS_DENIED, …), and ours: "unauthorized" (no token that Shopify takes: the
 * merchant must open the app), "token-refresh" (it did not hand out a new token, this time), "throttled".
 */
export class ShopifyRefused extends Error {
  override name = "ShopifyRefused";
  readonly code: string;
  constructor(operation: string, code: string, message: string) {
    super(`${operation}: ${message}`);
    this.code = code;
  }
}

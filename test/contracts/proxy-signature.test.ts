import { describe, expect, test } from "vitest";
import { proxySignature } from "#test/simulator/storefront/app-proxy/sign-proxy.ts";

/**
 * The example of https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies
 * (secret "hush", `extra=1&extra=2`), logged in and anonymous.
 */
const example = (customer: string): [string, string][] => [
  ["extra", "1"],
  ["extra", "2"],
  ["shop", "shop-name.myshopify.com"],
  ["logged_in_customer_id", customer],
  ["path_prefix", "/apps/awesome_reviews"],
  ["timestamp", "1317327555"],
];

describe("the app proxy signature", () => {
  test("is Shopify's for a customer who is logged in", () => {
    expect(proxySignature(example("1"), "hush")).toBe(
      "4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb",
    );
  });

  test("is Shopify's for somebody unknown", () => {
    expect(proxySignature(example(""), "hush")).toBe(
      "e072b6d7e6622d85912a5214b860d3100dc1e73d9bc29f43796ac8c9ff8093cb",
    );
  });

  test("sorts the joined `key=value` strings, not the keys", () => {
    // by keys `a` < `a-b`; as strings `a-b=…` < `a=…`, because "-" comes before "="
    const pairs: [string, string][] = [
      ["a", "2"],
      ["a-b", "1"],
    ];
    expect(proxySignature(pairs, "hush")).toBe(proxySignature([...pairs].reverse(), "hush"));
    expect(proxySignature(pairs, "hush")).not.toBe(proxySignature([["a", "2a-b=1"]], "hush"));
    expect(proxySignature(pairs, "hush")).toBe(proxySignature([["a-b", "1a=2"]], "hush"));
  });

  test("does not cover itself, and depends on the secret", () => {
    expect(proxySignature([...example("1"), ["signature", "x"]], "hush")).toBe(
      proxySignature(example("1"), "hush"),
    );
    expect(proxySignature(example("1"), "other")).not.toBe(proxySignature(example("1"), "hush"));
  });
});

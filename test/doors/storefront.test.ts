import fc from "fast-check";
import { expect, test } from "vitest";
import { admitStorefront, proxyDigest } from "#app/doors/storefront.server.ts";

/** The two vectors of Shopify's documentation, "Authenticate app proxies" (secret "hush"). */
const DOCUMENTED = {
  signedIn:
    "extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb",
  anonymous:
    "extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&signature=e072b6d7e6622d85912a5214b860d3100dc1e73d9bc29f43796ac8c9ff8093cb",
};
const THEN = 1_317_327_555_000;

test("the documented calls are admitted, with who is signed in", () => {
  expect(admitStorefront(new URLSearchParams(DOCUMENTED.signedIn), "hush", THEN)).toEqual({
    ok: true,
    value: { shop: "shop-name.myshopify.com", customer: "1", pathPrefix: "/apps/awesome_reviews" },
  });
  expect(admitStorefront(new URLSearchParams(DOCUMENTED.anonymous), "hush", THEN)).toMatchObject({
    value: { customer: null },
  });
});

test("a call older than ninety seconds, or from the future, is stale", () => {
  const query = new URLSearchParams(DOCUMENTED.signedIn);
  expect(admitStorefront(query, "hush", THEN + 90_000)).toMatchObject({ ok: true });
  expect(admitStorefront(query, "hush", THEN + 90_001)).toEqual({
    ok: false,
    reason: "request-stale",
  });
  expect(admitStorefront(query, "hush", THEN - 90_001)).toEqual({
    ok: false,
    reason: "request-stale",
  });
});

test.each([
  ["another secret", (q: URLSearchParams) => q, "hushed"],
  ["a changed shop", (q: URLSearchParams) => q.set("shop", "other.myshopify.com"), "hush"],
  ["a second shop", (q: URLSearchParams) => q.append("shop", "other.myshopify.com"), "hush"],
  ["another customer", (q: URLSearchParams) => q.set("logged_in_customer_id", "2"), "hush"],
  ["an added parameter", (q: URLSearchParams) => q.append("more", "1"), "hush"],
  ["a removed parameter", (q: URLSearchParams) => q.delete("path_prefix"), "hush"],
  ["a lost repeat", (q: URLSearchParams) => q.set("extra", "1"), "hush"],
  [
    "repeats in another order",
    (q: URLSearchParams) => (q.delete("extra"), q.append("extra", "2"), q.append("extra", "1")),
    "hush",
  ],
  ["a signature cut short", (q: URLSearchParams) => q.set("signature", "4c68"), "hush"],
  [
    "a signature that is not hex",
    (q: URLSearchParams) => q.set("signature", "z".repeat(64)),
    "hush",
  ],
  ["two signatures", (q: URLSearchParams) => q.append("signature", "0".repeat(64)), "hush"],
])("%s is turned away", (_what, tamper, secret) => {
  const query = new URLSearchParams(DOCUMENTED.signedIn);
  tamper(query);
  expect(admitStorefront(query, secret, THEN)).toEqual({ ok: false, reason: "signature-wrong" });
});

test("without a signature nobody is admitted", () => {
  expect(admitStorefront(new URLSearchParams("shop=a.myshopify.com"), "hush", THEN)).toEqual({
    ok: false,
    reason: "signature-missing",
  });
});

test("a signed call without a shop or a time is refused rather than guessed", () => {
  for (const query of [
    new URLSearchParams("timestamp=1317327555"),
    new URLSearchParams("shop=a.myshopify.com"),
  ]) {
    query.set("signature", proxyDigest(query, "hush").toString("hex"));
    expect(admitStorefront(query, "hush", THEN)).toMatchObject({ ok: false });
  }
});

test("pairs are sorted as joined bytes, not as keys in some language's order", () => {
  const digest = (text: string) => proxyDigest(new URLSearchParams(text), "hush").toString("hex");
  expect(digest("a-b=1&a_b=2&aB=3")).toBe(digest("aB=3&a_b=2&a-b=1"));
});

test("any change to any signed parameter is noticed", () => {
  const value = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), value, { minKeys: 1, maxKeys: 5 }),
      value,
      (params, other) => {
        const query = new URLSearchParams({
          ...params,
          shop: "a.myshopify.com",
          timestamp: "1317327555",
        });
        const signature = proxyDigest(query, "hush").toString("hex");
        const name = Object.keys(params)[0] ?? "";
        fc.pre(
          name !== "shop" && name !== "timestamp" && name !== "signature" && params[name] !== other,
        );
        query.set(name, other);
        query.set("signature", signature);
        expect(admitStorefront(query, "hush", THEN)).toMatchObject({ ok: false });
      },
    ),
  );
});

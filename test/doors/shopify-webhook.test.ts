import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { admitWebhook } from "#app/doors/shopify-webhook.server.ts";

const SECRET = "hush";
const BODY = Buffer.from(JSON.stringify({ id: 1, title: "Kopi ☕ <b>شاي</b>" }));
const sign = (body: Buffer) => createHmac("sha256", SECRET).update(body).digest("base64");
const HEADERS = {
  "x-shopify-hmac-sha256": sign(BODY),
  "x-shopify-shop-domain": "sambung-demo.myshopify.com",
  "x-shopify-topic": "products/update",
  "x-shopify-webhook-id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
  "x-shopify-triggered-at": "2026-11-21T08:00:00.123456789Z",
};

test("a signed delivery is admitted with its body as it came", () => {
  expect(admitWebhook(HEADERS, BODY, SECRET)).toEqual({
    ok: true,
    value: {
      shop: "sambung-demo.myshopify.com",
      id: "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
      topic: "products/update",
      body: BODY.toString(),
      triggeredAt: new Date("2026-11-21T08:00:00.123Z"),
    },
  });
});

test.each([
  ["no signature", { "x-shopify-hmac-sha256": undefined }, "signature-missing"],
  ["an empty signature", { "x-shopify-hmac-sha256": "" }, "signature-missing"],
  [
    "a signature made with another secret",
    { "x-shopify-hmac-sha256": createHmac("sha256", "x").update(BODY).digest("base64") },
    "signature-wrong",
  ],
  [
    "a signature in hex",
    { "x-shopify-hmac-sha256": createHmac("sha256", SECRET).update(BODY).digest("hex") },
    "signature-wrong",
  ],
  [
    "a shop that is not a myshopify domain",
    { "x-shopify-shop-domain": "evil.example" },
    "headers-missing",
  ],
  ["no topic", { "x-shopify-topic": undefined }, "headers-missing"],
  ["no webhook id", { "x-shopify-webhook-id": undefined }, "headers-missing"],
  [
    "a webhook id too long to be one",
    { "x-shopify-webhook-id": "x".repeat(101) },
    "headers-missing",
  ],
])("%s is turned away", (_what, change, reason) => {
  expect(admitWebhook({ ...HEADERS, ...change }, BODY, SECRET)).toEqual({ ok: false, reason });
});

test("a signed body that is not JSON is turned away", () => {
  for (const text of ["", "hello", "<xml/>", '{"a":"\0"}']) {
    const body = Buffer.from(text);
    expect(admitWebhook({ ...HEADERS, "x-shopify-hmac-sha256": sign(body) }, body, SECRET)).toEqual(
      { ok: false, reason: "body-not-json" },
    );
  }
});

test("one changed byte anywhere in the body is noticed", () => {
  fc.assert(
    fc.property(fc.nat({ max: BODY.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const body = Buffer.from(BODY);
      body[at] = ((body[at] ?? 0) + by) % 256;
      expect(admitWebhook(HEADERS, body, SECRET)).toEqual({ ok: false, reason: "signature-wrong" });
    }),
  );
});

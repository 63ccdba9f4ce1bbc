import fc from "fast-check";
import { expect, test } from "vitest";
import { seal, unseal } from "#app/adapters/shopify/seal.server.ts";

const key = Buffer.alloc(32, 1);

test("what was sealed is opened with the same key for the same row, and is not readable before", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (secret, row) => {
      const sealed = seal(key, secret, row);
      expect(unseal(key, sealed, row)).toBe(secret);
      if (secret.length > 3) expect(sealed).not.toContain(secret);
    }),
  );
});

test("another key, another row or a changed byte opens nothing", () => {
  const sealed = seal(key, "shpat_secret", "offline_a.myshopify.com");
  expect(() => unseal(Buffer.alloc(32, 2), sealed, "offline_a.myshopify.com")).toThrow();
  expect(() => unseal(key, sealed, "offline_b.myshopify.com")).toThrow();
  const parts = sealed.split(".");
  expect(() =>
    unseal(key, [...parts.slice(0, 3), "AAAA"].join("."), "offline_a.myshopify.com"),
  ).toThrow();
  expect(() => unseal(key, "shpat_in_clear", "offline_a.myshopify.com")).toThrow();
});

test("the same secret is never sealed to the same text", () => {
  expect(seal(key, "x", "row")).not.toBe(seal(key, "x", "row"));
});

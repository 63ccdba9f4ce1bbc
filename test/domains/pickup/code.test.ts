import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shopDomain, stored } from "#app/domains/kernel/ids.ts";
import type { PickupId, ShopDomain } from "#app/domains/kernel/ids.ts";
import { minutes } from "#app/domains/kernel/time.ts";
import { afterFailure, isLocked, STAFF_LIMIT } from "#app/domains/pickup/code-limits.ts";
import { CODE_ALPHABET, codeIn, spacedCode } from "#app/domains/pickup/code-text.ts";
import { codeHash, isSameCode, pickupCode } from "#app/domains/pickup/code.server.ts";

const SHOP = shopDomain("a.myshopify.com") as ShopDomain;
const OTHER = shopDomain("b.myshopify.com") as ShopDomain;
const key = Buffer.alloc(32, 1);
const pickup = () => stored<PickupId>(randomUUID());
const code = fc
  .array(fc.constantFrom(...CODE_ALPHABET.split("")), { minLength: 6, maxLength: 6 })
  .map((letters) => letters.join(""));

test("a code is found however people type it", () => {
  const mess = fc.array(fc.constantFrom(" ", "-", "\t", " ", "."), { maxLength: 3 });
  fc.assert(
    fc.property(
      code,
      fc.array(mess, { minLength: 7, maxLength: 7 }),
      fc.boolean(),
      (text, gaps, lower) => {
        const typed = text
          .split("")
          .map((letter, at) => (gaps[at] ?? []).join("") + letter)
          .join("");
        expect(codeIn(lower ? typed.toLowerCase() : typed)).toBe(text);
        expect(codeIn(spacedCode(text))).toBe(text);
        expect(codeIn(`https://x.example/apps/sambung/pickup?p=t&code=${text}#top`)).toBe(text);
      },
    ),
  );
});

test("letters that look like our digits are read as them", () => {
  expect(codeIn("bsz-234")).toBe("852234");
});

test("anything else is no code, and no text makes the reader fall", () => {
  for (const text of ["", "12345", "1234567", "OOOOOO", "АBCDEF", "💥💥💥💥💥💥", "\0\0\0\0\0\0"])
    expect(codeIn(text)).toBeNull();
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const found = codeIn(text);
      expect(found === null || found.split("").every((one) => CODE_ALPHABET.includes(one))).toBe(
        true,
      );
    }),
  );
});

test("the code depends on the key, the shop, the pickup and the generation", () => {
  const id = pickup();
  const all = [
    pickupCode(key, SHOP, id, 1),
    pickupCode(key, SHOP, id, 2),
    pickupCode(key, OTHER, id, 1),
    pickupCode(key, SHOP, pickup(), 1),
    pickupCode(Buffer.alloc(32, 2), SHOP, id, 1),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(pickupCode(key, SHOP, id, 1)).toBe(all[0]);
  expect(codeIn(all[0] ?? "")).toBe(all[0]);
});

test("every letter comes up about equally often at every place", () => {
  const counts = Array.from({ length: 6 }, () => new Map<string, number>());
  for (let i = 0; i < 6_000; i++)
    for (const [at, letter] of pickupCode(key, SHOP, pickup(), 1).split("").entries())
      counts[at]?.set(letter, (counts[at]?.get(letter) ?? 0) + 1);
  const expected = 6_000 / CODE_ALPHABET.length;
  for (const place of counts) {
    expect(place.size).toBe(CODE_ALPHABET.length);
    const chi = [...place.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 23 degrees of freedom: 70 is beyond one in a million
    expect(chi).toBeLessThan(70);
  }
});

test("the stored hash tells neither the code nor that two shops have the same one", () => {
  const one = pickupCode(key, SHOP, pickup(), 1);
  expect(codeHash(key, SHOP, one)).not.toContain(one);
  expect(codeHash(key, SHOP, one)).not.toBe(codeHash(key, OTHER, one));
  expect(isSameCode(key, SHOP, one, one)).toBe(true);
  expect(isSameCode(key, SHOP, one, "222222")).toBe(false);
});

test("whoever guesses without pause is looked at ten times in a quarter of an hour", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: minutes(3) }), { maxLength: 300 }), (pauses) => {
      let window = { startedAt: 0, failures: 0, lockedUntil: null as number | null };
      let now = 0;
      const looked: number[] = [];
      for (const pause of pauses) {
        now += pause;
        if (isLocked(window.lockedUntil, now)) continue;
        looked.push(now);
        window = afterFailure(window, STAFF_LIMIT, now);
      }
      for (const start of looked) {
        const inWindow = looked.filter((at) => at >= start && at < start + STAFF_LIMIT.window);
        // a window that ends and one that begins may lie side by side
        expect(inWindow.length).toBeLessThan(2 * STAFF_LIMIT.failures);
      }
    }),
  );
});

import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { shopDomain } from "../domains/kernel/ids.ts";
import type { ShopDomain } from "../domains/kernel/ids.ts";
import type { Outcome } from "../domains/kernel/outcome.ts";
import { done, refused } from "../domains/kernel/outcome.ts";
import type { Millis } from "../domains/kernel/time.ts";
import { minutes } from "../domains/kernel/time.ts";

/** A board asks again before this; an EventSource can neither send a session token nor keep a cookie in the admin's frame. */
export const BOARD_TOKEN_LASTS = minutes(30);

/** Lets its bearer hear which pickups of the shop change, and nothing else: "<shop>~<expires>~<proof>". */
export function boardToken(key: Buffer, shop: ShopDomain, now: Millis): string {
  const expires = now + BOARD_TOKEN_LASTS;
  return [shop, expires, proof(key, shop, expires).toString("base64url")].join("~");
}

/** Admits a board's stream. */
export function admitBoard(
  token: string | null,
  key: Buffer,
  now: Millis,
): Outcome<{ shop: ShopDomain; expires: Millis }, "token-wrong"> {
  const [name = "", until = "", given = "", ...rest] = (token ?? "").split("~");
  const shop = shopDomain(name);
  const expires = Number(until);
  if (!shop || rest.length > 0 || !Number.isSafeInteger(expires)) return refused("token-wrong");
  const expected = proof(key, shop, expires);
  const bytes = Buffer.from(given, "base64url");
  const isOurs = bytes.length === expected.length && timingSafeEqual(bytes, expected);
  return isOurs && now < expires ? done({ shop, expires }) : refused("token-wrong");
}

function proof(key: Buffer, shop: ShopDomain, expires: Millis): Buffer {
  const own = Buffer.from(hkdfSync("sha256", key, "", "sambung board-stream", 32));
  return createHmac("sha256", own).update(`${shop}~${expires}`).digest();
}

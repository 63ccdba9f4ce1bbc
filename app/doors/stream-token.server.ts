import { createHmac, hkdfSync } from "node:crypto";
import type { ShopDomain, VariantId } from "../domains/kernel/ids.ts";
import { shopDomain, shopifyId } from "../domains/kernel/ids.ts";
import type { Outcome } from "../domains/kernel/outcome.ts";
import { done, refused } from "../domains/kernel/outcome.ts";
import type { Millis } from "../domains/kernel/time.ts";
import { minutes, seconds } from "../domains/kernel/time.ts";
import { isSameDigest } from "./same-digest.server.ts";

/** What a page may hear: one variant in one shop, until `expires`. It names no person. */
export interface StreamGrant {
  shop: ShopDomain;
  variant: VariantId;
  expires: Millis;
}

const LIVES_FOR = minutes(15);
/** Tokens of the same five minutes are the same text, so that an unchanged answer keeps its ETag. */
const STEP = minutes(5);
const LONGEST_TOKEN = 400;
/** 128 bits of the digest: as many as anyone will guess in a quarter of an hour, and half the text */
const DIGEST_BYTES = 16;

const keys = new WeakMap<Buffer, Buffer>();

/** The token that opens GET /stream for this shop and variant: 15 to 20 minutes. */
export function streamToken(
  encryptionKey: Buffer,
  shop: ShopDomain,
  variant: VariantId,
  now: Millis,
): string {
  const expires = Math.ceil((now + LIVES_FOR) / STEP) * STEP;
  const said = Buffer.from(`${shop} ${variant} ${expires / seconds(1)}`).toString("base64url");
  return `${said}.${digestOf(encryptionKey, said).toString("base64url")}`;
}

export function admitStream(
  token: string | null,
  encryptionKey: Buffer,
  now: Millis,
): Outcome<StreamGrant, "token-wrong"> {
  const [said, digest, ...rest] = (token ?? "").slice(0, LONGEST_TOKEN).split(".");
  if (!said || !digest || rest.length > 0) return refused("token-wrong");
  const given = Buffer.from(digest, "base64url").toString("hex");
  if (!isSameDigest(digestOf(encryptionKey, said), given, "hex")) return refused("token-wrong");
  const [shopText, variantText, expiry] = Buffer.from(said, "base64url").toString().split(" ");
  const shop = shopDomain(shopText ?? "");
  const variant = shopifyId("ProductVariant", variantText ?? "");
  const expires = seconds(Number(expiry));
  if (!shop || !variant || !(expires > now)) return refused("token-wrong");
  return done({ shop, variant, expires });
}

function digestOf(encryptionKey: Buffer, said: string): Buffer {
  return createHmac("sha256", keyOf(encryptionKey)).update(said).digest().subarray(0, DIGEST_BYTES);
}

function keyOf(encryptionKey: Buffer): Buffer {
  const known = keys.get(encryptionKey);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", encryptionKey, "", "sambung availability stream", 32));
  keys.set(encryptionKey, key);
  return key;
}

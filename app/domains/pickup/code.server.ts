import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Tx } from "../../db/open-database.server.ts";
import type { PickupId, ShopDomain } from "../kernel/ids.ts";
import { stored } from "../kernel/ids.ts";
import { CODE_ALPHABET, CODE_LENGTH } from "./code-text.ts";

/**
 * The shopper's code and page link are never stored: both are derived from the app's key (`services.config.encryptionKey`),
 * the pickup and its generation. A later generation makes the earlier ones worthless.
 */
export function pickupCode(
  key: Buffer,
  shop: ShopDomain,
  pickupId: PickupId,
  generation: number,
): string {
  const digest = mac(key, "pickup-code", [shop, pickupId, String(generation)]);
  // 256 bits over 24^6 (1.9e8): the bias is far below one in 2^200
  let rest = BigInt(`0x${digest.toString("hex")}`);
  const base = BigInt(CODE_ALPHABET.length);
  return Array.from({ length: CODE_LENGTH }, () => {
    const letter = CODE_ALPHABET.charAt(Number(rest % base));
    rest /= base;
    return letter;
  }).join("");
}

/** What is stored of a code, for look-up among the shop's open pickups. Worthless without the key. */
export function codeHash(key: Buffer, shop: ShopDomain, code: string): string {
  return mac(key, "pickup-code-hash", [shop, code]).toString("hex");
}

/** Opens the shopper's pickup page: "<pickup id>.<proof>". */
export function pickupPageToken(
  key: Buffer,
  shop: ShopDomain,
  pickupId: PickupId,
  generation: number,
): string {
  return `${pickupId}.${pageProof(key, shop, pickupId, generation).toString("base64url")}`;
}

const PAGE_TOKEN = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{22})$/;

/** The pickup whose page the token opens, or null. */
export async function findPickupByPageToken(
  prisma: Pick<Tx, "pickup">,
  key: Buffer,
  shop: ShopDomain,
  token: string,
): Promise<PickupId | null> {
  const [, id, proof] = PAGE_TOKEN.exec(token) ?? [];
  if (!id || !proof) return null;
  const pickup = await prisma.pickup.findUnique({
    where: { shop_id: { shop, id } },
    select: { generation: true },
  });
  if (!pickup) return null;
  const pickupId = stored<PickupId>(id);
  // as text: the last letter of base64url has bits to spare, and one pickup shall have one link
  const expected = pageProof(key, shop, pickupId, pickup.generation).toString("base64url");
  return timingSafeEqual(Buffer.from(proof), Buffer.from(expected)) ? pickupId : null;
}

/** Compares in constant time. */
export function isSameCode(key: Buffer, shop: ShopDomain, one: string, other: string): boolean {
  const hash = (code: string) => mac(key, "pickup-code-hash", [shop, code]);
  return timingSafeEqual(hash(one), hash(other));
}

function pageProof(key: Buffer, shop: ShopDomain, pickupId: PickupId, generation: number): Buffer {
  return mac(key, "pickup-page", [shop, pickupId, String(generation)]).subarray(0, 16);
}

/** A key of its own for each purpose, so that a proof of one kind is never a proof of another. */
function mac(key: Buffer, purpose: string, parts: string[]): Buffer {
  const own = Buffer.from(hkdfSync("sha256", key, "", `sambung ${purpose}`, 32));
  return createHmac("sha256", own).update(JSON.stringify(parts)).digest();
}

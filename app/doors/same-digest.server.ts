import { timingSafeEqual } from "node:crypto";

/** Compares two digests in constant time; false when the text is not `encoding` of the same length. */
export function isSameDigest(expected: Buffer, given: string, encoding: "hex" | "base64"): boolean {
  const bytes = Buffer.from(given, encoding);
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

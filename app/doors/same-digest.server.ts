import { timingSafeEqual } from "node:crypto";

/** Compares two digests in constant time; false when the text is not `encoding` of the same length. */
export function isSameDigest(expected: Buffer, given: string, encoding: "hex" | "base64"): boolean {
  // Buffer.from stops silently at what is not of the encoding
  if (given.length !== expected.toString(encoding).length) return false;
  const bytes = Buffer.from(given, encoding);
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

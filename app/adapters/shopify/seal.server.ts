import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const FORMAT = "v1";

/** AES-256-GCM; the context (a table and row name) is bound in, so that a sealed text cannot be moved to another row. */
export function seal(key: Buffer, text: string, context: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [FORMAT, iv, cipher.getAuthTag(), sealed].map(encode).join(".");
}

/** Throws when the text was not sealed with this key for this context. */
export function unseal(key: Buffer, sealed: string, context: string): string {
  const [format, iv, tag, body] = sealed.split(".");
  if (format !== FORMAT || !iv || !tag || body === undefined) throw new Error("not a sealed text");
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64url"))
    .setAAD(Buffer.from(context))
    .setAuthTag(Buffer.from(tag, "base64url"));
  return decipher.update(body, "base64url", "utf8") + decipher.final("utf8");
}

function encode(part: string | Buffer): string {
  return typeof part === "string" ? part : part.toString("base64url");
}

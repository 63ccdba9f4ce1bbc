import type { IncomingMessage } from "node:http";
import type { Outcome } from "../domains/kernel/outcome.ts";
import { done, refused } from "../domains/kernel/outcome.ts";

/** The body's own bytes, refused as soon as they are more than `limit` or the sender hangs up. */
export async function readRawBody(
  request: IncomingMessage,
  limit: number,
): Promise<Outcome<Buffer, "body-too-large" | "body-truncated">> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return refused("body-too-large");
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      if (!Buffer.isBuffer(chunk)) continue;
      size += chunk.length;
      if (size > limit) return refused("body-too-large");
      chunks.push(chunk);
    }
  } catch {
    return refused("body-truncated");
  }
  return done(Buffer.concat(chunks));
}

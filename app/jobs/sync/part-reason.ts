import { z } from "zod";
import { ShopifyRefused } from "../../adapters/shopify/shopify-refused.ts";
import { BulkFileUnreachable } from "../../adapters/shopify/read-bulk-file.server.ts";
import type { PartReason } from "../../domains/shop/sync-run.ts";
import { PART_REASONS } from "../../domains/shop/sync-run.ts";

/** Why a step failed, as a code for which the page has words; `isFinal`: trying again cannot help. */
export function partReason(error: unknown): { reason: PartReason; isFinal: boolean } {
  if (error instanceof ShopifyRefused) return refusal(error);
  if (error instanceof z.ZodError || error instanceof SyntaxError)
    return { reason: "answer-unreadable", isFinal: true };
  const named = PART_REASONS.find((one) => error instanceof Error && error.message === one);
  if (named) return { reason: named, isFinal: true };
  // fetch throws a TypeError when a connection cannot be made or breaks
  const isNetwork = error instanceof TypeError || error instanceof BulkFileUnreachable;
  return { reason: isNetwork ? "shopify-unreachable" : "internal", isFinal: false };
}

function refusal({ code }: ShopifyRefused): { reason: PartReason; isFinal: boolean } {
  if (code === "unauthorized") return { reason: "token-dead", isFinal: true };
  if (code === "token-refresh") return { reason: "token-dead", isFinal: false };
  if (code === "throttled" || code.startsWith("HTTP_5"))
    return { reason: "shopify-unreachable", isFinal: false };
  return { reason: "shopify-refused", isFinal: code === "ACCESS_DENIED" };
}

import type { ServerResponse } from "node:http";
import type { RefusalReason } from "../doors/refusal.ts";
import { admitStorefront } from "../doors/storefront.server.ts";
import type { StorefrontCaller } from "../doors/storefront.server.ts";
import { shopifyId } from "../domains/kernel/ids.ts";
import type { VariantId } from "../domains/kernel/ids.ts";
import type { Services } from "../services.server.ts";
import { answerRefusal } from "./answer.server.ts";

/** Turns someone away and logs why; never what the address held (it may tell where a shopper is). */
export function turnAway(
  services: Services,
  response: ServerResponse,
  door: string,
  reason: RefusalReason,
): null {
  services.log.warn({ door, reason }, "turned away");
  answerRefusal(response, reason);
  return null;
}

/** Who asks through the app proxy, and about which variant; null when they were turned away. */
export function admitShopper(
  services: Services,
  response: ServerResponse,
  url: URL,
): { caller: StorefrontCaller; variant: VariantId } | null {
  const { config, clock } = services;
  const caller = admitStorefront(url.searchParams, config.shopify.apiSecret, clock());
  if (!caller.ok) return turnAway(services, response, "storefront", caller.reason);
  const variant = shopifyId("ProductVariant", url.searchParams.get("variant") ?? "");
  if (!variant) return turnAway(services, response, "storefront", "parameter-wrong");
  return { caller: caller.value, variant };
}

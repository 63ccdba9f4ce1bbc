import "@shopify/shopify-app-remix/adapters/node";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { ApiVersion, AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";
import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../../domains/kernel/ids.ts";
import { shopDomain } from "../../domains/kernel/ids.ts";
import { sealedSessionStorage } from "./session-storage.server.ts";

// the Node adapter keeps the fetch that it finds when it is loaded; ours is looked up at each call, here as everywhere
setAbstractFetchFunc((input, init) => fetch(input, init));

export const API_VERSION = ApiVersion.October26;

export type ShopifyLibrary = ReturnType<typeof shopifyLibrary>;

/** Shopify's own library, which authenticates requests and keeps the shops' tokens. Throws when the address is not a URL. */
export function shopifyLibrary(options: {
  apiKey: string;
  apiSecret: string;
  appUrl: string;
  encryptionKey: Buffer;
  prisma: Db["prisma"];
  /** a shop's first token (or a new one after it was lost) has been stored */
  whenAuthorized(shop: ShopDomain, scopes: string): Promise<void>;
  log(severity: number, message: string): void;
}) {
  return shopifyApp({
    apiKey: options.apiKey,
    apiSecretKey: options.apiSecret,
    appUrl: options.appUrl,
    apiVersion: API_VERSION,
    distribution: AppDistribution.AppStore,
    sessionStorage: sealedSessionStorage(options.prisma, options.encryptionKey),
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    logger: { log: options.log },
    hooks: {
      afterAuth: async ({ session }) => {
        const shop = shopDomain(session.shop);
        if (shop) await options.whenAuthorized(shop, session.scope ?? "");
      },
    },
  });
}

import { SessionNotFoundError } from "@shopify/shopify-app-remix/server";
import type { ShopDomain } from "../../domains/kernel/ids.ts";
import type { ShopifyLibrary } from "./shopify-library.server.ts";
import { ShopifyRefused } from "./shopify-refused.ts";

/** Not 1970 itself: the library takes the number 0 for "never expires". */
const LONG_AGO = new Date(1);

export interface TokenDesk {
  /** the shop's access token, refreshed when it is about to expire; throws ShopifyRefused when there is none to be had */
  current(shop: ShopDomain, operation: string): Promise<string>;
  /** Shopify did not take this token: the next one will be another. False when no other can be had. */
  discard(shop: ShopDomain, token: string): Promise<boolean>;
}

/**
 * The library refreshes tokens without a lock: here those who ask at the same time share one refresh. Between nodes a second
 * refresh may happen; Shopify keeps the older refresh token valid until the newer one is used.
 */
export function tokenDesk(library: ShopifyLibrary): TokenDesk {
  const underWay = new Map<ShopDomain, Promise<string>>();

  const load = async (shop: ShopDomain, operation: string): Promise<string> => {
    try {
      const { session } = await library.unauthenticated.admin(shop);
      return session.accessToken ?? "";
    } catch (error) {
      if (error instanceof SessionNotFoundError)
        throw new ShopifyRefused(operation, "unauthorized", "the shop has given us no token");
      // the library throws a bare Response when the refresh fails, whatever the reason
      if (error instanceof Response)
        throw new ShopifyRefused(operation, "token-refresh", "no new token was handed out");
      throw error;
    }
  };

  return {
    current(shop, operation) {
      const known = underWay.get(shop);
      if (known) return known;
      const loading = load(shop, operation).finally(() => underWay.delete(shop));
      underWay.set(shop, loading);
      return loading;
    },
    async discard(shop, token) {
      const session = await library.sessionStorage.loadSession(`offline_${shop}`);
      if (!session) return false;
      if (session.accessToken !== token) return true; // somebody else has renewed it meanwhile
      if (!session.refreshToken) return false;
      session.expires = LONG_AGO;
      await library.sessionStorage.storeSession(session);
      return true;
    },
  };
}

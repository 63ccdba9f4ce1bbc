import type { InboxHandler } from "./handler.ts";
import { APP_NEWS } from "./take-app-news.server.ts";
import { CATALOGUE_NEWS } from "./take-catalogue-news.server.ts";
import { ORDER_NEWS } from "./take-order-news.server.ts";

/** By topic as Shopify writes it in X-Shopify-Topic. A topic that is not here is kept and marked failed, see process-inbox. */
export const INBOX_HANDLERS: Partial<Record<string, InboxHandler>> = {
  ...APP_NEWS,
  ...CATALOGUE_NEWS,
  ...ORDER_NEWS,
};

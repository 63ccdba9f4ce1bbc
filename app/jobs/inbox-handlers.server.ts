import type { InboxRow } from "../db/inbox.server.ts";
import type { Services } from "../services.server.ts";
import { APP_NEWS } from "./take-app-news.server.ts";
import { CATALOGUE_NEWS } from "./take-catalogue-news.server.ts";
import { ORDER_NEWS } from "./take-order-news.server.ts";

/** What follows from a kept delivery: decode it and call one use case. Must be safe to repeat. */
export type InboxHandler = (services: Services, row: InboxRow) => Promise<void>;

/** By topic as Shopify writes it in X-Shopify-Topic. A topic that is not here is kept and marked failed, see process-inbox. */
export const INBOX_HANDLERS: Partial<Record<string, InboxHandler>> = {
  ...APP_NEWS,
  ...CATALOGUE_NEWS,
  ...ORDER_NEWS,
};

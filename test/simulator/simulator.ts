import type { IncomingMessage, ServerResponse } from "node:http";
import type { BulkDesk } from "./admin-api/bulk/bulk-desk.ts";
import type { Throttle } from "./admin-api/throttle.ts";
import type { SimClock } from "./clock.ts";
import type { Shop } from "./shop.ts";
import type { ShopState } from "./state.ts";
import type { WebhookPost } from "./webhooks/webhook-post.ts";

/** A local Shopify: one or more shops behind one address, with one app installed in them. */
export interface Simulator {
  /** the first shop */
  shop: Shop;
  shops: Map<string, Shop>;
  url: string;
  clock: SimClock;
  webhooks: WebhookPost;
  /** bulk operations: timing, limit, failures on demand */
  bulk: BulkDesk;
  /** the cost bucket of a shop: `throttles.get(domain)?.spend(1_990)` brings THROTTLED about */
  throttles: ReadonlyMap<string, Throttle>;
  /** every call to the Admin API, newest last */
  calls: readonly AdminCall[];
  /** hears each call after it was executed and before it is answered; returns how to stop */
  onCall(hear: (call: AdminCall) => void): () => void;
  apiKey: string;
  apiSecret: string;
  /** where the app answers; may be set later, when the app knows its port */
  appUrl: string;
  /** another shop, with the app installed in it */
  addShop(state: ShopState): Shop;
  /** a session token as App Bridge hands it to the embedded app */
  sessionToken(options?: SessionTokenOptions): Promise<string>;
  /** an offline access token without the exchange, for tests of the Admin API alone */
  offlineToken(domain?: string): string;
  /** the merchant installs (or reinstalls) the app; the app gets its token by token exchange */
  install(domain?: string, scopes?: string[]): void;
  /** A2: the admin host shows the install screen until then */
  isInstalled(domain?: string): boolean;
  /** tokens die, `app/uninstalled` at once, `shop/redact` 48 hours later */
  uninstall(domain?: string): void;
  /** the merchant grants other scopes: `app/scopes_update` */
  changeScopes(scopes: string[], domain?: string): void;
  /** everything that must survive a restart, as JSON text */
  save(): string;
  close(): Promise<void>;
}

export interface SessionTokenOptions {
  domain?: string;
  userId?: string;
  expiresInSeconds?: number;
  /** overrides for tests of bad tokens */
  claims?: Record<string, unknown>;
  secret?: string;
}

export interface AdminCall {
  at: number;
  domain: string;
  operation: string;
  cost: unknown;
  errors: unknown;
}

/** true: this route has answered */
export type Route = (
  request: IncomingMessage,
  response: ServerResponse,
) => boolean | Promise<boolean>;

export interface SimulatorOptions {
  port?: number;
  clock?: SimClock;
  seed?: number;
  appUrl: string;
  apiKey?: string;
  apiSecret?: string;
  /** default: read from shopify.app.toml */
  scopes?: string[];
  /** default: the small shop of `small-shop.ts` */
  catalogue?: ShopState;
  /** default true: the app is installed from the start */
  installed?: boolean;
  /** what `save()` returned earlier; wins over `catalogue` */
  saved?: string;
  mount?: (simulator: Simulator) => Route[];
}

export { startSimulator } from "./start-simulator.ts";

import type { Logger } from "pino";
import type { ShopifyLibrary } from "./adapters/shopify/shopify-library.server.ts";
import type { AskAdmin } from "./adapters/shopify/admin-client.server.ts";
import type { SendMail } from "./adapters/mail/send-mail.server.ts";
import type { KeepDelivery } from "./db/keep-deliveries.server.ts";
import type { Db } from "./db/open-database.server.ts";
import type { Clock } from "./domains/kernel/time.ts";
import type { Config } from "./server/config.server.ts";

/** Everything that touches the world, made once at start and handed on explicitly (Remix's load context holds it). */
export interface Services {
  config: Config;
  db: Db;
  /** what doors keep a delivery with before they acknowledge it */
  keepDelivery: KeepDelivery;
  clock: Clock;
  log: Logger;
  shopify: ShopifyLibrary;
  askAdmin: AskAdmin;
  sendMail: SendMail;
  /** Tells the inbox and outbox loops of this process that there is work; they also look by themselves. */
  wake(): void;
}

/** Remix's load context, as the server fills it. */
declare module "@remix-run/server-runtime" {
  interface AppLoadContext {
    services: Services;
  }
}

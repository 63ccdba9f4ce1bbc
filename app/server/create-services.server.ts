import type { Logger } from "pino";
import { smtpSender } from "../adapters/mail/send-mail.server.ts";
import { adminClient } from "../adapters/shopify/admin-client.server.ts";
import { shopifyLibrary } from "../adapters/shopify/shopify-library.server.ts";
import { deliveryKeeper } from "../db/keep-deliveries.server.ts";
import type { Db } from "../db/open-database.server.ts";
import type { Clock } from "../domains/kernel/time.ts";
import { recordInstallation } from "../domains/shop/record-installation.server.ts";
import type { Services } from "../services.server.ts";
import type { Config } from "./config.server.ts";
import { createLog } from "./log.server.ts";

/** pino's names for the library's LogSeverity 0…3 */
const SEVERITY = ["error", "warn", "debug", "debug"] as const;

export function createServices(
  config: Config,
  db: Db,
  clock: Clock,
  log: Logger = createLog(config.logLevel),
): Services {
  const shopify = shopifyLibrary({
    apiKey: config.shopify.apiKey,
    apiSecret: config.shopify.apiSecret,
    appUrl: config.shopify.appUrl,
    encryptionKey: config.encryptionKey,
    prisma: db.prisma,
    log: (severity, message) =>
      log[SEVERITY[severity] ?? "debug"]({ from: "shopify-library" }, message),
    whenAuthorized: async (shop) => {
      await recordInstallation(db, shop, clock());
      services.wake();
    },
  });
  const services: Services = {
    config,
    db,
    keepDelivery: deliveryKeeper(db),
    clock,
    log,
    shopify,
    askAdmin: adminClient(shopify),
    sendMail: smtpSender(config.mail),
    wake: () => {},
  };
  return services;
}

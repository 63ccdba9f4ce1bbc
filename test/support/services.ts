import type { Logger } from "pino";
import { createServices } from "#app/server/create-services.server.ts";
import type { Db } from "#app/db/open-database.server.ts";
import type { Clock } from "#app/domains/kernel/time.ts";
import type { Services } from "#app/services.server.ts";

/** Everything a door or job needs, on the given database; the Shopify it asks is wherever `fetch` leads (routeShopifyTo). */
export function testServices(
  db: Db,
  options: {
    apiKey?: string;
    apiSecret?: string;
    appUrl?: string;
    smtpUrl?: string;
    clock?: Clock;
    /** default: silence */
    log?: Logger;
  } = {},
): Services {
  return createServices(
    {
      port: 0,
      shopify: {
        apiKey: options.apiKey ?? "test-key",
        apiSecret: options.apiSecret ?? "test-secret",
        appUrl: options.appUrl ?? "http://localhost:4011",
      },
      databaseUrl: undefined,
      dataFolder: ".data",
      encryptionKey: Buffer.alloc(32, 7),
      mail: {
        smtpUrl: options.smtpUrl ?? "smtp://127.0.0.1:1",
        from: "Sambung <pickup@sambung.example>",
      },
      logLevel: "silent",
    },
    db,
    options.clock ?? (() => Date.now()),
    options.log,
  );
}

import type { BenchDatabase } from "./database.ts";
import { BENCH_SECRET } from "./deliveries.ts";

/** What app/server/start.ts needs, on the row's own database; nothing in it leads out of this machine. */
export function appEnvironment(
  database: BenchDatabase,
  more: Record<string, string> = {},
): Record<string, string> {
  return {
    ...database.env,
    NODE_ENV: "production",
    PORT: "0",
    SHOPIFY_API_KEY: "bench-key",
    SHOPIFY_API_SECRET: BENCH_SECRET,
    SHOPIFY_APP_URL: "http://localhost:4011",
    ENCRYPTION_KEY: "07".repeat(32),
    SMTP_URL: "smtp://127.0.0.1:1",
    MAIL_FROM: "Sambung <pickup@sambung.example>",
    LOG_LEVEL: "error",
    ...more,
  };
}

import { z } from "zod";

const address = z.url({ protocol: /^https?$/ });

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4020),
  SHOPIFY_API_KEY: z.string().min(1),
  SHOPIFY_API_SECRET: z.string().min(1),
  SHOPIFY_APP_URL: address,
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
    .optional(),
  DATA_FOLDER: z.string().min(1).default(".data"),
  ENCRYPTION_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, "must be 32 bytes in hex: openssl rand -hex 32"),
  SMTP_URL: z.string().regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://"),
  MAIL_FROM: z.string().min(3),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

export interface Config {
  port: number;
  shopify: { apiKey: string; apiSecret: string; appUrl: string };
  databaseUrl: string | undefined;
  dataFolder: string;
  /** 32 bytes */
  encryptionKey: Buffer;
  mail: { smtpUrl: string; from: string };
  logLevel: string;
}

/** The configuration that the environment states, or one sentence for each variable that is missing or wrong. */
export function readConfig(
  env: Record<string, string | undefined>,
): { ok: true; config: Config } | { ok: false; problems: string[] } {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(filled);
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.map((issue) => sentence(issue, filled)) };
  const e = parsed.data;
  return {
    ok: true,
    config: {
      port: e.PORT,
      shopify: {
        apiKey: e.SHOPIFY_API_KEY,
        apiSecret: e.SHOPIFY_API_SECRET,
        appUrl: e.SHOPIFY_APP_URL.replace(/\/$/, ""),
      },
      databaseUrl: e.DATABASE_URL,
      dataFolder: e.DATA_FOLDER,
      encryptionKey: Buffer.from(e.ENCRYPTION_KEY, "hex"),
      mail: { smtpUrl: e.SMTP_URL, from: e.MAIL_FROM },
      logLevel: e.LOG_LEVEL,
    },
  };
}

function sentence(issue: z.core.$ZodIssue, env: Record<string, unknown>): string {
  const name = issue.path.join(".");
  return env[name] === undefined ? `${name} is not set.` : `${name}: ${issue.message}.`;
}

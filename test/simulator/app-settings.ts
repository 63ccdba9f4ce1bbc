import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";

/** What Shopify knows of the app: `shopify.app.toml`, as `shopify app deploy` would send it. */
export interface AppSettings {
  scopes: string[];
  subscriptions: AppSubscription[];
}

export interface AppSubscription {
  /** "orders/create"; "*" while there is no file */
  topic: string;
  uri: string;
  name: string | null;
  includeFields: string[] | null;
}

const tomlFile = z.object({
  access_scopes: z.object({ scopes: z.string().default("") }).optional(),
  webhooks: z
    .object({
      subscriptions: z
        .array(
          z.object({
            topics: z.array(z.string()).default([]),
            compliance_topics: z.array(z.string()).default([]),
            uri: z.string(),
            name: z.string().optional(),
            include_fields: z.array(z.string()).optional(),
            // a filter that were silently not applied would make tests lie
            filter: z.never({ error: "webhook `filter` is not simulated" }).optional(),
          }),
        )
        .default([]),
    })
    .optional(),
});

export function readAppSettings(folder = process.cwd()): AppSettings {
  const path = join(folder, "shopify.app.toml");
  if (!existsSync(path)) return withoutFile;
  const file = tomlFile.parse(parse(readFileSync(path, "utf8")));
  return {
    scopes: (file.access_scopes?.scopes ?? "")
      .split(",")
      .map((s) => s.trim())
      .filter(Boolean),
    subscriptions: (file.webhooks?.subscriptions ?? []).flatMap((one) =>
      [...one.topics, ...one.compliance_topics].map((topic) => ({
        topic,
        uri: one.uri,
        name: one.name ?? null,
        includeFields: one.include_fields ?? null,
      })),
    ),
  };
}

const withoutFile: AppSettings = {
  scopes: [
    "read_products",
    "read_inventory",
    "read_locations",
    "read_orders",
    "read_customers",
    "read_merchant_managed_fulfillment_orders",
    "write_merchant_managed_fulfillment_orders",
    "read_fulfillments",
    "write_shipping",
    "write_app_proxy",
  ],
  subscriptions: [{ topic: "*", uri: "/webhooks", name: null, includeFields: null }],
};

import path from "node:path";
import { createEngine } from "#test/simulator/storefront/liquid/engine.ts";
import type { PageScope } from "#test/simulator/storefront/liquid/page-scope.ts";
import { withScope } from "#test/simulator/storefront/liquid/page-scope.ts";
import { withoutSchema } from "#test/simulator/storefront/liquid/schema.ts";
import { sourceFiles } from "#test/simulator/storefront/liquid/source-files.ts";
import { translator } from "#test/simulator/storefront/liquid/translate.ts";

const files = sourceFiles(path.resolve("extensions/storefront"));
const engine = createEngine(files);

export interface NativeStore {
  id: number;
  name: string;
  available: boolean;
  time?: string;
}

/** The availability block as Liquid draws it, strictly: an unknown variable or filter fails. */
export async function drawBlock(
  stores: NativeStore[],
  options: {
    locale?: string;
    settings?: Record<string, unknown>;
    cart?: { item_count: number; attributes: Record<string, string> };
  } = {},
): Promise<string> {
  const locale = options.locale ?? "en";
  const scope: PageScope = {
    translate: translator(files, locale),
    assetUrl: (file) => path.resolve("extensions/storefront/assets", file),
    inlineAsset: () => "",
    moneyFormat: "",
    currency: "IDR",
    locale,
    root: "/",
    renderSection: () => Promise.resolve(""),
    renderSectionGroup: () => Promise.resolve(""),
    renderAppBlock: () => Promise.resolve(""),
  };
  const variant = {
    id: 501,
    store_availabilities: stores.map(({ id, name, available, time }) => ({
      available,
      pick_up_enabled: true,
      pick_up_time: time ?? "Usually ready in 2 hours",
      location: { id, name },
    })),
  };
  const globals = {
    product: { id: 401, selected_or_first_available_variant: variant },
    request: { locale: { iso_code: locale } },
    cart: {
      item_count: options.cart?.item_count ?? 0,
      // an attribute that is not there is empty on Shopify
      attributes: { "Pickup store": "", ...options.cart?.attributes },
    },
    block: {
      id: "b1",
      shopify_attributes: "",
      settings: {
        product: null,
        heading: "",
        show_count: true,
        show_freshness: true,
        accent: null,
        proxy: "/apps/sambung",
        ...options.settings,
      },
    },
  };
  const source = files.read("blocks/availability.liquid") ?? "";
  const templates = engine.parse(withoutSchema(source), "blocks/availability.liquid");
  return String(await engine.render(templates, {}, { globals: withScope(globals, scope) }));
}

import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { admitAdmin } from "#app/doors/admin.server.ts";
import { readJson } from "#app/doors/request-body.server.ts";
import {
  readProductBuffers,
  searchProducts,
} from "#app/domains/catalog/read-product-buffers.server.ts";
import { saveProductBuffer } from "#app/domains/catalog/save-product-buffer.server.ts";
import { shopifyId } from "#app/domains/kernel/ids.ts";
import { readShopSettings } from "#app/domains/shop/read-shop-settings.server.ts";
import { saveShopSettings } from "#app/domains/shop/save-shop-settings.server.ts";
import { parseShopSettings } from "#app/domains/shop/shop-settings.ts";
import { themeEditorAt } from "#app/domains/shop/theme-editor.ts";
import { BuffersCard } from "./buffers-card.tsx";
import { ShopSettingsForm } from "./shop-settings-form.tsx";

/** With `find=…`: products to give a buffer to. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, services } = await admitAdmin(request, context);
  const { db, config } = services;
  const find = new URL(request.url).searchParams.get("find")?.slice(0, 100) ?? "";
  const [settings, buffers, found] = await Promise.all([
    readShopSettings(db, shop),
    readProductBuffers(db, shop),
    find.trim() === "" ? [] : searchProducts(db, shop, find),
  ]);
  const editor = themeEditorAt(shop, config.shopify.apiKey);
  return { settings, buffers, found, editor };
}

const change = z.discriminatedUnion("what", [
  z.object({ what: z.literal("shop"), settings: z.unknown() }),
  z.object({ what: z.literal("buffer"), productId: z.string(), buffer: z.number() }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, services, actor } = await admitAdmin(request, context);
  const { db, clock } = services;
  const asked = change.safeParse(await readJson(request)).data;
  if (asked?.what === "buffer") {
    const productId = shopifyId("Product", asked.productId);
    if (!productId) return { saved: null };
    const request = { productId, buffer: asked.buffer, actor };
    const saved = await saveProductBuffer(db, shop, request, clock());
    return { saved: saved.ok ? clock() : null };
  }
  const settings = parseShopSettings(asked?.settings);
  if (!settings) return { saved: null };
  await saveShopSettings(db, shop, settings, actor, clock());
  return { saved: clock() };
}

export default function Settings() {
  const { settings, buffers, editor } = useLoaderData<typeof loader>();
  const { t } = useTranslation("settings");
  return (
    <Page title={t("title")}>
      <BlockStack gap="400">
        <ShopSettingsForm key={JSON.stringify(settings)} settings={settings} />
        <BuffersCard buffers={buffers} />
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t("themeTitle")}
            </Text>
            <Text as="p">{t("themeText")}</Text>
            <InlineStack>
              <Button url={editor} target="_top">
                {t("themeAction")}
              </Button>
            </InlineStack>
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}

import { useFetcher } from "@remix-run/react";
import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { wrongShopSettings } from "#app/domains/shop/shop-settings.ts";
import type { ShopSettings } from "#app/domains/shop/shop-settings.ts";
import { DisplayCard } from "./display-card.tsx";
import { ExpiryCard } from "./expiry-card.tsx";
import type { SettingsCardProps } from "./settings-card-props.ts";

/** What is chosen for the whole shop, saved together. */
export function ShopSettingsForm({ settings }: { settings: ShopSettings }) {
  const { t } = useTranslation("settings");
  const bridge = useAppBridge();
  const fetcher = useFetcher<{ saved: number | null }>();
  const [chosen, setChosen] = useState(settings);
  const answer = fetcher.data;
  useEffect(() => {
    if (answer)
      bridge.toast.show(t(answer.saved ? "saved" : "notSaved"), { isError: !answer.saved });
  }, [answer, bridge, t]);
  // a number of the band that nobody sees any more does not stand in the way
  const wanted =
    chosen.stockDisplay === "band" ? chosen : { ...chosen, lowStockAt: settings.lowStockAt };
  const wrong = wrongShopSettings(wanted);
  const isSaving = fetcher.state !== "idle";
  const isChanged = JSON.stringify(wanted) !== JSON.stringify(settings);
  const save = () => {
    if (wrong.length > 0) {
      bridge.toast.show(t("notSaved"), { isError: true });
      return;
    }
    const change = { what: "shop", settings: { ...wanted } };
    fetcher.submit(JSON.stringify(change), { method: "post", encType: "application/json" });
  };
  const card: SettingsCardProps = {
    chosen,
    set: (change) => setChosen((before) => ({ ...before, ...change })),
    isWrong: (field) => wrong.includes(field),
  };
  return (
    <BlockStack gap="400">
      <SaveBar id="shop-settings" open={isChanged || isSaving}>
        <button variant="primary" onClick={save} {...(isSaving ? { loading: "" } : {})}>
          {t("save")}
        </button>
        <button onClick={() => setChosen(settings)}>{t("discard")}</button>
      </SaveBar>
      <DisplayCard {...card} />
      <ExpiryCard {...card} />
    </BlockStack>
  );
}

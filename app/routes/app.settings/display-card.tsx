import { useFetcher } from "@remix-run/react";
import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Box, Card, RadioButton, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { parseShopSettings } from "#app/domains/shop/shop-settings.ts";
import type { ShopSettings } from "#app/domains/shop/shop-settings.ts";

/** Count or band. */
export function DisplayCard({ settings }: { settings: ShopSettings }) {
  const { t } = useTranslation("settings");
  const bridge = useAppBridge();
  const fetcher = useFetcher<{ saved: number | null }>();
  const [chosen, setChosen] = useState(settings);
  const [lowText, setLowText] = useState(String(settings.lowStockAt));
  const answer = fetcher.data;
  const reset = () => {
    setChosen(settings);
    setLowText(String(settings.lowStockAt));
  };
  useEffect(() => {
    if (answer)
      bridge.toast.show(t(answer.saved ? "saved" : "notSaved"), { isError: !answer.saved });
  }, [answer, bridge, t]);
  const wanted = { ...chosen, lowStockAt: lowText.trim() === "" ? 0 : Number(lowText) };
  const isRight = parseShopSettings(wanted) !== null;
  const isSaving = fetcher.state !== "idle";
  const isChanged = JSON.stringify(wanted) !== JSON.stringify(settings);
  const save = () => {
    if (!isRight) {
      bridge.toast.show(t("notSaved"), { isError: true });
      return;
    }
    const change = { what: "display", settings: { ...wanted } };
    fetcher.submit(JSON.stringify(change), { method: "post", encType: "application/json" });
  };
  return (
    <Card>
      <SaveBar id="display" open={isChanged || isSaving}>
        <button variant="primary" onClick={save} {...(isSaving ? { loading: "" } : {})}>
          {t("save")}
        </button>
        <button onClick={reset}>{t("discard")}</button>
      </SaveBar>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("displayTitle")}
          </Text>
          <Text as="p" tone="subdued">
            {t("displayText")}
          </Text>
        </BlockStack>
        <BlockStack>
          {(["exact", "band"] as const).map((mode) => (
            <RadioButton
              key={mode}
              name="stockDisplay"
              label={t(mode)}
              helpText={t(`${mode}Help`)}
              checked={chosen.stockDisplay === mode}
              onChange={() => setChosen({ ...chosen, stockDisplay: mode })}
            />
          ))}
        </BlockStack>
        {chosen.stockDisplay === "band" && (
          <Box maxWidth="360px">
            <TextField
              label={t("lowStockAt")}
              type="number"
              inputMode="numeric"
              min={1}
              suffix={t("units")}
              value={lowText}
              error={!isRight && t("lowStockWrong")}
              autoComplete="off"
              onChange={setLowText}
            />
          </Box>
        )}
      </BlockStack>
    </Card>
  );
}

import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import {
  BlockStack,
  Button,
  Card,
  InlineGrid,
  InlineStack,
  Text,
  TextField,
  Thumbnail,
} from "@shopify/polaris";
import { DeleteIcon, ImageIcon, SearchIcon } from "@shopify/polaris-icons";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BufferedProduct } from "#app/domains/catalog/read-product-buffers.server.ts";
import { numberFrom } from "#app/ui/number-field.ts";

const TYPING_PAUSE = 250;

/** Products with a buffer of their own, and a search to give one to another. */
export function BuffersCard({ buffers }: { buffers: BufferedProduct[] }) {
  const { t } = useTranslation("settings");
  const { text, setText, found } = useProductSearch();
  const shown = text.trim() === "" ? buffers : found;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("bufferTitle")}
          </Text>
          <Text as="p" tone="subdued">
            {t("bufferText")}
          </Text>
        </BlockStack>
        <TextField
          label={t("searchProducts")}
          labelHidden
          placeholder={t("searchProducts")}
          type="search"
          value={text}
          autoComplete="off"
          clearButton
          onClearButtonClick={() => setText("")}
          onChange={setText}
          prefix={<SearchIcon width={20} height={20} fill="currentColor" />}
        />
        {shown === null ? null : shown.length === 0 ? (
          <Text as="p" tone="subdued">
            {t(text.trim() === "" ? "noBuffers" : "noProducts")}
          </Text>
        ) : (
          shown.map((product) => (
            <ProductRow key={`${product.id} ${product.buffer}`} product={product} />
          ))
        )}
      </BlockStack>
    </Card>
  );
}

/** `found` is null until the first answer. */
function useProductSearch() {
  const [text, setText] = useState("");
  const { load, data } = useFetcher<{ found: BufferedProduct[] }>();
  useEffect(() => {
    if (text.trim() === "") return;
    const timer = setTimeout(
      () => load(`/app/settings?find=${encodeURIComponent(text)}`),
      TYPING_PAUSE,
    );
    return () => clearTimeout(timer);
  }, [text, load]);
  return { text, setText, found: data?.found ?? null };
}

function ProductRow({ product }: { product: BufferedProduct }) {
  const { t } = useTranslation("settings");
  const bridge = useAppBridge();
  const fetcher = useFetcher<{ saved: number | null }>();
  const [text, setText] = useState(String(product.buffer));
  const answer = fetcher.data;
  useEffect(() => {
    if (answer)
      bridge.toast.show(t(answer.saved ? "saved" : "bufferNotSaved"), { isError: !answer.saved });
  }, [answer, bridge, t]);
  const buffer = numberFrom(text);
  const isRight = Number.isInteger(buffer) && buffer >= 0 && buffer <= 10_000;
  const save = (amount: number) => {
    const change = { what: "buffer", productId: product.id, buffer: amount };
    fetcher.submit(JSON.stringify(change), { method: "post", encType: "application/json" });
  };
  return (
    <InlineGrid columns={{ xs: "1fr", sm: "1fr auto" }} gap="200" alignItems="center">
      <InlineStack gap="300" blockAlign="center" wrap={false}>
        <Thumbnail size="small" source={product.imageUrl ?? ImageIcon} alt="" />
        <Text as="span" fontWeight="medium" breakWord>
          {product.title}
        </Text>
      </InlineStack>
      <InlineStack gap="200" blockAlign="center" wrap={false}>
        <TextField
          label={t("bufferOf", { product: product.title })}
          labelHidden
          type="number"
          inputMode="numeric"
          min={0}
          value={text}
          suffix={t("units")}
          error={!isRight && t("bufferWrong")}
          autoComplete="off"
          onChange={setText}
        />
        <Button
          disabled={!isRight || buffer === product.buffer}
          loading={fetcher.state !== "idle"}
          onClick={() => save(buffer)}
        >
          {t("keep")}
        </Button>
        {product.buffer > 0 && (
          <Button
            variant="tertiary"
            icon={DeleteIcon}
            accessibilityLabel={t("removeOf", { product: product.title })}
            onClick={() => save(0)}
          />
        )}
      </InlineStack>
    </InlineGrid>
  );
}

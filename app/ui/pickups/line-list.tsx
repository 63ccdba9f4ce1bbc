import { Bleed, BlockStack, Box, Checkbox, InlineStack, Text, Thumbnail } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { optionsInWords } from "#app/domains/pickup/line-options.ts";

export interface ShownLine {
  id: string;
  title: string;
  variantTitle: string;
  options: { name: string; value: string }[];
  sku: string;
  imageUrl: string | null;
  quantity: number;
}

/** What is to be picked or given: picture, title, options, how many. With `picked`, each line can be ticked off. */
export function LineList({
  lines,
  picked,
  onPick,
}: {
  lines: ShownLine[];
  picked?: ReadonlySet<string>;
  onPick?: (lineId: string, isPicked: boolean) => void;
}) {
  return (
    <BlockStack as="ul" gap="300">
      {lines.map((line) => (
        <li key={line.id}>
          <InlineStack gap="300" blockAlign="center" wrap={false}>
            {onPick && (
              <Bleed marginBlock="100">
                <PickBox
                  line={line}
                  isPicked={picked?.has(line.id) ?? false}
                  onPick={(isPicked) => onPick(line.id, isPicked)}
                />
              </Bleed>
            )}
            <Line line={line} />
          </InlineStack>
        </li>
      ))}
    </BlockStack>
  );
}

function PickBox({
  line,
  isPicked,
  onPick,
}: {
  line: ShownLine;
  isPicked: boolean;
  onPick: (isPicked: boolean) => void;
}) {
  const { t } = useTranslation("pickups");
  return (
    <Checkbox
      label={t("pickedLine", { title: line.title })}
      labelHidden
      checked={isPicked}
      onChange={onPick}
    />
  );
}

function Line({ line }: { line: ShownLine }) {
  const { t } = useTranslation("pickups");
  const options = optionsInWords(line);
  return (
    <InlineStack gap="300" blockAlign="center" wrap={false}>
      {line.imageUrl ? (
        <Thumbnail source={line.imageUrl} alt="" size="small" />
      ) : (
        <Box
          minWidth="40px"
          minHeight="40px"
          background="bg-surface-secondary"
          borderRadius="200"
          borderWidth="025"
          borderColor="border"
        />
      )}
      <BlockStack gap="050">
        <Text as="span" breakWord>
          <bdi>{line.title}</bdi>{" "}
          <Text as="span" fontWeight={line.quantity > 1 ? "bold" : "regular"}>
            {t("quantity", { count: line.quantity })}
          </Text>
        </Text>
        {(options !== "" || line.sku !== "") && (
          <Text as="span" variant="bodySm" tone="subdued" breakWord>
            <bdi>{options}</bdi>
            {options !== "" && line.sku !== "" ? " · " : ""}
            {line.sku !== "" && t("sku", { sku: line.sku })}
          </Text>
        )}
      </BlockStack>
    </InlineStack>
  );
}

/** What Shopify calls the one variant of a product without options. */
const NO_OPTIONS = "Default Title";

/** "Blue / Small"; empty for a product without options. */
export function optionsInWords(line: {
  options: { name: string; value: string }[];
  variantTitle: string;
}): string {
  const words =
    line.options.length > 0
      ? line.options.map(({ value }) => value).join(" / ")
      : line.variantTitle;
  return words === NO_OPTIONS ? "" : words;
}

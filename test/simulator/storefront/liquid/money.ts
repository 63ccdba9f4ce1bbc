/**
 * Shopify keeps every amount in hundredths, whatever the currency; the shop's format says how it is written. The demo shop writes
 * rupiah as merchants there do: `Rp 98.000` (`amount_no_decimals_with_comma_separator`).
 */
export function moneyFormatOf(currency: string): string {
  return currency === "IDR" ? "Rp {{amount_no_decimals_with_comma_separator}}" : "${{amount}}";
}

export function formatMoney(cents: number, format: string): string {
  return format.replace(/\{\{\s*(\w+)\s*\}\}/, (_, kind: string) => {
    if (kind === "amount") return grouped(cents, 2, ",", ".");
    if (kind === "amount_no_decimals_with_comma_separator") return grouped(cents, 0, ".", ",");
    throw new Error(`the money format "${kind}" is not simulated`);
  });
}

function grouped(cents: number, decimals: number, thousands: string, point: string): string {
  const [whole = "0", part] = (Math.abs(cents) / 100).toFixed(decimals).split(".");
  const sign = cents < 0 ? "-" : "";
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  return sign + spaced + (part === undefined ? "" : point + part);
}

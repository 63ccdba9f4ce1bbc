/** cents → Shopify's decimal text */
export function decimal(cents: number): string {
  return (cents / 100).toFixed(2);
}

export function moneyBag(cents: number, currencyCode: string) {
  const money = { amount: decimal(cents), currencyCode };
  return { shopMoney: money, presentmentMoney: money };
}

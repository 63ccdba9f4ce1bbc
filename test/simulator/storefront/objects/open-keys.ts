/**
 * A hash whose keys the merchant's shoppers choose (cart attributes, line properties): in Liquid, a key that it does not have
 * is nil, while the strict engine would take it for a misspelt object of Shopify's.
 */
export function openKeys(values: Record<string, string>): Record<string, string | null> {
  return new Proxy<Record<string, string | null>>(values, {
    get: (target, key) => (typeof key === "string" ? (target[key] ?? null) : null),
  });
}

/**
 * A hash whose keys shoppers and apps choose (cart attributes, line properties): in Liquid, a key that it does not have is
 * nil, while the strict engine would take it for a misspelt object of Shopify's.
 */
export function openKeys(values: Record<string, string>): Record<string, string | null> {
  const valueOf = (target: Record<string, string | null>, key: string | symbol) =>
    typeof key === "string" ? (target[key] ?? null) : null;
  return new Proxy<Record<string, string | null>>(values, {
    get: valueOf,
    getOwnPropertyDescriptor: (target, key) =>
      typeof key === "string"
        ? { value: valueOf(target, key), enumerable: true, configurable: true, writable: true }
        : undefined,
  });
}

/** A topic is delivered only to an app that may read the thing; scopes as the topic's documentation states them. */
const scopesByPrefix: [prefix: string, anyOf: string[]][] = [
  ["locations/", ["read_locations"]],
  ["products/", ["read_products"]],
  ["inventory_levels/", ["read_inventory"]],
  ["inventory_items/", ["read_inventory"]],
  ["customers/redact", []],
  ["customers/data_request", []],
  ["customers/", ["read_customers"]],
  ["orders/", ["read_orders"]],
  ["refunds/", ["read_orders"]],
  ["fulfillments/", ["read_fulfillments", "read_orders"]],
  ["fulfillment_orders/", ["read_merchant_managed_fulfillment_orders"]],
];

export function mayReceive(topic: string, scopes: ReadonlySet<string>): boolean {
  const needed = scopesByPrefix.find(([prefix]) => topic.startsWith(prefix))?.[1] ?? [];
  return needed.length === 0 || needed.some((scope) => isGranted(scope, scopes));
}

/** `write_x` includes `read_x`. */
export function isGranted(scope: string, scopes: ReadonlySet<string>): boolean {
  return scopes.has(scope) || scopes.has(scope.replace(/^read_/, "write_"));
}

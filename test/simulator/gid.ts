import type { Id, InventoryLevel } from "./state.ts";

export function gid(type: string, id: Id): string {
  return `gid://shopify/${type}/${id}`;
}

/** Shopify's inventory level ids carry a query string, which catches whoever takes the tail for a number. */
export function levelGid(level: Pick<InventoryLevel, "id" | "inventoryItemId">): string {
  return `gid://shopify/InventoryLevel/${level.id}?inventory_item_id=${level.inventoryItemId}`;
}

export function parseGid(text: string): { type: string; id: Id; rest: string } | null {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/([\w-]+)(\?.*)?$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return { type: match[1], id: match[2], rest: match[3] ?? "" };
}

export function idIn(text: string): Id {
  return parseGid(text)?.id ?? "";
}

import type { InventoryLevel } from "../../domains/catalog/inventory-level.ts";
import type { Product, Variant } from "../../domains/catalog/product.ts";
import type { Customer } from "../../domains/customers/customer.ts";
import { idOf } from "../../domains/kernel/ids.ts";
import { parseJson } from "../../domains/kernel/parse-json.ts";
import { moment } from "../../domains/kernel/time.ts";
import { customerNode, productNode, variantNode } from "./catalogue-nodes.ts";

/** Lines of a bulk result as what they are. Children are not beside their parents: each line must explain itself. */
export function productLines(lines: readonly string[]): {
  products: Product[];
  variants: Variant[];
} {
  const products: Product[] = [];
  const variants: Variant[] = [];
  for (const row of lines.map(parsed)) {
    if (kindOf(row) === "ProductVariant") variants.push(variantNode.parse(row));
    else products.push(productNode.parse(row));
  }
  return { products, variants };
}

export function customerLines(lines: readonly string[]): Customer[] {
  return lines.map((line) => customerNode.parse(parsed(line)));
}

/** There may be millions of these, so they are read by hand instead of by a schema. Throws on a line of another shape. */
export function levelLines(lines: readonly string[]): InventoryLevel[] {
  const levels: InventoryLevel[] = [];
  for (const line of lines) {
    const row = parsed(line);
    const { __parentId: parent, item, updatedAt, quantities } = row;
    if (parent === undefined) continue; // a location
    const itemId = idOf("InventoryItem", String(property(item, "id")));
    const locationId = idOf("Location", typeof parent === "string" ? parent : "");
    const at = typeof updatedAt === "string" ? moment(updatedAt) : null;
    const available: unknown = Array.isArray(quantities)
      ? property(quantities[0], "quantity")
      : undefined;
    if (itemId === null || locationId === null || at === null || typeof available !== "number")
      throw new Error(`a line of another shape: ${line.slice(0, 200)}`);
    levels.push({ item: itemId, location: locationId, available, isActive: true, updatedAt: at });
  }
  return levels;
}

function parsed(line: string): Record<string, unknown> {
  const value = parseJson(line);
  if (isRecord(value)) return value;
  throw new Error("a line that is no object");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(row: Record<string, unknown>): string | undefined {
  return String(row["id"]).split("/")[3];
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

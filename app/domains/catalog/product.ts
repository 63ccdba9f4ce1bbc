import type { InventoryItemId, ProductId, VariantId } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";

export interface Product {
  id: ProductId;
  title: string;
  handle: string;
  /** "ACTIVE" | "ARCHIVED" | "DRAFT" | … as Shopify writes it */
  status: string;
  imageUrl: string | null;
  updatedAt: Millis;
}

export interface Variant {
  id: VariantId;
  productId: ProductId;
  inventoryItemId: InventoryItemId;
  title: string;
  sku: string;
  options: { name: string; value: string }[];
  imageUrl: string | null;
  tracked: boolean;
  inventoryPolicy: string;
  position: number;
  /** the version of the product that it came with */
  updatedAt: Millis;
  /** the version of the inventory item, from which `tracked` comes */
  itemUpdatedAt: Millis;
}

/** products/create and /update: everything but `tracked`, which is the inventory item's. */
export interface ToldProduct extends Product {
  variants: Omit<Variant, "tracked" | "itemUpdatedAt">[];
  /** all variants' ids; the payload may list more of them than it describes */
  variantIds: VariantId[];
}

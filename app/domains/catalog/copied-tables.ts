import type { CopiedTable } from "../../db/write-rows.server.ts";
import type { InventoryLevel } from "./inventory-level.ts";
import type { Location } from "./location.ts";
import type { Product, Variant } from "./product.ts";

/** Things with an id that Shopify never uses again: what is buried stays so, unless Shopify shows it alive. */
const BURIED = {
  key: ["id"],
  gone: `k."deletedAt" IS NOT NULL`,
  goneSince: `k."deletedAt"`,
  revive: `"deletedAt" = NULL`,
  goneMayReturn: false,
} as const;

export const LOCATIONS: CopiedTable<Location> = {
  ...BURIED,
  name: "Location",
  columns: {
    id: { type: "text", of: (row) => row.id },
    name: { type: "text", of: (row) => row.name },
    isActive: { type: "bool", of: (row) => row.isActive },
    fulfillsOnlineOrders: { type: "bool", of: (row) => row.fulfillsOnlineOrders },
    address1: { type: "text", of: (row) => row.address1 },
    address2: { type: "text", of: (row) => row.address2 },
    city: { type: "text", of: (row) => row.city },
    province: { type: "text", of: (row) => row.province },
    zip: { type: "text", of: (row) => row.zip },
    countryCode: { type: "text", of: (row) => row.countryCode },
    phone: { type: "text", of: (row) => row.phone },
    latitude: { type: "float", of: (row) => row.latitude },
    longitude: { type: "float", of: (row) => row.longitude },
    pickupTime: { type: "text", of: (row) => row.pickupTime },
    pickupInstructions: { type: "text", of: (row) => row.pickupInstructions },
    updatedAt: { type: "time", of: (row) => row.updatedAt },
  },
  versions: ["updatedAt"],
};

export const PRODUCTS: CopiedTable<Product> = {
  ...BURIED,
  name: "Product",
  columns: {
    id: { type: "text", of: (row) => row.id },
    title: { type: "text", of: (row) => row.title },
    handle: { type: "text", of: (row) => row.handle },
    status: { type: "text", of: (row) => row.status },
    imageUrl: { type: "text", of: (row) => row.imageUrl },
    updatedAt: { type: "time", of: (row) => row.updatedAt },
  },
  versions: ["updatedAt"],
};

export const VARIANTS: CopiedTable<Variant> = {
  ...BURIED,
  name: "Variant",
  columns: {
    id: { type: "text", of: (row) => row.id },
    productId: { type: "text", of: (row) => row.productId },
    inventoryItemId: { type: "text", of: (row) => row.inventoryItemId },
    title: { type: "text", of: (row) => row.title },
    sku: { type: "text", of: (row) => row.sku },
    options: { type: "json", of: (row) => JSON.stringify(row.options) },
    imageUrl: { type: "text", of: (row) => row.imageUrl },
    tracked: { type: "bool", of: (row) => row.tracked },
    inventoryPolicy: { type: "text", of: (row) => row.inventoryPolicy },
    position: { type: "int", of: (row) => row.position },
    updatedAt: { type: "time", of: (row) => row.updatedAt },
    itemUpdatedAt: { type: "time", of: (row) => row.itemUpdatedAt },
  },
  versions: ["updatedAt", "itemUpdatedAt"],
  overwrite: {
    tracked: (n) =>
      `CASE WHEN ${n}."itemUpdatedAt" >= k."itemUpdatedAt" THEN ${n}.tracked ELSE k.tracked END`,
    itemUpdatedAt: (n) => `greatest(${n}."itemUpdatedAt", k."itemUpdatedAt")`,
  },
};

export const INVENTORY_LEVELS: CopiedTable<InventoryLevel> = {
  name: "InventoryLevel",
  key: ["inventoryItemId", "locationId"],
  columns: {
    inventoryItemId: { type: "text", of: (row) => row.item },
    locationId: { type: "text", of: (row) => row.location },
    available: { type: "int", of: (row) => row.available },
    isActive: { type: "bool", of: (row) => row.isActive },
    updatedAt: { type: "time", of: (row) => row.updatedAt },
  },
  versions: ["updatedAt"],
  gone: `NOT k."isActive"`,
  goneSince: `k."updatedAt"`,
  goneMayReturn: true,
};

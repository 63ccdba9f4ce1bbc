import type { Kind } from "../../domains/shop/sync-run.ts";
import { SYNC_CUSTOMERS } from "./sync-customers.server.ts";
import { SYNC_INVENTORY } from "./sync-inventory.server.ts";
import type { SyncKind } from "./sync-kind.ts";
import { SYNC_LOCATIONS } from "./sync-locations.server.ts";
import { SYNC_PICKUPS } from "./sync-pickups.server.ts";
import { SYNC_PRODUCTS } from "./sync-products.server.ts";

export const SYNC_KINDS: Record<Kind, SyncKind> = {
  locations: SYNC_LOCATIONS,
  products: SYNC_PRODUCTS,
  inventory: SYNC_INVENTORY,
  customers: SYNC_CUSTOMERS,
  pickups: SYNC_PICKUPS,
};

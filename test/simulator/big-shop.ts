import { emptyShop } from "./empty-shop.ts";
import type { Id, InventoryLevel, ShopInfo, ShopState } from "./state.ts";

/** A shop of any size for benches: one variant per product, stocked everywhere; `products × stores` inventory levels. */
export function bigShop(
  size: { products: number; stores: number },
  info: Partial<ShopInfo> = {},
): ShopState {
  const state = emptyShop(info);
  const at = "2026-11-01T02:00:00Z";
  for (let n = 0; n < size.stores; n += 1) {
    const id = String(firstStore + n);
    state.locations.set(id, {
      id,
      name: `Store ${n + 1}`,
      isActive: true,
      fulfillsOnlineOrders: true,
      address: {
        address1: `Street ${n + 1}`,
        address2: null,
        city: "Bandung",
        province: null,
        provinceCode: null,
        country: "Indonesia",
        countryCode: "ID",
        zip: "40111",
        phone: null,
        latitude: -6.9 + n / 100,
        longitude: 107.6,
      },
      localPickupSettingsV2: { pickupTime: "TWO_HOURS", instructions: "" },
      createdAt: at,
      updatedAt: at,
    });
  }
  for (let n = 0; n < size.products; n += 1) addProduct(state, n, at);
  state.levels = new ComputedLevels(state, size.stores, at);
  return state;
}

const firstStore = 101;
const firstProduct = 1_000_001;
const firstVariant = 2_000_001;
const firstItem = 3_000_001;
const firstLevel = 10_000_001;

function addProduct(state: ShopState, n: number, at: string): void {
  const productId = String(firstProduct + n);
  state.products.set(productId, {
    id: productId,
    title: `Product ${n + 1}`,
    handle: `product-${n + 1}`,
    descriptionHtml: "",
    vendor: "Sambung",
    productType: "",
    tags: [],
    status: "ACTIVE",
    publishedAt: at,
    optionNames: ["Title"],
    images: [],
    createdAt: at,
    updatedAt: at,
  });
  state.variants.set(String(firstVariant + n), {
    id: String(firstVariant + n),
    productId,
    inventoryItemId: String(firstItem + n),
    title: "Default Title",
    sku: `SKU-${n + 1}`,
    barcode: null,
    price: 1_000 + (n % 500),
    compareAtPrice: null,
    position: 1,
    optionValues: [],
    tracked: true,
    inventoryPolicy: "DENY",
    requiresShipping: true,
    imageId: null,
    createdAt: at,
    updatedAt: at,
  });
}

/** A million levels that take no memory: worked out when asked for, kept only once changed. Not for `save()`. */
class ComputedLevels extends Map<string, InventoryLevel> {
  readonly #state: ShopState;
  readonly #stores: number;
  readonly #at: string;

  constructor(state: ShopState, stores: number, at: string) {
    super();
    this.#state = state;
    this.#stores = stores;
    this.#at = at;
  }

  override get(key: string): InventoryLevel | undefined {
    const changed = super.get(key);
    if (changed !== undefined) return changed;
    const [item = "", location = ""] = key.split(":");
    const itemAt = Number(item) - firstItem;
    const store = Number(location) - firstStore;
    const inside =
      itemAt >= 0 && itemAt < this.#state.variants.size && store >= 0 && store < this.#stores;
    return inside ? this.#level(item, location, itemAt * this.#stores + store) : undefined;
  }

  override has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  #level(inventoryItemId: Id, locationId: Id, n: number): InventoryLevel {
    return {
      id: String(firstLevel + n),
      inventoryItemId,
      locationId,
      isActive: true,
      available: (n * 7) % 23,
      committed: n % 3,
      incoming: 0,
      reserved: 0,
      damaged: 0,
      safetyStock: 0,
      qualityControl: 0,
      createdAt: this.#at,
      updatedAt: this.#at,
    };
  }
}

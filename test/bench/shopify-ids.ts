export interface Ids {
  location(index: number): string;
  variant(index: number): string;
  item(index: number): string;
}

/** Ids as long as Shopify's own. */
export const someIds: Ids = {
  location: (index) => String(60_000_000_000 + index),
  variant: (index) => String(40_000_000_000_000 + index),
  item: (index) => String(30_000_000_000_000 + index),
};

/** The ids of test/simulator/big-shop.ts. */
export const bigShopIds: Ids = {
  location: (index) => String(101 + index),
  variant: (index) => String(2_000_001 + index),
  item: (index) => String(3_000_001 + index),
};

import { productLines } from "../../adapters/shopify/bulk-lines.ts";
import { BULK_QUERIES } from "../../adapters/shopify/bulk-queries.ts";
import { countCatalogue, readProducts } from "../../adapters/shopify/operations/read-catalogue.ts";
import type { Product } from "../../domains/catalog/product.ts";
import { productsToReadAgain } from "../../domains/catalog/products-to-read-again.server.ts";
import { countOfProducts } from "../../domains/catalog/count-of-products.server.ts";
import {
  buryUnseenProducts,
  recordSeenProducts,
} from "../../domains/catalog/record-seen-products.server.ts";
import type { ShopDomain } from "../../domains/kernel/ids.ts";
import type { Services } from "../../services.server.ts";
import { lookAtProduct } from "../look-again.server.ts";
import { changedSince, readPages } from "./read-pages.server.ts";
import type { SyncKind } from "./sync-kind.ts";

/** More changes than this in one interval are read in bulk. */
const MOST_PAGES = 5;
const MOST_PRODUCTS = 100;

export const SYNC_PRODUCTS: SyncKind = {
  bulkQuery: () => BULK_QUERIES.products,
  decode(lines) {
    const seen = productLines(lines);
    return { record: (sql, shop, asked) => recordSeenProducts(sql, shop, seen, asked.at) };
  },
  buryUnseen: buryUnseenProducts,
  async recent(services, { shop }, since, _askedAt) {
    const { db, askAdmin } = services;
    if (since === null) return { rows: 0, drift: 0, lookAtEverything: true };
    const changed: Product[] = [];
    const isAll = await readPages(
      async (after) => {
        const query = changedSince(since);
        return (await askAdmin(shop, readProducts, { query, after })).products;
      },
      async (nodes) => void changed.push(...nodes),
      MOST_PAGES,
    );
    const stale = await productsToReadAgain(db, shop, changed);
    if (!isAll || stale.length > MOST_PRODUCTS)
      return { rows: changed.length, drift: 0, lookAtEverything: true };
    let drift = 0;
    for (const id of stale) drift += await lookAtProduct(services, shop, id);
    return { rows: changed.length, drift, lookAtEverything: !(await isCountRight(services, shop)) };
  },
};

async function isCountRight({ db, askAdmin }: Services, shop: ShopDomain): Promise<boolean> {
  const theirs = await askAdmin(shop, countCatalogue, {});
  const ours = await countOfProducts(db, shop);
  return (
    theirs.productsCount?.count === ours.products &&
    theirs.productVariantsCount?.count === ours.variants
  );
}

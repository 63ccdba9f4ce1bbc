import { gid, idIn } from "#test/simulator/gid.ts";
import type { Product, ShopState, Variant } from "#test/simulator/state.ts";
import { levelAt, productOf, variantsOf } from "#test/simulator/verbs/lookups.ts";
import { availableEverywhere } from "#test/simulator/webhooks/payloads/product.ts";
import { connection } from "../connection.ts";
import { decimal } from "../money.ts";
import { countOf, fieldsOf, Tagged, textOf } from "../request-context.ts";
import {
  containsText,
  matchesId,
  matchesNumber,
  matchesText,
  matchesTime,
  searchTest,
} from "../search-query.ts";
import type { Filters } from "../search-query.ts";
import { sortedBy } from "../sort-keys.ts";
import { metafieldFields } from "./metafields.ts";

export type ProductImage = Product["images"][number];

function productFilters(state: ShopState): Filters<Product> {
  const anyVariant = (product: Product, holds: (one: Variant) => boolean) =>
    variantsOf(state, product.id).some(holds);
  return {
    default: (one, term) =>
      containsText([one.title, one.vendor, one.productType, ...one.tags], term),
    id: (one, term) => matchesId(one.id, term),
    title: (one, term) => containsText([one.title], term),
    handle: (one, term) => matchesText(one.handle, term),
    vendor: (one, term) => matchesText(one.vendor, term),
    product_type: (one, term) => matchesText(one.productType, term),
    status: (one, term) => matchesText(one.status, term),
    tag: (one, term) => one.tags.some((tag) => matchesText(tag, term)),
    tag_not: (one, term) => !one.tags.some((tag) => matchesText(tag, term)),
    created_at: (one, term) => matchesTime(one.createdAt, term),
    updated_at: (one, term) => matchesTime(one.updatedAt, term),
    published_at: (one, term) => matchesTime(one.publishedAt, term),
    sku: (one, term) => anyVariant(one, (variant) => matchesText(variant.sku, term)),
    barcode: (one, term) => anyVariant(one, (variant) => matchesText(variant.barcode, term)),
    inventory_total: (one, term) => matchesNumber(totalOf(state, one), term),
  };
}

function variantFilters(state: ShopState): Filters<Variant> {
  const product = (one: Variant) => productOf(state, one.productId);
  return {
    default: (one, term) =>
      containsText([product(one).title, one.title, one.sku, one.barcode], term),
    id: (one, term) => matchesId(one.id, term),
    product_id: (one, term) => matchesId(one.productId, term),
    product_ids: (one, term) => matchesId(one.productId, term),
    sku: (one, term) => matchesText(one.sku, term),
    barcode: (one, term) => matchesText(one.barcode, term),
    title: (one, term) => containsText([one.title], term),
    tag: (one, term) => product(one).tags.some((tag) => matchesText(tag, term)),
    vendor: (one, term) => matchesText(product(one).vendor, term),
    product_type: (one, term) => matchesText(product(one).productType, term),
    product_status: (one, term) => matchesText(product(one).status, term),
    option1: (one, term) => matchesText(one.optionValues[0], term),
    option2: (one, term) => matchesText(one.optionValues[1], term),
    option3: (one, term) => matchesText(one.optionValues[2], term),
    inventory_quantity: (one, term) => matchesNumber(availableEverywhere(state, one), term),
    location_id: (one, term) =>
      levelAt(state, one.inventoryItemId, idIn(term.value) || term.value)?.isActive ?? false,
    updated_at: (one, term) => matchesTime(one.updatedAt, term),
  };
}

const productSorts = {
  ID: () => 0,
  TITLE: (one: Product) => one.title.toLowerCase(),
  CREATED_AT: (one: Product) => one.createdAt,
  UPDATED_AT: (one: Product) => one.updatedAt,
  VENDOR: (one: Product) => one.vendor.toLowerCase(),
  PRODUCT_TYPE: (one: Product) => one.productType.toLowerCase(),
};

const variantSorts = {
  ID: () => 0,
  POSITION: (one: Variant) => one.position,
  SKU: (one: Variant) => one.sku ?? "",
  TITLE: (one: Variant) => one.title.toLowerCase(),
};

export const productTypes = [
  fieldsOf<unknown>("QueryRoot", {
    product: (_, args, { shop }) => shop.state.products.get(idIn(textOf(args, "id") ?? "")) ?? null,
    products: (_, args, context, field) => {
      const { state } = context.shop;
      const matches = searchTest(textOf(args, "query"), productFilters(state), field, context);
      const all = () => state.products.values().filter(matches);
      return connection(all, args, sortedBy(productSorts, args, "ID"));
    },
    productsCount: (_, __, { shop }) => exactly(shop.state.products.size),
    productVariant: (_, args, { shop }) =>
      shop.state.variants.get(idIn(textOf(args, "id") ?? "")) ?? null,
    productVariants: (_, args, context, field) => {
      const { state } = context.shop;
      const matches = searchTest(textOf(args, "query"), variantFilters(state), field, context);
      const all = () => state.variants.values().filter(matches);
      return connection(all, args, sortedBy(variantSorts, args, "ID"));
    },
    productVariantsCount: (_, __, { shop }) => exactly(shop.state.variants.size),
  }),
  fieldsOf<Product>("Product", {
    id: (one) => gid("Product", one.id),
    legacyResourceId: (one) => one.id,
    title: (one) => one.title,
    handle: (one) => one.handle,
    description: (one, args) => {
      const text = one.descriptionHtml.replace(/<[^>]*>/g, "").trim();
      return text.slice(0, countOf(args, "truncateAt") ?? undefined);
    },
    descriptionHtml: (one) => one.descriptionHtml,
    vendor: (one) => one.vendor,
    productType: (one) => one.productType,
    tags: (one) => one.tags,
    status: (one) => one.status,
    createdAt: (one) => one.createdAt,
    updatedAt: (one) => one.updatedAt,
    publishedAt: (one) => one.publishedAt,
    isGiftCard: () => false,
    onlineStoreUrl: (one, _, { shop }) =>
      one.publishedAt === null ? null : `https://${shop.state.info.domain}/products/${one.handle}`,
    hasOnlyDefaultVariant: (one, _, { shop }) =>
      variantsOf(shop.state, one.id).every((variant) => variant.optionValues.length === 0),
    totalInventory: (one, _, { shop }) => totalOf(shop.state, one),
    tracksInventory: (one, _, { shop }) =>
      variantsOf(shop.state, one.id).some((variant) => variant.tracked),
    featuredMedia: (one) =>
      one.images[0] === undefined ? null : new Tagged("MediaImage", one.images[0]),
    featuredImage: (one) => one.images[0] ?? null,
    images: (one, args) => connection(() => one.images, args, place(one.images)),
    media: (one, args) =>
      connection(
        () => one.images.map((image) => new Tagged("MediaImage", image)),
        args,
        (tagged) => ({ value: 0, id: idOfImage(tagged) }),
      ),
    options: (one, args, { shop }) =>
      one.optionNames.slice(0, countOf(args, "first") ?? undefined).map((name, at) => ({
        id: gid("ProductOption", `${one.id}${at}`),
        name,
        position: at + 1,
        values: optionValues(shop.state, one, at),
      })),
    variantsCount: (one, _, { shop }) => exactly(variantsOf(shop.state, one.id).length),
    variants: (one, args, { shop }) =>
      connection(
        () => variantsOf(shop.state, one.id),
        args,
        sortedBy(variantSorts, args, "POSITION"),
      ),
    ...metafieldFields<Product>((one) => gid("Product", one.id)),
  }),
  fieldsOf<Variant>("ProductVariant", {
    id: (one) => gid("ProductVariant", one.id),
    legacyResourceId: (one) => one.id,
    title: (one) => one.title,
    displayName: (one, _, { shop }) =>
      `${productOf(shop.state, one.productId).title} - ${one.title}`,
    sku: (one) => one.sku,
    barcode: (one) => one.barcode,
    price: (one) => decimal(one.price),
    compareAtPrice: (one) => (one.compareAtPrice === null ? null : decimal(one.compareAtPrice)),
    position: (one) => one.position,
    taxable: () => true,
    createdAt: (one) => one.createdAt,
    updatedAt: (one) => one.updatedAt,
    inventoryPolicy: (one) => one.inventoryPolicy,
    inventoryQuantity: (one, _, { shop }) => availableEverywhere(shop.state, one),
    sellableOnlineQuantity: (one, _, { shop }) => availableEverywhere(shop.state, one),
    availableForSale: (one, _, { shop }) =>
      !one.tracked ||
      one.inventoryPolicy === "CONTINUE" ||
      availableEverywhere(shop.state, one) > 0,
    inventoryItem: (one) => one,
    product: (one, _, { shop }) => productOf(shop.state, one.productId),
    selectedOptions: (one, _, { shop }) =>
      productOf(shop.state, one.productId).optionNames.map((name, at) => ({
        name,
        value: one.optionValues[at] ?? "Default Title",
      })),
    image: (one, _, { shop }) => imageOf(shop.state, one),
    media: (one, args, { shop }) => {
      const image = imageOf(shop.state, one);
      const own = image === null ? [] : [new Tagged("MediaImage", image)];
      return connection(
        () => own,
        args,
        (tagged) => ({ value: 0, id: idOfImage(tagged) }),
      );
    },
    ...metafieldFields<Variant>((one) => gid("ProductVariant", one.id)),
  }),
  fieldsOf<ProductImage>("MediaImage", {
    id: (one) => gid("MediaImage", one.id),
    alt: (one) => one.altText,
    image: (one) => one,
    mediaContentType: () => "IMAGE",
    preview: (one) => ({ image: one, status: "READY" }),
    status: () => "READY",
  }),
  fieldsOf<ProductImage>("Image", {
    id: (one) => gid("ProductImage", one.id),
    url: (one) => one.url,
    altText: (one) => one.altText,
    width: (one) => one.width,
    height: (one) => one.height,
  }),
];

/** a variant without an image of its own shows none; callers fall back on the product's */
export function imageOf(state: ShopState, variant: Variant): ProductImage | null {
  if (variant.imageId === null) return null;
  const { images } = productOf(state, variant.productId);
  return images.find((image) => image.id === variant.imageId) ?? null;
}

function optionValues(state: ShopState, product: Product, at: number): string[] {
  const values = variantsOf(state, product.id).map(
    (variant) => variant.optionValues[at] ?? "Default Title",
  );
  return [...new Set(values)];
}

function totalOf(state: ShopState, product: Product): number {
  return variantsOf(state, product.id).reduce(
    (sum, one) => sum + availableEverywhere(state, one),
    0,
  );
}

function place(images: ProductImage[]) {
  return (one: ProductImage) => ({ value: images.indexOf(one), id: one.id });
}

function idOfImage(tagged: Tagged): string {
  const { thing } = tagged;
  return typeof thing === "object" && thing !== null && "id" in thing ? String(thing.id) : "";
}

export function exactly(count: number) {
  return { count, precision: "EXACT" };
}

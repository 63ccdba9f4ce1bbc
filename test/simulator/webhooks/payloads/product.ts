import { gid } from "#test/simulator/gid.ts";
import type { Product, ShopState, Variant } from "#test/simulator/state.ts";
import { levelAt, variantsOf } from "#test/simulator/verbs/lookups.ts";
import { payloadTime } from "../payload-time.ts";

/** products/create and /update */
export function productPayload(state: ShopState, product: Product) {
  const zone = state.info.ianaTimezone;
  const variants = variantsOf(state, product.id);
  return {
    admin_graphql_api_id: gid("Product", product.id),
    body_html: product.descriptionHtml,
    created_at: payloadTime(product.createdAt, zone),
    handle: product.handle,
    id: Number(product.id),
    product_type: product.productType,
    published_at: payloadTime(product.publishedAt, zone),
    template_suffix: null,
    title: product.title,
    updated_at: payloadTime(product.updatedAt, zone),
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    published_scope: "web",
    tags: product.tags.join(", "),
    variants: variants.map((variant) => variantPayload(state, variant)),
    options: product.optionNames.map((name, at) => ({
      name,
      id: Number(product.id) * 10 + at,
      product_id: Number(product.id),
      position: at + 1,
      values: [...new Set(variants.map((variant) => variant.optionValues[at] ?? ""))],
    })),
    images: product.images.map((image, at) => ({
      id: Number(image.id),
      position: at + 1,
      product_id: Number(product.id),
      alt: image.altText,
      width: image.width,
      height: image.height,
      src: image.url,
      admin_graphql_api_id: gid("ProductImage", image.id),
    })),
    image: null,
    media: [],
    variant_gids: variants.map((variant) => ({
      admin_graphql_api_id: gid("ProductVariant", variant.id),
      updated_at: variant.updatedAt,
    })),
  };
}

function variantPayload(state: ShopState, variant: Variant) {
  const zone = state.info.ianaTimezone;
  return {
    admin_graphql_api_id: gid("ProductVariant", variant.id),
    barcode: variant.barcode,
    compare_at_price: variant.compareAtPrice === null ? null : money(variant.compareAtPrice),
    created_at: payloadTime(variant.createdAt, zone),
    id: Number(variant.id),
    inventory_policy: variant.inventoryPolicy.toLowerCase(),
    position: variant.position,
    price: money(variant.price),
    product_id: Number(variant.productId),
    sku: variant.sku,
    taxable: true,
    title: variant.title,
    updated_at: payloadTime(variant.updatedAt, zone),
    option1: variant.optionValues[0] ?? null,
    option2: variant.optionValues[1] ?? null,
    option3: variant.optionValues[2] ?? null,
    image_id: variant.imageId === null ? null : Number(variant.imageId),
    inventory_item_id: Number(variant.inventoryItemId),
    inventory_quantity: availableEverywhere(state, variant),
    old_inventory_quantity: availableEverywhere(state, variant),
  };
}

export function availableEverywhere(state: ShopState, variant: Variant): number {
  let sum = 0;
  for (const locationId of state.locations.keys()) {
    const level = levelAt(state, variant.inventoryItemId, locationId);
    if (level?.isActive) sum += level.available;
  }
  return sum;
}

/** cents → "12.50" */
export function money(cents: number): string {
  return (cents / 100).toFixed(2);
}

import type { Product, ShopState } from "../../state.ts";
import { productObject } from "./product.ts";

/** GET /products/<handle>.js */
export function productJson(state: ShopState, product: Product, root: string) {
  const it = productObject(state, product, { root, locale: "en" });
  return {
    id: it.id,
    title: it.title,
    handle: it.handle,
    description: it.description,
    published_at: it.published_at,
    created_at: it.created_at,
    vendor: it.vendor,
    type: it.type,
    tags: it.tags,
    price: it.price,
    price_min: it.price_min,
    price_max: it.price_max,
    available: it.available,
    price_varies: it.price_varies,
    compare_at_price: it.compare_at_price,
    variants: it.variants.map((variant) => ({
      id: variant.id,
      title: variant.title,
      option1: variant.option1,
      option2: variant.option2,
      option3: variant.option3,
      sku: variant.sku,
      requires_shipping: variant.requires_shipping,
      taxable: true,
      featured_image: variant.featured_image,
      available: variant.available,
      name: variant.title === "Default Title" ? it.title : `${it.title} - ${variant.title}`,
      public_title: variant.title === "Default Title" ? null : variant.title,
      options: variant.options,
      price: variant.price,
      compare_at_price: variant.compare_at_price,
      inventory_management: variant.inventory_management,
      barcode: variant.barcode,
      quantity_rule: variant.quantity_rule,
      selling_plan_allocations: [],
    })),
    images: it.images.map((image) => image.src),
    featured_image: it.featured_image?.src ?? null,
    options: it.options_with_values.map(({ name, position, values }) => ({
      name,
      position,
      values,
    })),
    url: it.url,
    media: it.media.map((image, index) => ({ ...image, position: index + 1 })),
    selling_plan_groups: [],
  };
}

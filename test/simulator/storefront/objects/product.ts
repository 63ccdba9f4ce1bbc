import type { PickupTime, Product, ShopState, Variant } from "../../state.ts";
import { sellable } from "../cart/cart.ts";
import { metafieldsOf } from "./metafields.ts";
import { once } from "./once.ts";

/** Liquid's `product`, with getters so that a page pays only for what it prints. */
export function productObject(
  state: ShopState,
  product: Product,
  view: { root: string; variantId?: string | null; locale: string },
) {
  const variants = () => variantsOf(state, product);
  const objects = once(() =>
    variants().map((variant) => variantObject(state, product, variant, view)),
  );
  const images = once(() => product.images.map((image) => imageObject(image)));
  const prices = once(() => variants().map((variant) => variant.price));
  const firstAvailable = () => objects().find((variant) => variant.available) ?? null;
  const selected = () => objects().find((variant) => String(variant.id) === view.variantId) ?? null;
  const chosen = () => selected() ?? firstAvailable() ?? objects()[0] ?? null;
  return {
    id: Number(product.id),
    title: product.title,
    handle: product.handle,
    description: product.descriptionHtml,
    content: product.descriptionHtml,
    vendor: product.vendor,
    type: product.productType,
    tags: product.tags,
    url: `${view.root}products/${product.handle}`,
    created_at: product.createdAt,
    published_at: product.publishedAt,
    template_suffix: null,
    requires_selling_plan: false,
    selling_plan_groups: [],
    options: product.optionNames,
    get has_only_default_variant() {
      return product.optionNames.length === 1 && product.optionNames[0] === "Title";
    },
    get options_with_values() {
      return product.optionNames.map((name, index) => ({
        name,
        position: index + 1,
        values: [...new Set(variants().map((variant) => variant.optionValues[index] ?? ""))],
        selected_value: chosen()?.options[index] ?? null,
      }));
    },
    get variants() {
      return objects();
    },
    get variants_count() {
      return objects().length;
    },
    get selected_variant() {
      return selected();
    },
    get first_available_variant() {
      return firstAvailable();
    },
    get selected_or_first_available_variant() {
      return chosen();
    },
    get available() {
      return objects().some((variant) => variant.available);
    },
    get price() {
      return Math.min(...prices());
    },
    get price_min() {
      return Math.min(...prices());
    },
    get price_max() {
      return Math.max(...prices());
    },
    get price_varies() {
      return new Set(prices()).size > 1;
    },
    get compare_at_price() {
      return variants()[0]?.compareAtPrice ?? null;
    },
    get images() {
      return images();
    },
    get media() {
      return images();
    },
    get featured_image() {
      return images()[0] ?? null;
    },
    get featured_media() {
      return images()[0] ?? null;
    },
    get metafields() {
      return metafieldsOf(state, `gid://shopify/Product/${product.id}`);
    },
  };
}

export function variantsOf(state: ShopState, product: Product): Variant[] {
  const found: Variant[] = [];
  for (const variant of state.variants.values())
    if (variant.productId === product.id) found.push(variant);
  return found.sort((a, b) => a.position - b.position);
}

export function variantObject(
  state: ShopState,
  product: Product,
  variant: Variant,
  view: { root: string; variantId?: string | null; locale: string },
) {
  const image = product.images.find((one) => one.id === variant.imageId);
  return {
    id: Number(variant.id),
    title: variant.title,
    sku: variant.sku,
    barcode: variant.barcode,
    price: variant.price,
    compare_at_price: variant.compareAtPrice,
    options: variant.optionValues,
    option1: variant.optionValues[0] ?? null,
    option2: variant.optionValues[1] ?? null,
    option3: variant.optionValues[2] ?? null,
    inventory_policy: variant.inventoryPolicy.toLowerCase(),
    inventory_management: variant.tracked ? "shopify" : null,
    requires_shipping: variant.requiresShipping,
    selling_plan_allocations: [],
    quantity_rule: { min: 1, max: null, increment: 1 },
    unit_price: null,
    url: `${view.root}products/${product.handle}?variant=${variant.id}`,
    selected: view.variantId === variant.id,
    get available() {
      return sellable(state, variant) > 0;
    },
    /** the sum over all locations, negative where the shop oversold */
    get inventory_quantity() {
      return [...state.locations.values()].reduce((sum, location) => {
        const level = state.levels.get(`${variant.inventoryItemId}:${location.id}`);
        return sum + (level?.isActive === true ? level.available : 0);
      }, 0);
    },
    get image() {
      return image === undefined ? null : imageObject(image);
    },
    get featured_image() {
      return image === undefined ? null : imageObject(image);
    },
    get featured_media() {
      return image === undefined ? null : imageObject(image);
    },
    get store_availabilities() {
      return storeAvailabilities(state, variant, view.locale);
    },
    get metafields() {
      return metafieldsOf(state, `gid://shopify/ProductVariant/${variant.id}`);
    },
  };
}

/**
 * Only locations with local pickup, and only those that stock the variant: "a location that does not stock the variant is absent".
 * There is no count.
 */
function storeAvailabilities(state: ShopState, variant: Variant, locale: string) {
  return [...state.locations.values()].flatMap((location) => {
    const settings = location.localPickupSettingsV2;
    const level = state.levels.get(`${variant.inventoryItemId}:${location.id}`);
    if (!location.isActive || settings === null || (variant.tracked && level?.isActive !== true))
      return [];
    return {
      available:
        !variant.tracked || (level?.available ?? 0) > 0 || variant.inventoryPolicy === "CONTINUE",
      pick_up_enabled: true,
      pick_up_time: pickupTimeText(settings.pickupTime, locale),
      location: {
        id: Number(location.id),
        name: location.name,
        latitude: location.address.latitude,
        longitude: location.address.longitude,
        address: {
          address1: location.address.address1,
          address2: location.address.address2,
          city: location.address.city,
          province: location.address.province,
          province_code: location.address.provinceCode,
          country: location.address.country,
          country_code: location.address.countryCode,
          zip: location.address.zip,
          phone: location.address.phone,
        },
      },
    };
  });
}

const pickupTexts: Record<PickupTime, [en: string, id: string]> = {
  ONE_HOUR: ["Usually ready in 1 hour", "Biasanya siap dalam 1 jam"],
  TWO_HOURS: ["Usually ready in 2 hours", "Biasanya siap dalam 2 jam"],
  FOUR_HOURS: ["Usually ready in 4 hours", "Biasanya siap dalam 4 jam"],
  TWENTY_FOUR_HOURS: ["Usually ready in 24 hours", "Biasanya siap dalam 24 jam"],
  TWO_TO_FOUR_DAYS: ["Usually ready in 2-4 days", "Biasanya siap dalam 2-4 hari"],
  FIVE_OR_MORE_DAYS: ["Usually ready in 5+ days", "Biasanya siap dalam 5+ hari"],
};

export function pickupTimeText(time: PickupTime, locale: string): string {
  return pickupTexts[time][locale === "id" ? 1 : 0];
}

export function imageObject(image: Product["images"][number]) {
  return {
    id: Number(image.id),
    src: sameOrigin(image.url),
    alt: image.altText,
    width: image.width,
    height: image.height,
    aspect_ratio: image.width / image.height,
    media_type: "image",
    preview_image: { src: sameOrigin(image.url), alt: image.altText },
  };
}

/** The shop's own pictures are on the storefront's domain too (`/cdn/shop/files/…`), as on Shopify. */
export function sameOrigin(url: string): string {
  return url.replace(/^https?:\/\/[^/]+(?=\/cdn\/shop\/)/, "");
}

import type { Product, ShopState, Variant } from "../../state.ts";
import type { Cart, CartLine } from "../cart/cart.ts";
import { cartToken, lineKey, publicAttributes } from "../cart/cart.ts";
import { OpenMap } from "./open-map.ts";
import { sameOrigin } from "./product.ts";

/** One line as `cart.js` gives it; the Liquid `line_item` has the same names. A variant that is gone leaves its line blank. */
export function lineJson(state: ShopState, cart: Cart, line: CartLine, root: string) {
  const variant = state.variants.get(line.variantId);
  const product = state.products.get(variant?.productId ?? "");
  return {
    ...namesOf(product, variant),
    ...moneyOf(variant?.price ?? 0, line.quantity),
    id: Number(line.variantId),
    variant_id: Number(line.variantId),
    key: lineKey(cart, line, variant?.price ?? 0),
    quantity: line.quantity,
    url: `${root}products/${product?.handle ?? ""}?variant=${line.variantId}`,
    ...pictureOf(product, variant),
    properties: line.properties,
    requires_shipping: variant?.requiresShipping ?? true,
    gift_card: false,
    taxable: true,
    grams: 0,
    quantity_rule: { min: 1, max: null, increment: 1 },
    has_components: false,
  };
}

function namesOf(product: Product | undefined, variant: Variant | undefined) {
  const title = product?.title ?? "";
  const variantTitle =
    variant === undefined || variant.title === "Default Title" ? null : variant.title;
  const values = variant?.optionValues ?? [];
  return {
    title: variantTitle === null ? title : `${title} - ${variantTitle}`,
    product_title: title,
    product_id: Number(product?.id ?? 0),
    variant_title: variantTitle,
    variant_options: values,
    options_with_values: (product?.optionNames ?? []).map((name, at) => ({
      name,
      value: values[at] ?? "",
    })),
    sku: variant?.sku ?? null,
    ...(product === undefined
      ? { vendor: "", product_type: "", handle: "" }
      : { vendor: product.vendor, product_type: product.productType, handle: product.handle }),
  };
}

function moneyOf(price: number, quantity: number) {
  return {
    price,
    original_price: price,
    discounted_price: price,
    final_price: price,
    line_price: price * quantity,
    original_line_price: price * quantity,
    final_line_price: price * quantity,
    total_discount: 0,
    discounts: [],
    line_level_discount_allocations: [],
  };
}

function pictureOf(product: Product | undefined, variant: Variant | undefined) {
  const picture = product?.images.find((one) => one.id === variant?.imageId) ?? product?.images[0];
  if (picture === undefined)
    return {
      image: null,
      featured_image: { url: null, alt: "", width: null, height: null, aspect_ratio: null },
    };
  const url = sameOrigin(picture.url);
  return {
    image: url,
    featured_image: {
      url,
      alt: picture.altText,
      width: picture.width,
      height: picture.height,
      aspect_ratio: picture.width / picture.height,
    },
  };
}

/** GET /cart.js. `token` is `<id>?key=<secret>`; attributes that begin with `__` stay hidden. */
export function cartJson(state: ShopState, cart: Cart, root: string) {
  const items = cart.lines.map((line) => lineJson(state, cart, line, root));
  const total = items.reduce((sum, item) => sum + item.final_line_price, 0);
  return {
    token: cartToken(cart),
    note: cart.note,
    attributes: publicAttributes(cart),
    original_total_price: total,
    total_price: total,
    total_discount: 0,
    total_weight: 0,
    item_count: items.reduce((sum, item) => sum + item.quantity, 0),
    items,
    requires_shipping: items.some((item) => item.requires_shipping),
    currency: state.info.currencyCode,
    items_subtotal_price: total,
    cart_level_discount_applications: [],
    discount_codes: cart.discountCodes.map((code) => ({ code, applicable: false })),
  };
}

export function cartObject(state: ShopState, cart: Cart, root: string) {
  const json = cartJson(state, cart, root);
  const items = json.items.map((item) => ({
    ...item,
    properties: new OpenMap(() => Object.entries(item.properties)),
    image:
      item.image === null
        ? null
        : { src: item.image, alt: item.featured_image.alt, width: 800, height: 800 },
    variant: { id: item.variant_id, title: item.variant_title },
    product: { title: item.product_title, handle: item.handle, url: item.url, vendor: item.vendor },
  }));
  const { discount_codes: _, ...rest } = json;
  return {
    ...rest,
    attributes: new OpenMap(() => Object.entries(json.attributes)),
    items,
    "empty?": items.length === 0,
    currency: { iso_code: json.currency, symbol: "Rp" },
  };
}

import type { ShopState } from "../../state.ts";
import type { Cart, CartLine } from "../cart/cart.ts";
import { cartToken, lineKey, publicAttributes } from "../cart/cart.ts";
import { sameOrigin } from "./product.ts";

/** One line as `cart.js` gives it; the Liquid `line_item` has the same names. */
export function lineJson(state: ShopState, cart: Cart, line: CartLine, root: string) {
  const variant = state.variants.get(line.variantId);
  const product = state.products.get(variant?.productId ?? "");
  const price = variant?.price ?? 0;
  const picture = product?.images.find((one) => one.id === variant?.imageId) ?? product?.images[0];
  const single = variant?.title === "Default Title";
  const source = picture === undefined ? null : sameOrigin(picture.url);
  return {
    id: Number(line.variantId),
    variant_id: Number(line.variantId),
    key: lineKey(cart, line, price),
    quantity: line.quantity,
    title: single || variant === undefined ? (product?.title ?? "") : `${product?.title ?? ""} - ${variant.title}`,
    product_title: product?.title ?? "",
    product_id: Number(product?.id ?? 0),
    variant_title: single ? null : (variant?.title ?? null),
    variant_options: variant?.optionValues ?? [],
    options_with_values: (product?.optionNames ?? []).map((name, index) => ({ name, value: variant?.optionValues[index] ?? "" })),
    sku: variant?.sku ?? null,
    vendor: product?.vendor ?? "",
    product_type: product?.productType ?? "",
    handle: product?.handle ?? "",
    url: `${root}products/${product?.handle ?? ""}?variant=${line.variantId}`,
    image: source,
    featured_image: { url: source, alt: picture?.altText ?? "", width: picture?.width ?? null, height: picture?.height ?? null, aspect_ratio: 1 },
    properties: line.properties,
    price,
    original_price: price,
    discounted_price: price,
    final_price: price,
    line_price: price * line.quantity,
    original_line_price: price * line.quantity,
    final_line_price: price * line.quantity,
    total_discount: 0,
    discounts: [],
    line_level_discount_allocations: [],
    requires_shipping: variant?.requiresShipping ?? true,
    gift_card: false,
    taxable: true,
    grams: 0,
    quantity_rule: { min: 1, max: null, increment: 1 },
    has_components: false,
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
    image: item.image === null ? null : { src: item.image, alt: item.featured_image.alt, width: 800, height: 800 },
    variant: { id: item.variant_id, title: item.variant_title },
    product: { title: item.product_title, handle: item.handle, url: item.url, vendor: item.vendor },
  }));
  const { discount_codes: _, ...rest } = json;
  return { ...rest, items, "empty?": items.length === 0, currency: { iso_code: json.currency, symbol: "Rp" } };
}

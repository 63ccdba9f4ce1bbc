import type { Customer, ShopState } from "../../state.ts";
import type { Cart } from "../cart/cart.ts";
import { moneyFormatOf } from "../liquid/money.ts";
import { cartObject } from "./cart.ts";
import { metafieldsOf } from "./metafields.ts";
import { once } from "./once.ts";
import { OpenMap } from "./open-map.ts";
import { productObject } from "./product.ts";

export const languages = [
  { iso_code: "en", endonym_name: "English", name: "English", primary: true, root_url: "/" },
  {
    iso_code: "id",
    endonym_name: "Bahasa Indonesia",
    name: "Indonesian",
    primary: false,
    root_url: "/id",
  },
] as const;

export type Locale = (typeof languages)[number]["iso_code"];

export interface View {
  state: ShopState;
  cart: Cart;
  customer: Customer | null;
  locale: Locale;
  /** "/" or "/id/" */
  root: string;
  origin: string;
  path: string;
  pageType: string;
  productHandle: string | null;
  collectionHandle: string | null;
  variantId: string | null;
}

/** Shopify's global objects, as far as themes and blocks here use them; the rest fails by name (`strictVariables`). */
export function globalObjects(view: View) {
  const { state, root, locale } = view;
  const language = languages.find((one) => one.iso_code === locale) ?? languages[0];
  const product = [...state.products.values()].find((one) => one.handle === view.productHandle);
  const collection =
    view.collectionHandle === null ? null : collectionObject(state, view.collectionHandle, view);
  const cart = once(() => cartObject(state, view.cart, root));
  const productShown = once(() =>
    product === undefined ? null : productObject(state, product, view),
  );
  const collections = once(() =>
    [...state.collections.keys()].map((handle): [string, unknown] => [
      handle,
      collectionObject(state, handle, view),
    ]),
  );
  const pageTitle = product?.title ?? collection?.title ?? state.info.name;
  return {
    shop: shopObject(state, view.origin),
    routes: routesObject(root),
    localization: {
      language,
      available_languages: languages,
      country: country,
      available_countries: [country],
      market: { id: 1, handle: "id" },
    },
    request: {
      design_mode: false,
      visual_preview_mode: false,
      host: new URL(view.origin).host,
      origin: view.origin,
      locale: language,
      page_type: view.pageType,
      path: view.path,
    },
    template: { name: view.pageType, suffix: null, directory: null },
    page_title: pageTitle,
    page_description: null,
    canonical_url: view.origin + view.path,
    collection,
    current_page: 1,
    get cart() {
      return cart();
    },
    get product() {
      return productShown();
    },
    customer: view.customer === null ? null : customerObject(view.customer),
    collections: new OpenMap(collections),
    linklists: new OpenMap(() => [
      ["main-menu", { title: "Main menu", links: mainMenu(state, root) }],
    ]),
  };
}

const country = {
  iso_code: "ID",
  name: "Indonesia",
  currency: { iso_code: "IDR", symbol: "Rp", name: "Indonesian Rupiah" },
};

function shopObject(state: ShopState, origin: string) {
  const { info } = state;
  return {
    id: Number(info.id),
    name: info.name,
    description: null,
    email: info.email,
    domain: new URL(origin).host,
    permanent_domain: info.domain,
    url: origin,
    secure_url: origin,
    currency: info.currencyCode,
    money_format: moneyFormatOf(info.currencyCode),
    money_with_currency_format: `${moneyFormatOf(info.currencyCode)} ${info.currencyCode}`,
    enabled_payment_types: [],
    published_locales: languages,
    products_count: state.products.size,
    metafields: metafieldsOf(state, `gid://shopify/Shop/${info.id}`),
  };
}

export function routesObject(root: string) {
  return {
    root_url: root === "/" ? "/" : root.slice(0, -1),
    cart_url: `${root}cart`,
    cart_add_url: `${root}cart/add`,
    cart_change_url: `${root}cart/change`,
    cart_update_url: `${root}cart/update`,
    cart_clear_url: `${root}cart/clear`,
    collections_url: `${root}collections`,
    all_products_collection_url: `${root}collections/all`,
    account_url: `${root}account`,
    account_login_url: `${root}account/login`,
    account_logout_url: `${root}account/logout`,
    search_url: `${root}search`,
    product_recommendations_url: `${root}recommendations/products`,
  };
}

function customerObject(customer: Customer) {
  return {
    id: Number(customer.id),
    email: customer.email,
    first_name: customer.firstName,
    last_name: customer.lastName,
    name: [customer.firstName, customer.lastName].filter(Boolean).join(" "),
    phone: customer.phone,
    has_account: true,
    tags: [],
  };
}

function collectionObject(state: ShopState, handle: string, view: View) {
  const collection = state.collections.get(handle);
  if (collection === undefined) return null;
  const shown = () => {
    const products = collection.productIds.map((id) => state.products.get(id));
    return products.filter(
      (one) => one !== undefined && one.status === "ACTIVE" && one.publishedAt !== null,
    );
  };
  return {
    id: Number(collection.id),
    handle,
    title: collection.title,
    description: "",
    url: `${view.root}collections/${handle}`,
    image: null,
    get products_count() {
      return shown().length;
    },
    get products() {
      return shown().flatMap((one) =>
        one === undefined
          ? []
          : productObject(state, one, { root: view.root, locale: view.locale }),
      );
    },
  };
}

function mainMenu(state: ShopState, root: string) {
  return [...state.collections.values()].slice(0, 7).map(({ handle, title }) => ({
    title,
    handle,
    url: `${root}collections/${handle}`,
    links: [],
    active: false,
  }));
}

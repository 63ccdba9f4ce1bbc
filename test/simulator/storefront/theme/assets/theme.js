// @ts-nocheck: plain browser script of the demo theme
/* oxlint-disable typescript/no-floating-promises, typescript/no-misused-promises, typescript/no-unnecessary-type-assertion, typescript/no-unnecessary-type-conversion -- untyped browser script */
// The theme's few interactive parts. Everything works without them: options reload the page, the forms post.

const root = () => window.Shopify?.routes?.root ?? "/";

/** Standard storefront events, when the shop has them: https://shopify.dev/docs/apps/build/online-store/standard-events-and-actions
 * @param {EventTarget} target @param {string} name @param {object} payload */
function tell(target, name, payload) {
  if (!window.Shopify?.actions) return;
  target.dispatchEvent(Object.assign(new Event(name, { bubbles: true }), payload));
}

/** @param {Element} from @param {string} html */
function swap(from, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const old of from.querySelectorAll("[data-swap]")) {
    const next = fresh.querySelector(`[data-swap="${old.getAttribute("data-swap")}"]`);
    if (next) old.replaceWith(next);
  }
}

/** @param {number} count */
function showCount(count) {
  for (const place of document.querySelectorAll("[data-cart-count]"))
    place.textContent = count > 0 ? String(count) : "";
}

/** @param {any} cart the answer of cart.js */
const summaryOf = (cart) => ({
  id: `gid://shopify/Cart/${cart.token}`,
  totalQuantity: cart.item_count,
  cost: {
    totalAmount: { amount: (cart.total_price / 100).toFixed(2), currencyCode: cart.currency },
  },
  lines: cart.items.map((/** @type {any} */ item) => ({
    id: item.key,
    quantity: item.quantity,
    cost: {
      totalAmount: {
        amount: (item.final_line_price / 100).toFixed(2),
        currencyCode: cart.currency,
      },
    },
  })),
  discountCodes: cart.discount_codes ?? [],
});

/** @param {string} path @param {object} body */
async function post(path, body) {
  const response = await fetch(`${root()}cart/${path}.js`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { ok: response.ok, json: await response.json() };
}
const getCart = async () => (await fetch(`${root()}cart.js`)).json();

class VariantPicker extends HTMLElement {
  /** @type {AbortController | null} */ #asking = null;
  connectedCallback() {
    this.variants = JSON.parse(this.querySelector("[data-variants]")?.textContent ?? "[]");
    this.addEventListener("change", this);
    this.markGone();
  }
  disconnectedCallback() {
    this.removeEventListener("change", this);
    this.#asking?.abort();
  }
  /** @param {Event} event */
  handleEvent(event) {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== "radio") return;
    const chosen = this.chosen();
    for (const [index, label] of this.querySelectorAll("[data-chosen]").entries())
      label.textContent = chosen[index] ?? "";
    this.markGone();
    this.select(
      this.variants.find((/** @type {any} */ one) =>
        one.options.every(
          (/** @type {string} */ value, /** @type {number} */ at) => value === chosen[at],
        ),
      ) ?? null,
    );
  }
  chosen() {
    return [...this.querySelectorAll("input:checked")].map(
      (input) => /** @type {HTMLInputElement} */ (input).value,
    );
  }
  markGone() {
    const chosen = this.chosen();
    for (const [at, group] of this.querySelectorAll("fieldset").entries()) {
      for (const input of group.querySelectorAll("input")) {
        const wanted = chosen.with(at, input.value);
        const variant = this.variants.find((/** @type {any} */ one) =>
          one.options.every(
            (/** @type {string} */ value, /** @type {number} */ i) => value === wanted[i],
          ),
        );
        input.classList.toggle("gone", !variant?.available);
      }
    }
  }
  /** @param {any} variant */
  select(variant) {
    this.#asking?.abort();
    this.#asking = new AbortController();
    const { url = "", section = "", product, title, handle } = this.dataset;
    const names = [...this.querySelectorAll("fieldset")].map(
      (group) => group.querySelector("input")?.name ?? "",
    );
    const selectedOptions = this.chosen().map((value, at) => ({ name: names[at], value }));
    const promise = variant
      ? this.load(
          variant,
          `${url}?variant=${variant.id}&section_id=${section}`,
          this.#asking.signal,
        )
      : Promise.resolve({ variant: null });
    const selected = promise.then(() => ({
      variant: variant && {
        id: `gid://shopify/ProductVariant/${variant.id}`,
        title: variant.title,
        availableForSale: variant.available,
        price: {
          amount: (variant.price / 100).toFixed(2),
          currencyCode: window.Shopify?.currency?.active ?? "",
        },
        selectedOptions,
      },
    }));
    // a newer choice aborts this one; whoever listens may look at the promise or not
    selected.catch(() => {});
    tell(this, "shopify:product:select", {
      product: { id: `gid://shopify/Product/${product}`, title, handle },
      selectedOptions,
      promise: selected,
    });
    if (!variant) return;
    history.replaceState(history.state, "", `${url}?variant=${variant.id}`);
    const field = document.querySelector("#product-form [name=id]");
    if (field instanceof HTMLInputElement) {
      field.value = String(variant.id);
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  /** @param {any} variant @param {string} address @param {AbortSignal} signal */
  async load(variant, address, signal) {
    const response = await fetch(address, { signal });
    const html = await response.text();
    const page = this.closest(".product");
    if (page) swap(page, html);
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-stage]");
    const stage = document.querySelector("[data-stage]");
    if (fresh && stage && fresh.getAttribute("src") !== stage.getAttribute("src"))
      stage.replaceWith(fresh);
    return variant;
  }
}

class ProductForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this);
  }
  disconnectedCallback() {
    this.removeEventListener("submit", this);
  }
  /** @param {Event} event */
  async handleEvent(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const data = new FormData(form);
    const wanted = { id: Number(data.get("id")), quantity: Number(data.get("quantity")) || 1 };
    const adding = this.add(wanted);
    tell(this, "shopify:cart:lines-update", {
      action: "add",
      context: "product",
      lines: [
        { merchandiseId: `gid://shopify/ProductVariant/${wanted.id}`, quantity: wanted.quantity },
      ],
      promise: adding.then(({ cart, problem }) => ({
        cart: summaryOf(cart),
        ...(problem ? { userErrors: [{ message: problem }] } : {}),
      })),
    });
    const { cart, problem } = await adding;
    const place = this.querySelector(".form-error");
    if (place instanceof HTMLElement) {
      place.hidden = !problem;
      place.textContent = problem ?? "";
    }
    showCount(cart.item_count);
    if (problem) tell(this, "shopify:cart:error", { error: problem, code: "INVALID" });
    else document.querySelector("cart-notice")?.dispatchEvent(new Event("show"));
  }
  /** @param {object} item */
  async add(item) {
    const { ok, json } = await post("add", { items: [item] });
    // a 422 may have added a part: read the cart again
    return { cart: await getCart(), problem: ok ? null : json.description };
  }
}

class CartNotice extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  connectedCallback() {
    this.addEventListener("show", this);
  }
  disconnectedCallback() {
    clearTimeout(this.#timer);
  }
  handleEvent() {
    const link = Object.assign(document.createElement("a"), {
      href: this.dataset.cartUrl,
      textContent: this.dataset.cartText,
    });
    this.replaceChildren(this.dataset.text ?? "", link);
    this.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.hidden = true;
    }, 5000);
  }
}

class CartPage extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this);
    this.addEventListener("click", this);
  }
  disconnectedCallback() {
    this.removeEventListener("change", this);
    this.removeEventListener("click", this);
  }
  /** @param {Event} event */
  handleEvent(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const line = /** @type {HTMLElement | null} */ (target.closest("[data-key]"));
    if (event.type === "click" && line && target.closest("[data-remove]")) this.change(line, 0);
    else if (event.type === "change" && line && target instanceof HTMLInputElement)
      this.change(line, Number(target.value));
    else if (event.type === "change" && target instanceof HTMLTextAreaElement)
      post("update", { note: target.value });
  }
  /** @param {HTMLElement} line @param {number} quantity */
  async change(line, quantity) {
    const section = this.dataset.section ?? "";
    const id = line.dataset.key ?? "";
    const changing = post("change", {
      id,
      quantity,
      sections: [section],
      sections_url: location.pathname,
    });
    const ended = changing.then(async ({ ok, json }) => (ok ? json : await getCart()));
    tell(this, "shopify:cart:lines-update", {
      action: quantity === 0 ? "remove" : "update",
      context: "cart",
      lines: [{ id, quantity }],
      promise: ended.then((cart) => ({ cart: summaryOf(cart) })),
    });
    const [{ ok, json }, cart] = await Promise.all([changing, ended]);
    showCount(cart.item_count);
    const html = ok
      ? json.sections?.[section]
      : await (await fetch(`${location.pathname}?section_id=${section}`)).text();
    const fresh =
      html && new DOMParser().parseFromString(html, "text/html").querySelector("cart-page");
    if (fresh) this.replaceChildren(...fresh.childNodes);
    const place = this.querySelector(".form-error");
    if (!ok && place instanceof HTMLElement) {
      place.hidden = false;
      place.textContent = json.description;
    }
  }
}

document.addEventListener("click", (event) => {
  const thumb = event.target instanceof Element && event.target.closest("[data-thumb]");
  const stage = document.querySelector("[data-stage]");
  if (!(thumb instanceof HTMLElement) || !(stage instanceof HTMLImageElement)) return;
  stage.srcset = "";
  stage.src = thumb.dataset.thumb ?? "";
  for (const other of document.querySelectorAll("[data-thumb]"))
    other.toggleAttribute("aria-current", other === thumb);
});

for (const [name, element] of Object.entries({
  "variant-picker": VariantPicker,
  "product-form": ProductForm,
  "cart-notice": CartNotice,
  "cart-page": CartPage,
})) {
  if (!customElements.get(name)) customElements.define(name, element);
}

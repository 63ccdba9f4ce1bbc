// @ts-nocheck: plain browser script of the demo theme
// A stand-in for Shopify's standard actions: `Shopify.actions.getCart/updateCart/openCart` over the Ajax Cart API.
// https://shopify.dev/docs/apps/build/online-store/standard-events-and-actions
(() => {
  const Shopify = (window.Shopify ??= /** @type {any} */ ({}));
  if (Shopify.actions) return;
  const root = () => Shopify.routes?.root ?? "/";
  const ajax = async (
    /** @type {string} */ path,
    /** @type {object=} */ body,
    /** @type {AbortSignal=} */ signal,
  ) => {
    const response = await fetch(
      root() + path,
      body === undefined
        ? { signal }
        : {
            method: "POST",
            signal,
            headers: { "content-type": "application/json" },
            body: JSON.stringify(body),
          },
    );
    return { ok: response.ok, status: response.status, json: await response.json() };
  };
  const amount = (/** @type {number} */ cents, /** @type {string} */ currencyCode) => ({
    totalAmount: { amount: (cents / 100).toFixed(2), currencyCode },
  });
  const summary = (/** @type {any} */ cart) => ({
    id: `gid://shopify/Cart/${cart.token}`,
    totalQuantity: cart.item_count,
    cost: amount(cart.total_price, cart.currency),
    lines: cart.items.map((/** @type {any} */ item) => ({
      id: item.key,
      quantity: item.quantity,
      cost: amount(item.final_line_price, cart.currency),
    })),
    discountCodes: cart.discount_codes ?? [],
  });
  const tail = (/** @type {string | number} */ gid) =>
    String(gid).split("/").at(-1)?.split("?")[0] ?? "";

  /** @type {Promise<any> | null} */
  let reading = null;
  // calls at the same time share one request
  const getCart = () =>
    (reading ??= ajax("cart.js")
      .then(({ json }) => ({ cart: summary(json) }))
      .finally(() => {
        reading = null;
      }));

  async function write(/** @type {any} */ input, /** @type {AbortSignal=} */ signal) {
    const userErrors = [];
    const lines = input.lines ?? [];
    const added = lines.filter((/** @type {any} */ line) => line.merchandiseId && !line.id);
    const changed = lines.filter((/** @type {any} */ line) => line.id);
    if (added.length > 0) {
      const items = added.map((/** @type {any} */ line) => ({
        id: Number(tail(line.merchandiseId)),
        quantity: line.quantity ?? 1,
        properties: Object.fromEntries(
          (line.attributes ?? []).map((/** @type {any} */ one) => [one.key, one.value]),
        ),
      }));
      const { ok, json } = await ajax("cart/add.js", { items }, signal);
      if (!ok) userErrors.push({ code: "INVALID", message: json.description });
    }
    for (const line of changed) {
      const { ok, json } = await ajax(
        "cart/change.js",
        {
          id: String(line.id).startsWith("gid:") ? tail(line.id) : line.id,
          quantity: line.quantity,
        },
        signal,
      );
      if (!ok) userErrors.push({ code: "INVALID", message: json.description });
    }
    const rest = {
      ...(input.note === undefined ? {} : { note: input.note }),
      ...(input.discountCodes === undefined ? {} : { discount: input.discountCodes.join(",") }),
      ...(input.attributes === undefined
        ? {}
        : {
            attributes: Object.fromEntries(
              input.attributes.map((/** @type {any} */ one) => [one.key, one.value]),
            ),
          }),
    };
    if (Object.keys(rest).length > 0) await ajax("cart/update.js", rest, signal);
    const { cart } = await getCart();
    for (const place of document.querySelectorAll("[data-cart-count]"))
      place.textContent = cart.totalQuantity > 0 ? String(cart.totalQuantity) : "";
    return { cart, ...(userErrors.length > 0 ? { userErrors } : {}) };
  }

  const updateCart = (/** @type {any} */ input = {}, /** @type {any} */ options = {}) => {
    const promise = write(input, options.signal);
    const lines = input.lines ?? [];
    if (lines.length > 0) {
      const action = lines.some((/** @type {any} */ line) => line.merchandiseId && !line.id)
        ? "add"
        : lines.every((/** @type {any} */ line) => line.quantity === 0)
          ? "remove"
          : "update";
      // the event is out before the write has ended; its promise brings the result
      document.dispatchEvent(
        Object.assign(new Event("shopify:cart:lines-update", { bubbles: true }), {
          action,
          context: options.event?.context ?? "standard-action",
          detail: options.event?.detail,
          lines,
          promise,
        }),
      );
    }
    promise.catch((error) =>
      document.dispatchEvent(
        Object.assign(new Event("shopify:cart:error", { bubbles: true }), {
          error: String(error),
          code: "SERVICE_UNAVAILABLE",
        }),
      ),
    );
    return promise;
  };
  const openCart = async () => {
    location.assign(`${root()}cart`);
  };

  /** @param {(...input: any[]) => any} standard */
  function action(standard) {
    /** @type {((...input: any[]) => any) | null} */
    let own = null;
    return Object.assign((/** @type {any[]} */ ...input) => (own ?? standard)(...input), {
      // only the first configure wins
      configure: (/** @type {any} */ handler) => {
        own ??= typeof handler === "function" ? handler : (handler?.handler ?? null);
      },
      isDefault: () => own === null,
    });
  }
  Shopify.actions = {
    getCart: Object.assign(getCart, { isDefault: () => true }),
    updateCart: action(updateCart),
    openCart: action(openCart),
  };
  // this demo theme has announced that it follows updateCart itself, so the default never reloads the page
  Shopify.actions.updateCart.configure(updateCart);
})();

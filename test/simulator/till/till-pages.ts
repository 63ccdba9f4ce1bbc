import { readFileSync } from "node:fs";
import type { Shop } from "../shop.ts";
import type { Route } from "../simulator.ts";
import type { Location } from "../state.ts";
import { answerHtml, answerJson } from "../web/answer.ts";
import { html } from "../web/escape-html.ts";
import type { Html } from "../web/escape-html.ts";
import { readForm } from "../web/read-body.ts";
import { simulatorPage } from "../web/simulator-page.ts";

const script = readFileSync(new URL("till.js", import.meta.url), "utf8");

/** `/till`: a shop counter per location. Sell, receive, and see the stock as it stands. */
export function tillPages(shop: Shop): Route {
  return async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === "/till") return answerHtml(response, choose(shop));
    const [, id, act] = /^\/till\/(\d+)(?:\/(sell|receive|stock\.json))?$/.exec(url.pathname) ?? [];
    const location = shop.state.locations.get(id ?? "");
    if (location === undefined) return false;
    if (act === "stock.json") return answerJson(response, stockAt(shop, location));
    if (act === undefined) return answerHtml(response, counter(shop, location));
    if (request.method !== "POST") return false;
    const form = await readForm(request);
    const change = {
      variantId: form.get("variantId") ?? "",
      locationId: location.id,
      quantity: Number(form.get("quantity") ?? 1),
    };
    if (
      !shop.state.variants.has(change.variantId) ||
      !Number.isInteger(change.quantity) ||
      change.quantity < 1
    ) {
      return answerJson(response, { error: "which variant, how many?" }, 422);
    }
    if (act === "sell")
      return answerJson(response, {
        order: shop.sells(change).name,
        stock: stockAt(shop, location),
      });
    shop.receives(change);
    return answerJson(response, { stock: stockAt(shop, location) });
  };
}

function stockAt(shop: Shop, location: Location): Record<string, number | null> {
  const stock: Record<string, number | null> = {};
  for (const variant of shop.state.variants.values()) {
    const level = shop.state.levels.get(`${variant.inventoryItemId}:${location.id}`);
    stock[variant.id] = level?.isActive === true ? level.available : null;
  }
  return stock;
}

function choose(shop: Shop): string {
  const cards = [...shop.state.locations.values()].map(
    (one) =>
      html`<a class="card" href="/till/${one.id}"
        ><h2>${one.name}</h2>
        <p class="muted">${one.address.address1}, ${one.address.city}</p>
        ${!one.isActive ? html`<span class="badge bad">inactive</span>` : one.localPickupSettingsV2 ? html`<span class="badge good">pickup</span>` : html`<span class="badge">no pickup</span>`}</a
      >`,
  );
  return simulatorPage(
    "Till",
    "/till",
    html`<h1>Which counter?</h1>
      <div class="cards">${cards}</div>`,
  );
}

function counter(shop: Shop, location: Location): string {
  const stock = stockAt(shop, location);
  const rows: Html[] = [];
  for (const product of shop.state.products.values()) {
    if (product.status !== "ACTIVE") continue;
    for (const variant of shop.state.variants.values()) {
      if (variant.productId !== product.id) continue;
      const picture = product.images.find((one) => one.id === variant.imageId) ?? product.images[0];
      const title =
        variant.title === "Default Title" ? product.title : `${product.title}, ${variant.title}`;
      const count = stock[variant.id] ?? null;
      rows.push(
        html`<li
          data-variant="${variant.id}"
          data-words="${`${title} ${variant.sku} ${variant.barcode}`.toLowerCase()}"
        >
          ${picture ? html`<img src="${picture.url}" alt="" width="56" height="56" loading="lazy" />` : html`<span></span>`}
          <span><strong>${title}</strong><br /><small>${variant.sku}</small></span>
          <span class="stock ${(count ?? 0) > 0 ? "" : "none"}" data-stock>${count ?? "–"}</span>
          <span class="acts"
            ><input type="number" value="1" min="1" aria-label="Quantity of ${title}" /><button
              class="primary"
              data-act="sell"
            >
              Sell</button
            ><button data-act="receive">Receive</button></span
          >
        </li>`,
      );
    }
  }
  const body = html`<h1>${location.name} <small>· till</small></h1>
    <div class="bar">
      <input
        type="search"
        placeholder="Search, or scan a barcode"
        autofocus
        data-search
        aria-label="Search"
      /><a class="button" href="/till">Other counter</a>
    </div>
    <p class="muted" data-said role="status">
      Each sale is a point-of-sale order; the stock goes down at once.
    </p>
    <ul class="till" data-location="${location.id}">
      ${rows}
    </ul>`;
  return simulatorPage(`Till ${location.name}`, "/till", body, script);
}

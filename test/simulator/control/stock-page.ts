import { html } from "../web/escape-html.ts";
import { simulatorPage } from "../web/simulator-page.ts";
import { actButton, banner } from "./act-button.ts";
import type { Controlled } from "./control-pages.ts";

export function stockPage(
  { simulator }: Controlled,
  productId: string | null,
  said: string | null,
): string {
  const { state } = simulator.shop;
  const product = state.products.get(productId ?? "");
  if (product === undefined) {
    const cards = [...state.products.values()].map(
      (one) =>
        html`<a class="card" href="/control/products?product=${one.id}"
          ><strong>${one.title}</strong><br /><small
            >${one.vendor} · ${one.status.toLowerCase()}</small
          ></a
        >`,
    );
    return simulatorPage(
      "Stock",
      "/control",
      html`${banner(said)}
        <h1>Stock</h1>
        <div class="cards">${cards}</div>`,
    );
  }
  const back = `/control/products?product=${product.id}`;
  const locations = [...state.locations.values()];
  const rows = [...state.variants.values()]
    .filter((variant) => variant.productId === product.id)
    .map((variant) => {
      const cells = locations.map((location) => {
        const level = state.levels.get(`${variant.inventoryItemId}:${location.id}`);
        const where = { variant: variant.id, location: location.id };
        if (level?.isActive !== true)
          return html`<td>
            <small>not stocked</small><br />${actButton("Stock", back, { verb: "stock", ...where })}
          </td>`;
        const inside = html`<input
          type="number"
          name="available"
          value="${level.available}"
          aria-label="Available, ${variant.title}, ${location.name}"
        />`;
        return html`<td>
          ${actButton("Set", back, { verb: "set-stock", ...where }, { inside })}<br /><small
            >committed ${level.committed}</small
          >
          ${actButton("Stop stocking", back, { verb: "unstock", ...where })}
        </td>`;
      });
      return html`<tr>
        <td><strong>${variant.title}</strong><br /><small>${variant.sku}</small></td>
        ${cells}
      </tr>`;
    });
  const rename = html`<input name="title" value="${product.title}" aria-label="Title" />`;
  const body = html`${banner(said)}
    <p><a href="/control/products">Stock</a></p>
    <h1>${product.title}</h1>
    ${actButton("Rename", back, { verb: "rename-product", id: product.id }, { inside: rename })}
    <div class="card scroll">
      <table>
        <tr>
          <th>Variant</th>
          ${locations.map((one) => html`<th>${one.name}</th>`)}
        </tr>
        ${rows}
      </table>
    </div>`;
  return simulatorPage(product.title, "/control", body);
}

import type { FulfillmentOrder, Order } from "../state.ts";
import type { Html } from "../web/escape-html.ts";
import { html } from "../web/escape-html.ts";
import { simulatorPage } from "../web/simulator-page.ts";
import { actButton, banner } from "./act-button.ts";
import type { Controlled } from "./control-pages.ts";

export function orderList({ simulator }: Controlled, said: string | null): string {
  const { state } = simulator.shop;
  const orders = [...state.orders.values()].reverse().slice(0, 200);
  const rows = orders.map((order) => {
    const parts = partsOf(state.fulfillmentOrders, order);
    return html`<tr>
      <td>
        <a href="/control/orders/${order.id}"><strong>${order.name}</strong></a>
      </td>
      <td>${order.createdAt.slice(0, 16).replace("T", " ")}</td>
      <td>${order.email ?? "walk-in"}</td>
      <td>${order.lines.map((line) => `${line.quantity} × ${line.title}`).join(", ")}</td>
      <td>
        ${parts.map((part) => html`<span class="badge">${methodOf(part)} ${part.status.toLowerCase()}</span> `)}
      </td>
    </tr>`;
  });
  const body = html`${banner(said)}
    <h1>Orders</h1>
    <div class="card scroll">
      ${
        rows.length === 0
          ? html`<p class="muted">
              None yet. Buy something in the <a href="/storefront">storefront</a>.
            </p>`
          : html`<table>
              <tr>
                <th>Order</th>
                <th>At</th>
                <th>Customer</th>
                <th>Lines</th>
                <th>Parts</th>
              </tr>
              ${rows}
            </table>`
      }
    </div>`;
  return simulatorPage("Orders", "/control", body);
}

export function orderControl({ simulator }: Controlled, id: string, said: string | null): string {
  const { state } = simulator.shop;
  const order = state.orders.get(id);
  const back = `/control/orders/${id}`;
  if (order === undefined) return simulatorPage("Order", "/control", html`<h1>No such order</h1>`);
  const parts = partsOf(state.fulfillmentOrders, order).map((part) =>
    partCard(part, state.locations.get(part.assignedLocationId)?.name ?? "?", order, back),
  );
  const lines = order.lines.map(
    (line) =>
      html`<tr>
        <td>
          ${line.currentQuantity} of ${line.quantity} ×
          <strong>${line.title}</strong> ${line.variantTitle}
        </td>
        <td>${line.sku}</td>
        <td>${actButton("Refund one", back, { verb: "refund-line", id, line: line.id })}</td>
      </tr>`,
  );
  const attributes = order.customAttributes.map(
    ({ key, value }) =>
      html`<dt>${key}</dt>
        <dd>${value}</dd>`,
  );
  const body = html`${banner(said)}
    <p><a href="/control/orders">Orders</a></p>
    <h1>
      ${order.name}
      <span class="badge">${order.financialStatus.toLowerCase()}</span>
      ${order.cancelledAt ? html`<span class="badge bad">cancelled</span>` : null}
    </h1>
    <p class="muted">
      ${order.createdAt.slice(0, 16).replace("T", " ")} · ${order.email ?? "walk-in"} ·
      ${order.customerLocale}
    </p>
    ${
      parts.length === 0
        ? html`<div class="card">
            <p class="muted">
              Being routed: fulfillment orders follow in a moment. <a href="${back}">Look again</a>
            </p>
          </div>`
        : parts
    }
    <div class="card scroll">
      <table>
        ${lines}
      </table>
    </div>
    ${
      attributes.length > 0 || order.note
        ? html`<div class="card">
            <h2>Attributes and note</h2>
            <dl>${attributes}</dl>
            <p>${order.note}</p>
          </div>`
        : null
    }
    ${order.cancelledAt === null ? actButton("Cancel order", back, { verb: "cancel-order", id }, { bad: true }) : null}`;
  return simulatorPage(order.name, "/control", body);
}

function partCard(part: FulfillmentOrder, location: string, order: Order, back: string): Html {
  const open = part.status === "OPEN" || part.status === "IN_PROGRESS";
  const lines = part.lineItems.map((one) => {
    const line = order.lines.find((other) => other.id === one.lineItemId);
    return html`<li>${one.remainingQuantity} of ${one.totalQuantity} × ${line?.title}</li>`;
  });
  return html`<div class="card">
    <h2>
      ${methodOf(part)} · ${location}
      <span class="badge ${part.status === "CLOSED" ? "good" : ""}"
        >${part.status.toLowerCase().replace("_", " ")}</span
      >
      ${part.preparedForPickupAt ? html`<span class="badge good">ready for pickup</span>` : null}
    </h2>
    <ul>
      ${lines}
    </ul>
    ${open && part.deliveryMethod.methodType === "PICK_UP" && part.preparedForPickupAt === null ? actButton("Ready for pickup", back, { verb: "prepare", id: part.id }) : null}
    ${open ? actButton(part.deliveryMethod.methodType === "PICK_UP" ? "Mark as picked up" : "Fulfil", back, { verb: "fulfill", id: part.id }) : null}
    ${open ? actButton("Hold", back, { verb: "hold", id: part.id }) : null}
    ${part.status === "ON_HOLD" ? actButton("Release hold", back, { verb: "release", id: part.id }) : null}
  </div>`;
}

const partsOf = (all: Map<string, FulfillmentOrder>, order: Order) =>
  [...all.values()].filter((part) => part.orderId === order.id);

function methodOf(part: FulfillmentOrder): string {
  return {
    SHIPPING: "Shipping",
    PICK_UP: "Pickup",
    LOCAL: "Local delivery",
    RETAIL: "Point of sale",
    NONE: "No delivery",
    PICKUP_POINT: "Pickup point",
  }[part.deliveryMethod.methodType];
}

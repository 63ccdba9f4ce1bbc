import type { FulfillmentOrder, Order } from "../../state.ts";
import { html } from "../../web/escape-html.ts";
import { formatMoney, moneyFormatOf } from "../liquid/money.ts";
import { plainPage } from "../plain-page.ts";
import type { Storefront } from "../start-storefront.ts";
import type { Visit } from "../visit.ts";
import type { CheckoutTexts } from "./checkout-texts.ts";
import { checkoutTexts } from "./checkout-texts.ts";

/** The order status page, which doubles as the thank-you page. */
export function orderPage({ shop }: Storefront, visit: Visit, order: Order): string {
  const t = checkoutTexts(visit.locale);
  const { state } = shop;
  const money = (cents: number) => formatMoney(cents, moneyFormatOf(state.info.currencyCode));
  const parts = [...state.fulfillmentOrders.values()].filter((one) => one.orderId === order.id);
  const shown = parts.map((part) => {
    const location = state.locations.get(part.assignedLocationId);
    const pickup = part.deliveryMethod.methodType === "PICK_UP";
    return html`<section class="card">
      <h2>${pickup ? html`${t.pickupAt} ${location?.name}` : t.shipTo}</h2>
      ${pickup && html`<p>${location?.address.address1}, ${location?.address.city} ${location?.address.zip}</p>`}
      <p><span class="badge">${statusText(part, t)}</span></p>
      ${pickup && location?.localPickupSettingsV2?.instructions ? html`<p class="muted">${location.localPickupSettingsV2.instructions}</p>` : null}
      ${pickup && html`<p class="muted">${t.willTell}</p>`}
    </section>`;
  });
  const lines = order.lines.map(
    (line) =>
      html`<li>
        ${line.quantity} × ${line.title}
        ${line.variantTitle === "Default Title" ? null : line.variantTitle}
        <span>${money(line.price * line.quantity)}</span>
      </li>`,
  );
  const body = html`<p class="muted">${order.name}</p>
    <h1>${visit.url.searchParams.has("thanks") ? `${t.thanks}. ` : ""}${t.confirmed}.</h1>
    ${parts.length === 0 ? html`<section class="card"><span class="badge">${t.OPEN}</span></section>` : shown}
    <section class="card">
      <ul class="lines">
        ${lines}
      </ul>
      <p class="sum"><strong>${t.total}</strong> <strong>${money(order.totalPrice)}</strong></p>
    </section>
    <p><a href="${visit.root}">${t.back}</a></p>`;
  return plainPage(visit, order.name, body);
}

function statusText(part: FulfillmentOrder, t: CheckoutTexts): string {
  if (part.status === "CLOSED") return t.CLOSED;
  if (part.status === "CANCELLED") return t.CANCELLED;
  return part.preparedForPickupAt === null ? t.OPEN : t.READY;
}

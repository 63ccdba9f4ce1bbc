import { html } from "../../web/escape-html.ts";
import type { Html } from "../../web/escape-html.ts";
import { formatMoney, moneyFormatOf } from "../liquid/money.ts";
import { cartJson } from "../objects/cart.ts";
import { pickupTimeText } from "../objects/product.ts";
import { plainPage } from "../plain-page.ts";
import type { Storefront } from "../start-storefront.ts";
import type { Visit } from "../visit.ts";
import { checkoutTexts } from "./checkout-texts.ts";
import { chosenStore, pickupChoices } from "./pickup-choices.ts";

export function checkoutPage(
  { shop }: Storefront,
  visit: Visit,
  problem: "soldOut" | "missing" | null,
): string {
  const { cart, customer, locale, root, url } = visit;
  const t = checkoutTexts(locale);
  const { items, total_price: total } = cartJson(shop.state, cart, root);
  const money = (cents: number) => formatMoney(cents, moneyFormatOf(shop.state.info.currencyCode));
  if (items.length === 0) {
    return plainPage(
      visit,
      t.checkout,
      html`<h1>${t.checkout}</h1>
        <p>${t.empty} <a href="${root}">${t.back}</a></p>`,
    );
  }
  const mixed = url.searchParams.get("mixed") === "1";
  const wished = chosenStore(shop.state, cart);
  const stores = mixed
    ? [...shop.state.locations.values()].filter((one) => one.localPickupSettingsV2 !== null)
    : pickupChoices(shop.state, cart.lines);
  const selected = stores.find((one) => one.id === wished?.id) ?? stores[0];
  const preferPickup = wished !== undefined && stores.length > 0;
  const storeList = stores.map(
    (one) =>
      html`<label class="option"
        ><input
          type="radio"
          name="location"
          value="${one.id}"
          ${one.id === selected?.id ? "checked" : ""}
        />
        <span
          ><strong>${one.name}</strong
          ><small>${one.address.address1}, ${one.address.city} ${one.address.zip}</small>
          <small
            >${one.localPickupSettingsV2 && pickupTimeText(one.localPickupSettingsV2.pickupTime, locale)}</small
          ></span
        ><em>${t.free}</em></label
      >`,
  );
  const body = html`<form
    method="post"
    class="checkout"
    action="${root}checkout${mixed ? "?mixed=1" : ""}"
  >
    <div class="stack">
      ${problem && html`<p class="banner" role="alert">${t[problem]}</p>`}
      <h1>${t.checkout}</h1>
      <h2>${t.contact}</h2>
      <label
        >${t.email}<input
          type="email"
          name="email"
          required
          autocomplete="email"
          value="${customer?.email}"
      /></label>
      <div class="two">
        <label
          >${t.firstName}<input
            name="first_name"
            autocomplete="given-name"
            value="${customer?.firstName}"
        /></label>
        <label
          >${t.lastName}<input
            name="last_name"
            autocomplete="family-name"
            value="${customer?.lastName}"
        /></label>
      </div>
      <div class="two">
        <label
          >${t.phone}<input name="phone" type="tel" autocomplete="tel" value="${customer?.phone}"
        /></label>
        <label
          >${t.language}<select name="language">
            <option value="en" ${locale === "en" && "selected"}>English</option>
            <option value="id" ${locale === "id" && "selected"}>Bahasa Indonesia</option>
          </select></label
        >
      </div>
      <h2>${t.delivery}</h2>
      <div class="methods">
        ${method("ship", t.ship, !mixed && !preferPickup)}
        ${method("pickup", t.pickup, !mixed && preferPickup)}
        ${mixed && method("mixed", t.perLine, true)}
      </div>
      <div class="when-pickup stack">
        ${stores.length === 0 ? html`<p class="muted">${t.noPickup}</p>` : storeList}
      </div>
      <div class="when-ship stack">
        <label>${t.address}<input name="address1" autocomplete="address-line1" /></label>
        <div class="two">
          <label>${t.city}<input name="city" autocomplete="address-level2" /></label
          ><label>${t.postcode}<input name="zip" autocomplete="postal-code" /></label>
        </div>
      </div>
      <button class="primary">${t.pay}</button>
      <p class="muted">${t.fake}</p>
    </div>
    <aside>
      ${items.map(
        (item, index) =>
          html`<div class="item">
            <span class="thumb"
              ><img src="${item.image}" alt="" width="64" height="64" /><b
                >${item.quantity}</b
              ></span
            >
            <span
              >${item.product_title}<small>${item.variant_title}</small>${mixed && lineChoice(index, t.ship, t.pickup)}</span
            ><span>${money(item.final_line_price)}</span>
          </div>`,
      )}
      <div class="item total">
        <span></span><strong>${t.total}</strong><strong>${money(total)}</strong>
      </div>
    </aside>
  </form>`;
  return plainPage(visit, t.checkout, body);
}

const method = (value: string, text: string, checked: boolean): Html =>
  html`<label class="method"
    ><input type="radio" name="delivery" value="${value}" required ${checked && "checked"} />
    ${text}</label
  >`;

const lineChoice = (index: number, ship: string, pickup: string): Html =>
  html`<select name="line-${index}">
    <option value="pickup">${pickup}</option>
    <option value="ship" ${index > 0 && "selected"}>${ship}</option>
  </select>`;

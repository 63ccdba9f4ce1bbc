import { html } from "../web/escape-html.ts";
import { simulatorPage } from "../web/simulator-page.ts";
import { actButton, banner } from "./act-button.ts";
import type { Controlled } from "./control-pages.ts";

export function overview({ simulator, storefront }: Controlled, said: string | null): string {
  const { state, clock } = simulator.shop;
  const places = [
    [
      "/admin/apps/sambung/app",
      "Admin",
      "Sambung inside Shopify's admin, as the merchant and staff see it",
    ],
    [storefront.origin, "Storefront", "the web shop: see what is at your store, buy for pickup"],
    ["/till", "Till", "sell and receive at a counter; open product pages follow"],
    ["/mailbox", "Mailbox", "every mail the app sends, and Shopify's own notices"],
    ["/control/orders", "Orders", "act as Shopify's own admin: ready, fulfil, cancel, refund"],
    ["/control/products", "Stock", "what is where; set it by hand"],
    ["/control/webhooks", "Webhooks", "what was sent, and faults to order"],
  ] as const;
  const cards = places.map(
    ([path, name, text]) =>
      html`<a class="card" href="${path}"
        ><h2>${name}</h2>
        <p class="muted">${text}</p></a
      >`,
  );
  const locations = [...state.locations.values()].map(
    (one) =>
      html`<tr>
        <td><strong>${one.name}</strong><br /><small>${one.address.city}</small></td>
        <td>
          ${one.isActive ? html`<span class="badge good">active</span>` : html`<span class="badge bad">inactive</span>`}
          ${one.localPickupSettingsV2 ? html`<span class="badge">pickup ${one.localPickupSettingsV2.pickupTime.toLowerCase().replaceAll("_", " ")}</span>` : null}
        </td>
        <td>
          ${one.isActive ? actButton("Deactivate", "/control", { verb: "deactivate-location", id: one.id }, { bad: true }) : actButton("Activate", "/control", { verb: "activate-location", id: one.id })}
          ${one.localPickupSettingsV2 ? actButton("Pickup off", "/control", { verb: "disable-pickup", id: one.id }) : actButton("Pickup on", "/control", { verb: "enable-pickup", id: one.id })}
        </td>
      </tr>`,
  );
  const installed = simulator.isInstalled();
  const body = html`${banner(said)}
    <h1>${state.info.name} <small>· ${state.info.domain}</small></h1>
    <div class="cards">${cards}</div>
    <br />
    <div class="card">
      <h2>The app</h2>
      <p>
        ${installed ? html`<span class="badge good">installed</span>` : html`<span class="badge">not installed</span> Open the <a href="/admin/apps/sambung/app">admin</a> to install it.`}
      </p>
      ${installed ? actButton("Uninstall", "/control", { verb: "uninstall" }, { bad: true }) : actButton("Install", "/control", { verb: "install" })}
    </div>
    <div class="card">
      <h2>Time</h2>
      <p>
        It is ${new Date(clock.now()).toISOString().slice(0, 16).replace("T", " ")} UTC, the real
        time. What Shopify has waiting (retries, routing, shop/redact after 48 hours) can be brought
        nearer:
      </p>
      ${[10, 240, 2880].map((minutes) => actButton(minutes < 60 ? `${minutes} minutes` : `${minutes / 60} hours`, "/control", { verb: "skip", minutes: String(minutes) }))}
    </div>
    <div class="card">
      <h2>Storefront switches</h2>
      <form method="post" action="/control/act" class="row">
        <input type="hidden" name="verb" value="switches" /><input
          type="hidden"
          name="back"
          value="/control"
        />
        <label
          ><input
            type="checkbox"
            name="standardEvents"
            ${storefront.switches.standardEvents ? "checked" : ""}
          />
          standard events and Shopify.actions</label
        >
        <label
          ><input
            type="checkbox"
            name="withExtension"
            ${storefront.switches.withExtension ? "checked" : ""}
          />
          theme app extension</label
        ><button>Set</button>
      </form>
    </div>
    <div class="card scroll">
      <h2>Locations</h2>
      <table>
        ${locations}
      </table>
    </div>`;
  return simulatorPage("Control", "/control", body);
}

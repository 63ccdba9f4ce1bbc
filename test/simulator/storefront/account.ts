import { randomBytes } from "node:crypto";
import { answerHtml, redirect } from "../web/answer.ts";
import { cookie } from "../web/cookies.ts";
import { html } from "../web/escape-html.ts";
import { readForm } from "../web/read-body.ts";
import { plainPage } from "./plain-page.ts";
import type { StorefrontRoute } from "./start-storefront.ts";

const thirtyDaysInSeconds = 30 * 24 * 60 * 60;

/** Customer login without passwords: choose one of the demo's people, or type an address. */
export const account: StorefrontRoute = async (storefront, visit, request, response) => {
  const { path, root, customer, url } = visit;
  const { shop, sessions } = storefront;
  if (path === "/account/logout") return redirect(response, root, { "set-cookie": cookie("customer", "", 0) });
  if (path === "/account/login" && request.method === "POST") {
    const form = await readForm(request);
    const email = (form.get("customer[email]") ?? form.get("email") ?? "").trim().toLowerCase();
    if (!/^\S+@\S+$/.test(email)) return redirect(response, `${root}account/login`);
    const known = [...shop.state.customers.values()].find((one) => one.email?.toLowerCase() === email);
    const { id } = known ?? shop.addsCustomer({ email, locale: visit.locale });
    const session = randomBytes(16).toString("hex");
    sessions.set(session, id);
    const back = form.get("return_url") ?? "";
    return redirect(response, /^\/(?![/\\])/.test(back) ? back : `${root}account`, {
      "set-cookie": cookie("customer", session, thirtyDaysInSeconds),
    });
  }
  if (path !== "/account" && path !== "/account/login") return null;
  if (path === "/account" && customer === null) return redirect(response, `${root}account/login`);
  if (path === "/account" && customer !== null) {
    const orders = [...shop.state.orders.values()].filter((order) => order.customerId === customer.id).reverse();
    const list = orders.map((order) => html`<li><a href="${root}orders/${order.id}">${order.name}</a> · ${order.createdAt.slice(0, 10)}</li>`);
    const body = html`<h1>${customer.firstName ?? customer.email}</h1>
      <p>${customer.email} · <a href="${root}account/logout">Log out</a></p>
      <h2>Orders</h2>
      ${orders.length === 0 ? html`<p>None yet.</p>` : html`<ul>${list}</ul>`}`;
    return answerHtml(response, plainPage(visit, shop.state.info.name, body));
  }
  const back = url.searchParams.get("return_url") ?? "";
  const people = [...shop.state.customers.values()].filter((one) => one.email !== null).slice(0, 6);
  const body = html`<h1>Log in</h1>
    <p class="muted">There are no passwords in the demo shop.</p>
    <form method="post" class="stack" action="${root}account/login">
      <input type="hidden" name="return_url" value="${back}" />
      ${people.map(
        (one) =>
          html`<button class="choice" name="email" value="${one.email}"><strong>${one.firstName} ${one.lastName}</strong><span>${one.email}</span></button>`,
      )}
    </form>
    <form method="post" class="stack" action="${root}account/login">
      <input type="hidden" name="return_url" value="${back}" />
      <label>Or any address<input type="email" name="email" required autocomplete="email" /></label>
      <button class="primary">Log in</button>
    </form>`;
  return answerHtml(response, plainPage(visit, "Log in", body));
};

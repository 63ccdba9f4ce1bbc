import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Customer } from "../state.ts";
import { answerHtml, redirect } from "../web/answer.ts";
import { cookie } from "../web/cookies.ts";
import { html } from "../web/escape-html.ts";
import { readForm } from "../web/read-body.ts";
import { plainPage } from "./plain-page.ts";
import type { Storefront, StorefrontRoute } from "./start-storefront.ts";
import type { Visit } from "./visit.ts";

const thirtyDaysInSeconds = 30 * 24 * 60 * 60;

/** Customer login without passwords: choose one of the demo's people, or type an address. */
export const account: StorefrontRoute = async (storefront, visit, request, response) => {
  const { path, root, customer } = visit;
  if (path === "/account/logout")
    return redirect(response, root, { "set-cookie": cookie("customer", "", 0) });
  if (path === "/account/login" && request.method === "POST")
    return logIn(storefront, visit, await readForm(request), response);
  if (path === "/account/login") return answerHtml(response, loginPage(storefront, visit));
  if (path !== "/account") return null;
  if (customer === null) return redirect(response, `${root}account/login`);
  return answerHtml(response, accountPage(storefront, visit, customer));
};

function logIn(
  { shop, sessions }: Storefront,
  { root, locale }: Visit,
  form: URLSearchParams,
  response: ServerResponse,
): true {
  const email = (form.get("customer[email]") ?? form.get("email") ?? "").trim().toLowerCase();
  if (!/^\S+@\S+$/.test(email)) return redirect(response, `${root}account/login`);
  const known = [...shop.state.customers.values()].find(
    (one) => one.email?.toLowerCase() === email,
  );
  const { id } = known ?? shop.addsCustomer({ email, locale });
  const session = randomBytes(16).toString("hex");
  sessions.set(session, id);
  const back = form.get("return_url") ?? "";
  // only paths of this shop: never a redirect to somewhere else
  return redirect(response, /^\/(?![/\\])/.test(back) ? back : `${root}account`, {
    "set-cookie": cookie("customer", session, thirtyDaysInSeconds),
  });
}

function accountPage({ shop }: Storefront, visit: Visit, customer: Customer): string {
  const { root } = visit;
  const orders = [...shop.state.orders.values()]
    .filter((order) => order.customerId === customer.id)
    .reverse();
  const list = orders.map(
    (order) =>
      html`<li>
        <a href="${root}orders/${order.id}">${order.name}</a> · ${order.createdAt.slice(0, 10)}
      </li>`,
  );
  const body = html`<h1>${customer.firstName ?? customer.email}</h1>
    <p>${customer.email} · <a href="${root}account/logout">Log out</a></p>
    <h2>Orders</h2>
    ${
      orders.length === 0
        ? html`<p>None yet.</p>`
        : html`<ul>
            ${list}
          </ul>`
    }`;
  return plainPage(visit, shop.state.info.name, body);
}

function loginPage({ shop }: Storefront, visit: Visit): string {
  const { root, url } = visit;
  const back = url.searchParams.get("return_url") ?? "";
  const people = [...shop.state.customers.values()].filter((one) => one.email !== null).slice(0, 6);
  const body = html`<h1>Log in</h1>
    <p class="muted">There are no passwords in the demo shop.</p>
    <form method="post" class="stack" action="${root}account/login">
      <input type="hidden" name="return_url" value="${back}" />
      ${people.map(
        (one) =>
          html`<button class="choice" name="email" value="${one.email}">
            <strong>${one.firstName} ${one.lastName}</strong><span>${one.email}</span>
          </button>`,
      )}
    </form>
    <form method="post" class="stack" action="${root}account/login">
      <input type="hidden" name="return_url" value="${back}" />
      <label>Or any address<input type="email" name="email" required autocomplete="email" /></label>
      <button class="primary">Log in</button>
    </form>`;
  return plainPage(visit, "Log in", body);
}

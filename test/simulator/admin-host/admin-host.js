// @ts-nocheck: plain browser script of the simulator
/* oxlint-disable typescript/no-floating-promises, typescript/no-misused-promises, typescript/no-unnecessary-type-assertion, typescript/no-unnecessary-type-conversion -- untyped browser script */
// The host's side of the App Bridge stand-in: answers the app's questions and draws what it asks for.
const settings = JSON.parse(document.getElementById("settings").textContent);
const frame = document.getElementById("app");
const place = (name) => document.querySelector(`[data-${name}]`);
const tell = (type, payload, id) =>
  frame.contentWindow.postMessage({ simulator: "host", type, payload, id }, settings.frontOrigin);
let navItems = [];
let here = "";

const questions = {
  idToken: async () => (await (await fetch("/admin/host/session-token")).json()).token,
  user: async () => settings.user,
  scopes: async () => ({ granted: settings.scopes, required: settings.scopes, optional: [] }),
  leaveConfirmation: async () => mayLeave(),
};

const news = {
  hello() {},
  navigated({ path, title }) {
    here = path;
    const bare = new URL(path, location.origin);
    history.replaceState(null, "", `/admin/apps/sambung${bare.pathname}${bare.search}`);
    if (title) document.title = `${title} · Sambung`;
    markNav();
  },
  navMenu(items) {
    navItems = items.filter((item) => !item.home);
    for (const name of ["nav", "phone-nav"]) place(name).replaceChildren(...navItems.map(link));
    markNav();
  },
  titleBar({ title, buttons }) {
    place("title").textContent = title || "Sambung";
    place("actions").replaceChildren(
      ...buttons.filter((button) => !button.breadcrumb).map(titleButton),
    );
  },
  saveBar({ shown, saving, canSave, canDiscard, confirm: ask }) {
    const bar = place("save-bar");
    bar.hidden = !shown;
    bar.dataset.ask = String(ask === true);
    place("search").hidden = shown;
    place("save").disabled = saving || canSave === false;
    place("discard").disabled = saving || canDiscard === false;
  },
  loading({ isLoading }) {
    place("progress").hidden = !isLoading;
  },
  toast(toast) {
    const shown = Object.assign(document.createElement("div"), {
      className: toast.isError ? "toast error" : "toast",
      id: toast.id,
    });
    shown.append(Object.assign(document.createElement("span"), { textContent: toast.message }));
    if (toast.action)
      shown.append(button(toast.action, "act", () => tell("toastAction", { id: toast.id })));
    const close = () => {
      shown.remove();
      tell("toastGone", { id: toast.id });
    };
    shown.append(Object.assign(button("×", "", close), { ariaLabel: settings.texts.dismiss }));
    place("toasts").append(shown);
    setTimeout(close, toast.duration);
  },
  toastHide({ id }) {
    document.getElementById(id)?.remove();
  },
  open({ address }) {
    const order = /orders\/(\d+)/.exec(address)?.[1];
    if (order) location.assign(`/control/orders/${order}`);
    else if (/themes\/[^/]+\/editor|themes/.test(address)) window.open("/storefront", "_blank");
    else if (/apps\/sambung(\/.*)?$/.test(address))
      location.assign(`/admin/apps/sambung${/apps\/sambung(\/.*)?$/.exec(address)[1] ?? ""}`);
    else
      news.toast({
        id: `note-${Date.now()}`,
        message: `${settings.texts.notSimulated}: ${address}`,
        isError: false,
        duration: 6000,
      });
  },
};

window.addEventListener("message", async (event) => {
  if (
    event.source !== frame.contentWindow ||
    event.origin !== settings.frontOrigin ||
    event.data?.simulator !== "app"
  )
    return;
  const { id, type, payload } = event.data;
  if (questions[type]) tell("answer", await questions[type](payload), id);
  else if (news[type]) news[type](payload);
  else console.error(`App Bridge stand-in: "${type}" is not simulated`);
});

place("save").addEventListener("click", () => tell("saveBarButton", { action: "save" }));
place("discard").addEventListener("click", () => {
  if (place("save-bar").dataset.ask !== "true" || confirm(settings.texts.leave))
    tell("saveBarButton", { action: "discard" });
});
for (const home of document.querySelectorAll("[data-app-home]")) {
  home.addEventListener("click", (event) => {
    event.preventDefault();
    goTo("/app");
  });
}
place("language").addEventListener("click", (event) => {
  event.preventDefault();
  const url = new URL(location.href);
  url.searchParams.set("locale", event.currentTarget.hreflang);
  location.assign(url);
});

/** Shopify keeps you on a page with unsaved changes and shakes the bar. */
function mayLeave() {
  const bar = place("save-bar");
  if (bar.hidden) return true;
  bar.classList.remove("shake");
  void bar.offsetWidth;
  bar.classList.add("shake");
  return false;
}
function goTo(path) {
  if (mayLeave()) tell("navigate", { path });
}
function link(item) {
  const shown = Object.assign(document.createElement("a"), {
    href: `/admin/apps/sambung${item.href}`,
    textContent: item.label,
  });
  shown.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    goTo(item.href);
  });
  shown.dataset.path = item.href;
  return shown;
}
function markNav() {
  const path = new URL(here || "/app", location.origin).pathname;
  for (const one of document.querySelectorAll("[data-path]")) {
    const active = path === one.dataset.path || path.startsWith(`${one.dataset.path}/`);
    if (active) one.setAttribute("aria-current", "page");
    else one.removeAttribute("aria-current");
  }
  const any = document.querySelector("[data-path][aria-current]");
  document.querySelector(".app-home").toggleAttribute("aria-current", any === null);
}
function button(text, className, run) {
  const shown = Object.assign(document.createElement("button"), {
    type: "button",
    textContent: text,
    className,
  });
  shown.addEventListener("click", run);
  return shown;
}
function titleButton(given) {
  const shown = button(given.label, given.primary ? "primary" : "", () =>
    tell("titleBarButton", { index: given.index }),
  );
  shown.disabled = given.disabled || given.loading;
  return shown;
}

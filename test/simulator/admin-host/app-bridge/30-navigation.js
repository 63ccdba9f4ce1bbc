// @ts-nocheck: a fragment of one browser script, whose parts share one scope (see app-bridge-script.ts)
/* The address bar of the host follows the app, and the host's menu steers the app. */
const ownParams = [
  "embedded",
  "hmac",
  "host",
  "id_token",
  "locale",
  "session",
  "shop",
  "timestamp",
  "shopify-reload",
];

function whereWeAre() {
  const address = new URL(location.href);
  for (const name of ownParams) address.searchParams.delete(name);
  return address.pathname + address.search;
}
function tellWhere() {
  if (reload === null) tellHost("navigated", { path: whereWeAre(), title: document.title });
}
for (const name of ["pushState", "replaceState"]) {
  const original = history[name].bind(history);
  history[name] = (...args) => {
    original(...args);
    tellWhere();
  };
}
window.addEventListener("popstate", tellWhere);
window.addEventListener("DOMContentLoaded", tellWhere);

onHost("navigate", ({ path }) => {
  const link = document.createElement("a");
  link.href = path;
  link.setAttribute("href", path);
  link.hidden = true;
  document.body.append(link);
  const before = location.href;
  // the app's router listens for this event and goes there without a new document
  link.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true }));
  link.remove();
  setTimeout(() => {
    if (location.href === before && new URL(path, location.href).href !== before)
      location.assign(path);
  }, 4000);
});

/* `shopify://admin/…` and links to the admin belong to the host. */
const openWindow = window.open.bind(window);
window.open = (address, target, features) => {
  const text = String(address ?? "");
  if (
    text.startsWith("shopify:") ||
    ((target === "_top" || target === "_parent") && !text.startsWith("http://localhost"))
  ) {
    tellHost("open", { address: text });
    return null;
  }
  return openWindow(address, target, features);
};
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  const address = link?.getAttribute("href") ?? "";
  if (!/^shopify:|^https:\/\/(admin\.shopify\.com|[\w-]+\.myshopify\.com)\//.test(address)) return;
  event.preventDefault();
  tellHost("open", { address });
});

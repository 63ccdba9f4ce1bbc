// @ts-nocheck: a fragment of one browser script, whose parts share one scope (see app-bridge-script.ts)
/* oxlint-disable no-unused-vars -- the other fragments use them */
/* The line to the host page: questions get answers, news go one way. */
const script = document.currentScript ?? document.querySelector('script[src*="app-bridge.js"]');
const query = new URLSearchParams(location.search);
const kept = JSON.parse(sessionStorage.getItem("app-bridge-config") ?? "{}");
const config = {
  apiKey:
    script?.dataset.apiKey ??
    document.querySelector('meta[name="shopify-api-key"]')?.content ??
    kept.apiKey,
  shop: query.get("shop") ?? kept.shop,
  host: query.get("host") ?? kept.host,
  locale: query.get("locale") ?? kept.locale ?? "en",
};
sessionStorage.setItem("app-bridge-config", JSON.stringify(config));

const waiting = new Map();
const listeners = new Map();
let lastId = 0;
const embedded = window.parent !== window;

function tellHost(type, payload) {
  window.parent.postMessage({ simulator: "app", type, payload }, "*");
}
function askHost(type, payload) {
  const id = ++lastId;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    window.parent.postMessage({ simulator: "app", id, type, payload }, "*");
  });
}
function onHost(type, run) {
  listeners.set(type, run);
}
window.addEventListener("message", (event) => {
  if (event.source !== window.parent || event.data?.simulator !== "host") return;
  const { id, type, payload } = event.data;
  if (type === "answer") {
    waiting.get(id)?.(payload);
    waiting.delete(id);
  } else listeners.get(type)?.(payload);
});

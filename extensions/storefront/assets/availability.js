// @ts-check
import { readAnswer, variantId, viewOf } from "./availability-core.js";
/** @import { Answer, Trouble, Words } from "./availability-types.js" */
/** @typedef {(target: EventTarget, types: string, hear: (event: any) => void) => void} On */

const POLL = 55_000;
const LOOK = 5_000;
const IDLE = 600_000;
const REMEMBERED = "sambung:store";

/**
 * What the chosen store has of the product on this page, kept fresh while someone looks.
 * Liquid draws the first state; without this file it stays.
 */
class SambungAvailability extends HTMLElement {
  /** @type {AbortController | undefined} */ #life;
  /** @type {AbortController | undefined} */ #asking;
  /** @type {EventSource | undefined} */ #stream;
  /** @type {ReturnType<typeof setInterval> | undefined} */ #timer;
  /** @type {Answer | null} */ #answer = null;
  /** @type {Words} */ #words = {};
  /** @type {Trouble} */ #trouble = null;
  /** @type {string | null} */ #variant = null;
  #etag = "";
  #spoken = "";
  #askedAt = 0;
  #activeAt = 0;
  #isCartTold = false;

  connectedCallback() {
    const { signal } = (this.#life = new AbortController());
    /** @type {On} */
    const on = (target, types, hear) => {
      for (const type of types.split(" "))
        target.addEventListener(type, hear, { signal, passive: true });
    };
    this.#words = JSON.parse(this.querySelector("[data-words]")?.textContent ?? "{}");
    this.#variant = variantId(this.dataset["variant"]);
    on(this.#part("change"), "click", () => void this.#openChooser());
    on(this, "sambung:store-chosen", ({ detail }) => this.#choose(detail));
    on(document, "visibilitychange", () => this.#wake());
    on(window, "focus pageshow online offline", () => this.#wake());
    on(window, "storage", ({ key }) => key === REMEMBERED && this.#show());
    on(document, "pointerdown keydown scroll", () => this.#stir());
    this.#followVariant(on);
    this.#followCart(on, signal);
    if ("prerendering" in document && document.prerendering)
      on(document, "prerenderingchange", () => this.#wake());
    this.#wake();
  }

  disconnectedCallback() {
    this.#life?.abort();
    this.#rest();
  }

  /** @param {On} on */
  #followVariant(on) {
    const fromForm = () => {
      const field = this.#form()?.elements.namedItem("id");
      if (field && "value" in field) this.#setVariant(field.value);
    };
    // themes set the hidden field after the event that made them do so
    const soon = () => setTimeout(fromForm);
    on(document, "change", soon);
    on(window, "popstate", soon);
    const select = async (/** @type {any} */ { promise, detail }) => {
      const told = await Promise.resolve(promise ?? detail).catch(() => null);
      const id = variantId(told?.variant?.id);
      if (id) this.#setVariant(id);
      else soon();
    };
    on(document, "shopify:product:select", (event) => void select(event));
    const field = this.#form()?.querySelector("input[name=id]");
    if (!field) return;
    const watch = new MutationObserver(fromForm);
    watch.observe(field, { attributeFilter: ["value"] });
    this.#life?.signal.addEventListener("abort", () => watch.disconnect());
  }

  /** The product form of this block's product: in its own section first. */
  #form() {
    const place = this.closest(".shopify-section") ?? document;
    const form = 'form[action*="/cart/add"]';
    const found = place.querySelector(form) ?? document.querySelector(form);
    return found instanceof HTMLFormElement ? found : null;
  }

  /** @param {unknown} id */
  #setVariant(id) {
    const variant = variantId(id);
    if (!variant || variant === this.#variant) return;
    this.#variant = variant;
    this.#answer = null;
    this.#etag = "";
    this.#stopStream();
    this.#show();
    void this.#ask();
  }

  #wake() {
    const isSeen = document.visibilityState === "visible";
    if (!isSeen || ("prerendering" in document && document.prerendering)) return this.#rest();
    this.#activeAt = Date.now();
    this.#timer ??= setInterval(() => this.#look(), LOOK);
    if (Date.now() - this.#askedAt > 500) void this.#ask();
  }

  #rest() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#asking?.abort();
    this.#stopStream();
  }

  #stir() {
    if (!this.#timer) return this.#wake();
    this.#activeAt = Date.now();
  }

  /** Every few seconds: ages move on, a lost stream is replaced by asking, and nobody there means nothing to do. */
  #look() {
    const now = Date.now();
    if (now - this.#activeAt > IDLE) this.#rest();
    else if (this.#stream?.readyState !== 1 && now - this.#askedAt >= POLL) void this.#ask();
    this.#show();
  }

  async #ask() {
    if (!this.#variant) return;
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    this.#askedAt = Date.now();
    try {
      const response = await fetch(
        `${this.dataset["proxy"]}/availability?variant=${this.#variant}`,
        {
          signal: asking.signal,
          headers: this.#etag ? { "If-None-Match": this.#etag } : {},
        },
      );
      if (!response.ok && response.status !== 304) throw new Error(String(response.status));
      const answer = response.status === 304 ? this.#answer : readAnswer(await response.json());
      if (asking !== this.#asking) return;
      this.#trouble = null;
      this.#etag = response.headers.get("etag") ?? "";
      this.#take(answer);
      this.#listen(answer?.stream ?? null);
    } catch {
      if (asking !== this.#asking || asking.signal.aborted) return;
      this.#trouble = navigator.onLine ? "failed" : "offline";
      this.#show();
    }
  }

  /** @param {string | null} url */
  #listen(url) {
    if (!url || this.#stream || !("EventSource" in window)) return;
    if (document.readyState !== "complete") {
      const signal = this.#life?.signal;
      const later = () => this.#timer && this.#listen(url);
      return window.addEventListener("load", later, signal ? { once: true, signal } : {});
    }
    const stream = (this.#stream = new EventSource(url));
    stream.addEventListener("availability", ({ data }) => {
      if (stream !== this.#stream) return;
      this.#trouble = null;
      this.#take({ ...readAnswer(JSON.parse(data)), stream: url });
    });
    stream.addEventListener("error", () => {
      // closed for good (the token has run out): the next answer brings another
      if (stream.readyState === 2 && stream === this.#stream) this.#stopStream();
    });
  }

  #stopStream() {
    this.#stream?.close();
    this.#stream = undefined;
  }

  /** @param {Answer | null} answer */
  #take(answer) {
    if (answer?.variant !== this.#variant) return;
    this.#answer = answer;
    this.#show();
  }

  #show() {
    const view = viewOf(
      {
        answer: this.#answer,
        chosen: remembered(),
        drawn: this.dataset["store"] ?? "",
        trouble: this.#trouble,
        showCount: this.dataset["count"] === "true",
      },
      this.#words,
      this.dataset["locale"] ?? "en",
      Date.now(),
    );
    // before the first answer, what Liquid drew says more than "checking"
    if (!this.#answer && !this.#trouble && !this.dataset["tone"]) return;
    this.dataset["tone"] = view.tone;
    write(this.#part("state"), view.state);
    write(this.#part("promise"), view.promise);
    write(this.#part("freshness"), view.freshness);
    if (view.tone === "wait") return;
    const said = [view.state, view.promise].filter(Boolean).join(". ");
    if (this.#spoken && said !== this.#spoken) write(this.#part("say"), said);
    this.#spoken = said;
  }

  async #openChooser() {
    const template = this.querySelector("template");
    await import(this.dataset["chooser"] ?? "");
    let chooser = this.querySelector("sambung-store-chooser");
    if (!chooser && template) {
      this.append(template.content.cloneNode(true));
      chooser = this.querySelector("sambung-store-chooser");
    }
    const { id } = remembered() ?? { id: this.dataset["store"] ?? "" };
    const ask = { proxy: this.dataset["proxy"], variant: this.#variant, chosen: id };
    chooser?.dispatchEvent(
      new CustomEvent("sambung:open", { detail: { ...ask, words: this.#words } }),
    );
  }

  /** @param {{ id: string, name: string }} store */
  #choose({ id, name }) {
    try {
      localStorage.setItem(REMEMBERED, JSON.stringify({ id, name }));
    } catch {
      this.dataset["store"] = id; // no storage: for this page only
    }
    this.#show();
    void this.#tellCart();
  }

  /** @param {On} on @param {AbortSignal} signal */
  #followCart(on, signal) {
    const { items, cartStore } = this.dataset;
    const chosen = remembered();
    if (chosen && items !== "0" && cartStore !== chosen.name) void this.#tellCart();
    const added = () => remembered() && !this.#isCartTold && void this.#tellCart();
    on(document, "shopify:cart:lines-update", ({ promise }) => promise?.then(added, () => {}));
    if (!("PerformanceObserver" in window)) return;
    // themes without events: the request itself is seen
    const watch = new PerformanceObserver((list) => {
      if (list.getEntries().some(({ name }) => name.includes("/cart/add"))) added();
    });
    watch.observe({ type: "resource" });
    signal.addEventListener("abort", () => watch.disconnect());
  }

  /** The name is for staff to read on the order; the id is ours (`__` hides it from the shopper). */
  async #tellCart() {
    const chosen = remembered();
    if (!chosen) return;
    this.#isCartTold = true;
    const root = /** @type {any} */ (window).Shopify?.routes?.root ?? "/";
    const attributes = { "Pickup store": chosen.name, __sambung_location: chosen.id };
    await fetch(`${root}cart/update.js`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ attributes }),
    }).catch(() => (this.#isCartTold = false));
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    const part = this.querySelector(`[data-part=${name}]`);
    return part instanceof HTMLElement ? part : document.createElement("p");
  }
}

/** @param {HTMLElement} part @param {string} text */
function write(part, text) {
  if (part.textContent !== text) part.textContent = text;
}

/** @returns {{ id: string, name: string } | null} */
function remembered() {
  try {
    const { id, name } = JSON.parse(localStorage.getItem(REMEMBERED) ?? "null");
    return typeof id === "string" && typeof name === "string" ? { id, name } : null;
  } catch {
    return null;
  }
}

if (!customElements.get("sambung-availability"))
  customElements.define("sambung-availability", SambungAvailability);

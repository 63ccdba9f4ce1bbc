// @ts-check
import { listSummary, roundedNear, storeTexts } from "./store-chooser-core.js";

/** @typedef {{ proxy: string, variant: string, chosen: string, words: Record<string, string> }} Opening */

/** The dialog in which a shopper chooses their store. It is told to open by "sambung:open" and says "sambung:store-chosen". */
class SambungStoreChooser extends HTMLElement {
  /** @type {AbortController | undefined} */ #life;
  /** @type {AbortController | undefined} */ #asking;
  /** @type {Opening} */ #opening = { proxy: "", variant: "", chosen: "", words: {} };

  connectedCallback() {
    const { signal } = (this.#life = new AbortController());
    this.addEventListener(
      "sambung:open",
      (event) => void this.#open(/** @type {CustomEvent} */ (event).detail),
      { signal },
    );
    const dialog = this.#dialog();
    // a press on the backdrop is a press on the dialog itself
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close(), {
      signal,
    });
    this.#one("[data-close]").addEventListener("click", () => dialog.close(), { signal });
    this.#one("[data-locate]").addEventListener("click", () => this.#locate(), { signal });
    this.#one("form").addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        const typed = new FormData(/** @type {HTMLFormElement} */ (event.target)).get("place");
        void this.#list(
          `q=${encodeURIComponent(typeof typed === "string" ? typed.slice(0, 80) : "")}`,
        );
      },
      { signal },
    );
  }

  disconnectedCallback() {
    this.#life?.abort();
    this.#asking?.abort();
  }

  /** @param {Opening} opening */
  async #open(opening) {
    this.#opening = opening;
    await this.#styled();
    const { color, backgroundColor } = getComputedStyle(document.body);
    // a page without a colour of its own keeps the browser's for both
    if (!backgroundColor.endsWith(", 0)"))
      Object.assign(this.#dialog().style, { color, backgroundColor });
    if (!this.#dialog().open) this.#dialog().showModal();
    void this.#list("");
  }

  /** The dialog's own style sheet came with it; unstyled it is not shown, unless the sheet does not come. */
  #styled() {
    const link = this.querySelector("link");
    if (!link || link.sheet) return Promise.resolve();
    return new Promise((resolve) => {
      for (const type of ["load", "error"]) link.addEventListener(type, resolve, { once: true });
      setTimeout(resolve, 2_000);
    });
  }

  /** The browser asks the shopper; what it answers is rounded here, before it leaves the device. */
  #locate() {
    this.#say(this.#word("locating"));
    if (!navigator.geolocation) return this.#say(this.#word("position_unknown"));
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => void this.#list(`near=${roundedNear(coords.latitude, coords.longitude)}`),
      ({ code }) => this.#say(this.#word(code === 1 ? "position_denied" : "position_unknown")),
      { maximumAge: 600_000, timeout: 10_000 },
    );
  }

  /** @param {string} place */
  async #list(place) {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const { proxy, variant } = this.#opening;
    this.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(`${proxy}/stores?variant=${variant}${place && "&"}${place}`, {
        signal: asking.signal,
      });
      if (!response.ok) throw new Error(String(response.status));
      const list = await response.json();
      if (asking !== this.#asking) return;
      this.#draw(list.stores);
      this.#say(listSummary(list, this.#opening.words));
    } catch {
      if (asking !== this.#asking || asking.signal.aborted) return;
      this.#say(this.#word(navigator.onLine ? "failed" : "offline"));
    }
    this.removeAttribute("aria-busy");
  }

  /** @param {import("./availability-types.js").ListedStore[]} stores */
  #draw(stores) {
    const model = /** @type {HTMLTemplateElement} */ (this.#one("template"));
    const locale = this.dataset["locale"] ?? "en";
    const rows = stores.map((store) => {
      const row = /** @type {DocumentFragment} */ (model.content.cloneNode(true));
      const button = /** @type {HTMLElement} */ (row.querySelector("button"));
      const texts = storeTexts(store, this.#opening.words, locale, Date.now());
      for (const [name, text] of Object.entries(texts)) {
        const part = row.querySelector(`[data-${name}]`);
        if (part) part.textContent = text;
      }
      button.dataset["tone"] = store.state;
      if (store.id === this.#opening.chosen) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => this.#choose(store));
      return row;
    });
    this.#one("[data-list]").replaceChildren(...rows);
  }

  /** @param {{ id: string, name: string }} store */
  #choose({ id, name }) {
    this.#dialog().close();
    this.dispatchEvent(
      new CustomEvent("sambung:store-chosen", { bubbles: true, detail: { id, name } }),
    );
  }

  /** @param {string} text */
  #say(text) {
    const place = this.#one("[data-say]");
    if (place.textContent !== text) place.textContent = text;
  }

  /** @param {string} key */
  #word(key) {
    return this.#opening.words[key] ?? "";
  }

  #dialog() {
    return /** @type {HTMLDialogElement} */ (this.#one("dialog"));
  }

  /** @param {string} selector @returns {HTMLElement} */
  #one(selector) {
    return /** @type {HTMLElement} */ (this.querySelector(selector));
  }
}

if (!customElements.get("sambung-store-chooser"))
  customElements.define("sambung-store-chooser", SambungStoreChooser);

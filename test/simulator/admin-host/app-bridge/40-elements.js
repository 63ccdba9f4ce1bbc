// @ts-nocheck: a fragment of one browser script, whose parts share one scope (see app-bridge-script.ts)
/* oxlint-disable typescript/no-floating-promises, typescript/no-misused-promises, typescript/no-unnecessary-type-assertion, typescript/no-unnecessary-type-conversion -- untyped browser script */
/* <ui-nav-menu>, <ui-title-bar>, <ui-save-bar>, <ui-modal> and their newer names: they show in the host what stands in them. */
// not a style attribute and not a <style>: React would find either when it hydrates the document
const unseen = new CSSStyleSheet();
unseen.replaceSync("ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar { display: none }");
document.adoptedStyleSheets = [...document.adoptedStyleSheets, unseen];

class HostElement extends HTMLElement {
  #observer = null;
  connectedCallback() {
    this.#observer = new MutationObserver(() => this.changed());
    this.#observer.observe(this, {
      childList: true,
      subtree: true,
      attributes: true,
      characterData: true,
    });
    queueMicrotask(() => this.changed());
  }
  disconnectedCallback() {
    this.#observer?.disconnect();
    this.gone();
  }
  changed() {}
  gone() {}
}

class NavMenu extends HostElement {
  changed() {
    const links = [...this.querySelectorAll("a, s-link")];
    const items = links.map((link) => ({
      label: (link.textContent ?? "").trim(),
      href: link.getAttribute("href") ?? "",
      home: link.getAttribute("rel") === "home",
    }));
    tellHost("navMenu", items);
  }
}

const buttonsIn = (element) =>
  [...element.querySelectorAll("button, a, s-button")].map((button, index) => ({
    index,
    label: (button.textContent ?? "").trim(),
    primary:
      button.getAttribute("variant") === "primary" ||
      button.getAttribute("slot") === "primary-action",
    breadcrumb:
      button.getAttribute("variant") === "breadcrumb" ||
      button.getAttribute("slot") === "breadcrumb-actions",
    critical: button.getAttribute("tone") === "critical",
    disabled: button.hasAttribute("disabled"),
    loading: button.hasAttribute("loading") && button.getAttribute("loading") !== "false",
  }));

class TitleBar extends HostElement {
  changed() {
    const modal = this.closest("ui-modal");
    if (modal) modal.changed();
    else
      tellHost("titleBar", {
        title: this.getAttribute("title") ?? document.title,
        buttons: buttonsIn(this),
      });
  }
  gone() {
    if (!this.closest("ui-modal")) tellHost("titleBar", { title: "", buttons: [] });
  }
}
onHost("titleBarButton", ({ index }) => {
  const bar = [...document.querySelectorAll("ui-title-bar, s-page")].find(
    (one) => !one.closest("ui-modal"),
  );
  [...(bar?.querySelectorAll("button, a, s-button") ?? [])][index]?.click();
});

class SaveBar extends HostElement {
  #shown = false;
  get showing() {
    return this.#shown;
  }
  async show() {
    if (this.#shown) return;
    this.#shown = true;
    showSaveBar(this);
    this.dispatchEvent(new Event("show"));
  }
  async hide() {
    if (!this.#shown) return;
    this.#shown = false;
    hideSaveBar(this);
    this.dispatchEvent(new Event("hide"));
  }
  toggle() {
    return this.#shown ? this.hide() : this.show();
  }
  changed() {
    if (this.#shown) showSaveBar(this);
  }
  gone() {
    void this.hide();
  }
  save() {
    this.querySelector('button[variant="primary"]')?.click();
  }
  discard() {
    this.querySelector('button:not([variant="primary"])')?.click();
  }
}

let openBar = null;
function showSaveBar(bar) {
  openBar = bar;
  const save = bar.querySelector?.('button[variant="primary"]');
  const discard = bar.querySelector?.('button:not([variant="primary"])');
  tellHost("saveBar", {
    shown: true,
    saving: save?.hasAttribute("loading") && save.getAttribute("loading") !== "false",
    canSave: !save?.hasAttribute("disabled"),
    canDiscard: !discard?.hasAttribute("disabled"),
    confirm:
      bar.hasAttribute?.("discardconfirmation") ||
      bar.hasAttribute?.("discardConfirmation") ||
      false,
  });
}
function hideSaveBar(bar) {
  if (openBar !== bar) return;
  openBar = null;
  tellHost("saveBar", { shown: false });
}
onHost("saveBarButton", ({ action }) => (action === "save" ? openBar?.save() : openBar?.discard()));

/* Forms with `data-save-bar`: the bar comes with the first change; save submits, discard resets. */
const formBars = new WeakMap();
function formBar(form) {
  if (!formBars.has(form)) {
    const bar = {
      save: () => {
        form.requestSubmit();
      },
      discard: () => {
        form.reset();
        hideSaveBar(bar);
      },
    };
    form.addEventListener("submit", () => hideSaveBar(bar));
    form.addEventListener("reset", () => hideSaveBar(bar));
    formBars.set(form, bar);
  }
  return formBars.get(form);
}
for (const name of ["input", "change"]) {
  document.addEventListener(name, (event) => {
    const form =
      event.target instanceof Element ? event.target.closest("form[data-save-bar]") : null;
    if (form) showSaveBar(formBar(form));
  });
}

class Modal extends HTMLElement {
  #dialog = null;
  #content = null;
  connectedCallback() {
    if (this.#dialog) return;
    const shadow = this.attachShadow({ mode: "open" });
    shadow.innerHTML = `<style>
      dialog{border:0;border-radius:16px;padding:0;width:min(620px,calc(100vw - 32px));max-height:85vh;box-shadow:0 20px 60px #0005;font:14px/1.45 system-ui,sans-serif;overflow:hidden}
      dialog::backdrop{background:#0008}header{display:flex;justify-content:space-between;align-items:center;background:#f3f3f3;padding:12px 16px;font-weight:650;border-bottom:1px solid #e3e3e3}
      .body{overflow:auto;max-height:60vh}footer{display:flex;justify-content:flex-end;gap:8px;padding:12px 16px;border-top:1px solid #e3e3e3}footer:empty{display:none}
      button{font:600 13px/1 system-ui,sans-serif;border-radius:8px;padding:9px 13px;border:1px solid #c9c9c9;background:#fff;cursor:pointer}button.primary{background:#303030;color:#fff;border-color:#303030}button.critical{background:#8e1f0b;border-color:#8e1f0b;color:#fff}button.close{border:0;background:none;font-size:18px;padding:4px 8px}
    </style><dialog aria-labelledby="t"><header><span id="t"></span><button class="close" aria-label="Close">×</button></header><div class="body"><slot></slot></div><footer></footer></dialog>`;
    this.#dialog = shadow.querySelector("dialog");
    shadow.querySelector(".close").addEventListener("click", () => this.hide());
    this.#dialog.addEventListener("close", () => this.dispatchEvent(new Event("hide")));
    new MutationObserver(() => this.changed()).observe(this, {
      childList: true,
      subtree: true,
      attributes: true,
      characterData: true,
    });
    this.changed();
  }
  /** where app-bridge-react puts its children */
  get content() {
    if (!this.#content && this.isConnected)
      this.append((this.#content = document.createElement("div")));
    return this.#content;
  }
  get showing() {
    return this.#dialog?.open ?? false;
  }
  changed() {
    if (!this.shadowRoot) return;
    const bar = this.querySelector("ui-title-bar");
    this.shadowRoot.querySelector("#t").textContent = bar?.getAttribute("title") ?? "";
    const sources = [...(bar?.querySelectorAll("button, a") ?? [])];
    const buttons = (bar ? buttonsIn(bar) : []).map((button) => {
      const shown = document.createElement("button");
      shown.textContent = button.label;
      shown.disabled = button.disabled || button.loading;
      shown.className = button.critical ? "critical" : button.primary ? "primary" : "";
      shown.addEventListener("click", () => sources[button.index]?.click());
      return shown;
    });
    this.shadowRoot.querySelector("footer").replaceChildren(...buttons.reverse());
  }
  async show() {
    if (this.showing) return;
    this.#dialog?.showModal();
    this.dispatchEvent(new Event("show"));
  }
  async hide() {
    this.#dialog?.close();
  }
  toggle() {
    return this.showing ? this.hide() : this.show();
  }
}

const elements = {
  "ui-nav-menu": NavMenu,
  "s-app-nav": class extends NavMenu {},
  "ui-title-bar": TitleBar,
  "ui-save-bar": SaveBar,
  "ui-modal": Modal,
};
for (const [name, element] of Object.entries(elements))
  if (!customElements.get(name)) customElements.define(name, element);

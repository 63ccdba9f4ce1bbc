// @ts-nocheck: a fragment of one browser script, whose parts share one scope (see app-bridge-script.ts)
/* oxlint-disable typescript/no-floating-promises, typescript/no-misused-promises, typescript/no-unnecessary-type-assertion, typescript/no-unnecessary-type-conversion -- untyped browser script */
/* `window.shopify`, as @shopify/app-bridge-types names it. What is not simulated is refused by name. */
const refuse = (name) => () => Promise.reject(new Error(`shopify.${name} is not simulated`));
const named = (id, kind) => {
  const element = document.getElementById(id);
  if (!(element instanceof customElements.get(kind)))
    throw new Error(`there is no <${kind} id="${id}">`);
  return element;
};
const toastActions = new Map();
onHost("toastAction", ({ id }) => toastActions.get(id)?.onAction?.());
onHost("toastGone", ({ id }) => {
  toastActions.get(id)?.onDismiss?.();
  toastActions.delete(id);
});

window.shopify = {
  config,
  origin: location.origin,
  protocol: "http:",
  ready: Promise.resolve(),
  environment: { embedded, mobile: matchMedia("(max-width: 640px)").matches, pos: false },
  idToken,
  toast: {
    show(message, options = {}) {
      const id = `toast-${++lastId}`;
      toastActions.set(id, options);
      tellHost("toast", {
        id,
        message: String(message),
        isError: options.isError === true,
        action: options.action ?? null,
        duration: options.duration ?? 5000,
      });
      return id;
    },
    hide: (id) => tellHost("toastHide", { id }),
  },
  loading: (isLoading) => tellHost("loading", { isLoading: isLoading !== false }),
  saveBar: {
    show: async (id) => named(id, "ui-save-bar").show(),
    hide: async (id) => named(id, "ui-save-bar").hide(),
    toggle: async (id) => named(id, "ui-save-bar").toggle(),
    leaveConfirmation: async () => {
      if (openBar !== null) await askHost("leaveConfirmation");
    },
  },
  modal: {
    show: async (id) => named(id, "ui-modal").show(),
    hide: async (id) => named(id, "ui-modal").hide(),
    toggle: async (id) => named(id, "ui-modal").toggle(),
  },
  user: () => askHost("user"),
  scopes: {
    query: () => askHost("scopes"),
    request: refuse("scopes.request"),
    revoke: refuse("scopes.revoke"),
  },
  app: { extensions: refuse("app.extensions") },
  resourcePicker: refuse("resourcePicker"),
  picker: refuse("picker"),
  intents: { invoke: refuse("intents.invoke") },
  reviews: { request: refuse("reviews.request") },
  support: {},
};

/* App Bridge reports vitals and errors of the frame; here the host only wants to know that the app is there. */
tellHost("hello", { apiKey: config.apiKey });

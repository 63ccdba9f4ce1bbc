import type { UserError } from "../verbs/world.ts";
import type { Controlled } from "./control-pages.ts";

type Field = (name: string) => string;
type Act = (controlled: Controlled, field: Field) => string | Promise<string>;

/** One button of the control page. Answers what happened, in words. */
export async function act(controlled: Controlled, form: URLSearchParams): Promise<string> {
  const field = (name: string) => form.get(name) ?? "";
  const chosen = acts[field("verb")];
  return chosen === undefined ? `"${field("verb")}" is not simulated.` : chosen(controlled, field);
}

const say = (result: { ok: true } | { ok: false; errors: UserError[] }, done: string) =>
  result.ok ? done : `Refused: ${result.errors.map((error) => error.message).join(" ")}`;

const acts: Record<string, Act> = {
  prepare: ({ simulator }, field) =>
    say(
      simulator.shop.preparesForPickup(field("id")),
      "Marked ready for pickup, as in Shopify's own admin.",
    ),
  fulfill: ({ simulator }, field) => say(simulator.shop.fulfills([field("id")]), "Fulfilled."),
  "cancel-order": ({ simulator }, field) =>
    say(simulator.shop.cancels(field("id"), { restock: true }), "Cancelled and restocked."),
  "refund-line": ({ simulator }, field) =>
    say(
      simulator.shop.refunds(field("id"), [{ lineItemId: field("line"), quantity: 1 }]),
      "One unit refunded.",
    ),
  hold: ({ simulator }, field) =>
    say(simulator.shop.holds(field("id"), { reason: "OTHER", reasonNotes: "by hand" }), "On hold."),
  release: ({ simulator }, field) =>
    say(simulator.shop.releasesHold(field("id")), "Hold released."),
  move: ({ simulator }, field) =>
    say(simulator.shop.moves(field("id"), field("location")), "Moved."),
  "set-stock": ({ simulator }, field) => {
    simulator.shop.setsStock({ ...where(field), available: Number(field("available")) });
    return "Stock set.";
  },
  stock: ({ simulator }, field) => {
    simulator.shop.stocks(where(field));
    return "Now stocked there.";
  },
  unstock: ({ simulator }, field) => {
    simulator.shop.unstocks(where(field));
    return "No longer stocked there.";
  },
  "deactivate-location": ({ simulator }, field) =>
    `${simulator.shop.deactivatesLocation(field("id")).name} deactivated.`,
  "activate-location": ({ simulator }, field) =>
    `${simulator.shop.activatesLocation(field("id")).name} activated.`,
  "enable-pickup": ({ simulator }, field) =>
    say(simulator.shop.enablesPickup(field("id"), { pickupTime: "TWO_HOURS" }), "Local pickup on."),
  "disable-pickup": ({ simulator }, field) =>
    say(simulator.shop.disablesPickup(field("id")), "Local pickup off."),
  "rename-product": ({ simulator }, field) =>
    `Now called ${simulator.shop.changesProduct(field("id"), { title: field("title") }).title}.`,
  install: ({ simulator }) => {
    simulator.install();
    return "Installed.";
  },
  uninstall: ({ simulator }) => {
    simulator.uninstall();
    return "Uninstalled: app/uninstalled is on its way.";
  },
  faults: ({ simulator }, field) => {
    simulator.webhooks.faults = faultsFrom(field);
    return "Faults set.";
  },
  "hold-webhooks": ({ simulator }) => {
    simulator.webhooks.hold();
    return "Webhooks wait until you release them.";
  },
  "release-webhooks": async ({ simulator }) => {
    await simulator.webhooks.release();
    return "Webhooks released.";
  },
  redeliver: async ({ simulator }, field) => {
    const { status, error } = await simulator.webhooks.redeliver(field("id"));
    return `Sent again: ${status ?? error ?? "no answer"}.`;
  },
  skip: async ({ simulator }, field) => {
    await simulator.clock.advance(Number(field("minutes")) * minuteInMs);
    return "What was due in that time has happened.";
  },
  switches: ({ storefront }, field) => {
    storefront.switches.standardEvents = field("standardEvents") === "on";
    storefront.switches.withExtension = field("withExtension") === "on";
    return "Storefront switches set.";
  },
};

const where = (field: Field) => ({ variantId: field("variant"), locationId: field("location") });

const minuteInMs = 60_000;

function faultsFrom(field: (name: string) => string) {
  const share = (name: string) => Math.min(Math.max(Number(field(name)) || 0, 0), 100) / 100;
  return {
    duplicate: share("duplicate"),
    lose: share("lose"),
    dayLate: share("dayLate"),
    reorder: field("reorder") === "on",
    ...(Number(field("delayMs")) > 0 ? { delayMs: Number(field("delayMs")) } : {}),
  };
}

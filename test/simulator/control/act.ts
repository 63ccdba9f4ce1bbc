import type { UserError } from "../verbs/world.ts";
import type { Controlled } from "./control-pages.ts";

/** One button of the control page. Answers what happened, in words. */
export async function act({ simulator, storefront }: Controlled, form: URLSearchParams): Promise<string> {
  const { shop, webhooks } = simulator;
  const field = (name: string) => form.get(name) ?? "";
  const say = (result: { ok: true } | { ok: false; errors: UserError[] }, done: string) =>
    result.ok ? done : `Refused: ${result.errors.map((error) => error.message).join(" ")}`;
  switch (field("verb")) {
    case "prepare":
      return say(shop.preparesForPickup(field("id")), "Marked ready for pickup, as in Shopify's own admin.");
    case "fulfill":
      return say(shop.fulfills([field("id")]), "Fulfilled.");
    case "cancel-order":
      return say(shop.cancels(field("id"), { restock: true }), "Cancelled and restocked.");
    case "refund-line":
      return say(shop.refunds(field("id"), [{ lineItemId: field("line"), quantity: 1 }]), "One unit refunded.");
    case "hold":
      return say(shop.holds(field("id"), { reason: "OTHER", reasonNotes: "by hand" }), "On hold.");
    case "release":
      return say(shop.releasesHold(field("id")), "Hold released.");
    case "move":
      return say(shop.moves(field("id"), field("location")), "Moved.");
    case "set-stock":
      shop.setsStock({ variantId: field("variant"), locationId: field("location"), available: Number(field("available")) });
      return "Stock set.";
    case "stock":
      shop.stocks({ variantId: field("variant"), locationId: field("location") });
      return "Now stocked there.";
    case "unstock":
      shop.unstocks({ variantId: field("variant"), locationId: field("location") });
      return "No longer stocked there.";
    case "deactivate-location":
      shop.deactivatesLocation(field("id"));
      return "Location deactivated.";
    case "activate-location":
      shop.activatesLocation(field("id"));
      return "Location activated.";
    case "enable-pickup":
      return say(shop.enablesPickup(field("id"), { pickupTime: "TWO_HOURS" }), "Local pickup on.");
    case "disable-pickup":
      return say(shop.disablesPickup(field("id")), "Local pickup off.");
    case "rename-product":
      shop.changesProduct(field("id"), { title: field("title") });
      return "Title changed.";
    case "install":
      simulator.install();
      return "Installed.";
    case "uninstall":
      simulator.uninstall();
      return "Uninstalled: app/uninstalled is on its way.";
    case "faults":
      webhooks.faults = faultsFrom(field);
      return "Faults set.";
    case "hold-webhooks":
      webhooks.hold();
      return "Webhooks wait until you release them.";
    case "release-webhooks":
      await webhooks.release();
      return "Webhooks released.";
    case "redeliver":
      await webhooks.redeliver(field("id"));
      return "Sent again.";
    case "skip":
      await simulator.clock.advance(Number(field("minutes")) * minuteInMs);
      return "What was due in that time has happened.";
    case "switches":
      storefront.switches.standardEvents = field("standardEvents") === "on";
      storefront.switches.withExtension = field("withExtension") === "on";
      return "Storefront switches set.";
    default:
      return `"${field("verb")}" is not simulated.`;
  }
}

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

import type { PickupReadyFacts } from "./pickup-ready-facts.ts";

/** What a merchant may write between {{ and }} in the ready mail: the editor's menu, the checker and the renderer read this one list. */
export const PICKUP_READY_VARIABLES = [
  "customer.first_name",
  "order.name",
  "shop.name",
  "store.name",
  "store.address",
  "store.phone",
  "store.instructions",
  "store.hours_today",
  "store.map_url",
  "pickup.code",
  "pickup.page_url",
] as const;

/** Lists for {% for %}, with the names that each of their items has. */
export const PICKUP_READY_LISTS = {
  lines: ["title", "options", "quantity"],
  hours: ["day", "hours"],
} as const;

/** The facts under the names that templates use. */
export function templateScope(facts: PickupReadyFacts) {
  return {
    customer: { first_name: facts.firstName ?? "" },
    order: { name: facts.orderName },
    shop: { name: facts.shopName },
    store: {
      name: facts.store.name,
      address: facts.store.addressLines.join(", "),
      phone: facts.store.phone,
      instructions: facts.store.instructions,
      hours_today: facts.hours[0]?.hours ?? "",
      map_url: facts.store.mapUrl,
    },
    pickup: { code: facts.code, page_url: facts.pageUrl },
    lines: facts.lines,
    hours: facts.hours,
  };
}

/** True when `segments` (["store", "name"], ["lines", 0, "title"]) name something that the scope has. */
export function isKnownVariable(segments: readonly unknown[]): boolean {
  const [root, ...rest] = segments.filter((segment) => typeof segment === "string");
  if (typeof root !== "string") return true;
  if (root === "lines" || root === "hours") {
    const known: readonly string[] = [...PICKUP_READY_LISTS[root], "size", "first", "last"];
    return rest.every((name) => known.includes(name));
  }
  if (rest.length === 0) return PICKUP_READY_VARIABLES.some((name) => name.startsWith(`${root}.`));
  const path = [root, ...rest.filter((name) => name !== "size")].join(".");
  return PICKUP_READY_VARIABLES.some((name) => name === path);
}

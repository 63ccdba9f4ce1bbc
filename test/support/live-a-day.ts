import type { Simulator } from "#test/simulator/simulator.ts";
import type { Id } from "#test/simulator/state.ts";

/** One thing that happens in the shop; `a` and `b` choose among what there is. */
export interface Happening {
  what: keyof typeof HAPPENINGS;
  a: number;
  b: number;
  count: number;
  /** seconds that pass before it */
  after: number;
}

/** Lets it happen; what is not possible now does not happen. */
export async function happen(simulator: Simulator, one: Happening): Promise<void> {
  await simulator.clock.advance(one.after * 1_000);
  HAPPENINGS[one.what](simulator, one);
}

export const HAPPENINGS = {
  sells(simulator: Simulator, { a, b, count }: Happening) {
    const level = pick([...simulator.shop.state.levels.values()].filter(stocked), a + b);
    const variant = [...simulator.shop.state.variants.values()].find(
      (other) => other.inventoryItemId === level?.inventoryItemId,
    );
    if (level && variant)
      simulator.shop.sells({
        variantId: variant.id,
        locationId: level.locationId,
        quantity: Math.min(count, level.available),
      });
  },
  receives(simulator: Simulator, { a, b, count }: Happening) {
    const place = anyPlace(simulator, a, b);
    if (place) simulator.shop.receives({ ...place, quantity: count });
  },
  setsStock(simulator: Simulator, { a, b, count }: Happening) {
    const place = anyPlace(simulator, a, b);
    if (place) simulator.shop.setsStock({ ...place, available: count });
  },
  stocks(simulator: Simulator, { a, b, count }: Happening) {
    const place = anyPlace(simulator, a, b);
    if (place) simulator.shop.stocks({ ...place, available: count });
  },
  unstocks(simulator: Simulator, { a, b }: Happening) {
    const place = anyPlace(simulator, a, b);
    if (place) simulator.shop.unstocks(place);
  },
  addsProduct(simulator: Simulator, { a, count }: Happening) {
    const location = pick([...simulator.shop.state.locations.keys()], a);
    simulator.shop.addsProduct({
      title: `New <i>thing</i> ${count}`,
      optionNames: ["Size"],
      variants: ["S", "M"].map((size) => ({
        optionValues: [size],
        price: 1_000,
        tracked: count % 2 === 0,
        ...(location ? { stock: { [location]: count } } : {}),
      })),
    });
  },
  changesProduct(simulator: Simulator, { a, count }: Happening) {
    const id = pick([...simulator.shop.state.products.keys()], a);
    if (id) simulator.shop.changesProduct(id, { title: `Renamed ${count}` });
  },
  changesVariant(simulator: Simulator, { a, count }: Happening) {
    const id = pick([...simulator.shop.state.variants.keys()], a);
    if (id) simulator.shop.changesVariant(id, { sku: `SKU-${count}`, tracked: count % 3 !== 0 });
  },
  addsVariant(simulator: Simulator, { a, count }: Happening) {
    const id = pick([...simulator.shop.state.products.keys()], a);
    if (id) simulator.shop.addsVariant(id, { optionValues: [`Extra ${count}`], price: 500 });
  },
  deletesVariant(simulator: Simulator, { a }: Happening) {
    const id = pick([...simulator.shop.state.variants.keys()], a);
    if (id) simulator.shop.deletesVariant(id);
  },
  deletesProduct(simulator: Simulator, { a }: Happening) {
    const ids = [...simulator.shop.state.products.keys()];
    const id = ids.length > 2 ? pick(ids, a) : undefined;
    if (id) simulator.shop.deletesProduct(id);
  },
  addsLocation(simulator: Simulator, { count }: Happening) {
    if (simulator.shop.state.locations.size < 6)
      simulator.shop.addsLocation({
        name: `Store ${count}`,
        address: { city: "Bandung", countryCode: "ID" },
        pickup: { pickupTime: "ONE_HOUR", instructions: "Ring" },
      });
  },
  changesLocation(simulator: Simulator, { a, count }: Happening) {
    const id = pick([...simulator.shop.state.locations.keys()], a);
    if (id)
      simulator.shop.changesLocation(id, { name: `Moved ${count}`, address: { zip: "40999" } });
  },
  switchesLocation(simulator: Simulator, { a }: Happening) {
    const location = pick([...simulator.shop.state.locations.values()], a);
    if (location?.isActive) simulator.shop.deactivatesLocation(location.id);
    else if (location) simulator.shop.activatesLocation(location.id);
  },
  deletesLocation(simulator: Simulator, { a }: Happening) {
    const ids = [...simulator.shop.state.locations.keys()];
    const id = ids.length > 3 ? pick(ids, a) : undefined;
    if (id) simulator.shop.deletesLocation(id);
  },
  switchesPickup(simulator: Simulator, { a }: Happening) {
    const location = pick([...simulator.shop.state.locations.values()], a);
    if (location?.localPickupSettingsV2) simulator.shop.disablesPickup(location.id);
    else if (location) simulator.shop.enablesPickup(location.id, { pickupTime: "TWO_HOURS" });
  },
  addsCustomer(simulator: Simulator, { count }: Happening) {
    simulator.shop.addsCustomer({ firstName: `C${count}`, email: `c${count}@example.com` });
  },
  changesCustomer(simulator: Simulator, { a, count }: Happening) {
    const id = pick([...simulator.shop.state.customers.keys()], a);
    if (id)
      simulator.shop.changesCustomer(id, {
        lastName: `L${count}`,
        locale: count % 2 ? "id" : "en",
      });
  },
  deletesCustomer(simulator: Simulator, { a }: Happening) {
    const id = pick([...simulator.shop.state.customers.keys()], a);
    if (id) simulator.shop.deletesCustomer(id);
  },
};

const stocked = (level: { isActive: boolean; available: number }) =>
  level.isActive && level.available > 0;

function anyPlace(
  simulator: Simulator,
  a: number,
  b: number,
): { variantId: Id; locationId: Id } | null {
  const variantId = pick([...simulator.shop.state.variants.keys()], a);
  const locationId = pick([...simulator.shop.state.locations.keys()], b);
  return variantId && locationId ? { variantId, locationId } : null;
}

function pick<T>(from: readonly T[], at: number): T | undefined {
  return from[at % Math.max(1, from.length)];
}

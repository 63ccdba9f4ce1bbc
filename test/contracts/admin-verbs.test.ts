import fc from "fast-check";
import { expect, test } from "vitest";
import { realClock, steppedClock } from "#test/simulator/clock.ts";
import { saveState } from "#test/simulator/save-state.ts";
import type { FulfillmentOrder, Order } from "#test/simulator/state.ts";
import { createShop } from "#test/simulator/shop.ts";
import type { Shop } from "#test/simulator/shop.ts";
import { known, smallShop, smallShopStart } from "#test/simulator/small-shop.ts";
import { fulfillmentOrdersOf, fulfillmentsOf, onHand } from "#test/simulator/verbs/lookups.ts";

const variants = [known.teeSmall, known.teeMedium, known.mugOnly, known.lampOnly];
const stores = [known.kota, known.barat];

type Act = { kind: number; variant: number; store: number; quantity: number; pick: number };
const acts = fc.array(
  fc.record({
    kind: fc.nat({ max: 15 }),
    variant: fc.nat({ max: variants.length - 1 }),
    store: fc.nat({ max: stores.length - 1 }),
    quantity: fc.integer({ min: 1, max: 3 }),
    pick: fc.nat({ max: 20 }),
  }),
  { minLength: 5, maxLength: 60 },
);

function open(seed = 1) {
  const sent: string[] = [];
  const clock = steppedClock(smallShopStart);
  const shop = createShop({
    state: smallShop(),
    clock,
    seed,
    send: (topic, payload) => sent.push(`${topic} ${JSON.stringify(payload)}`),
  });
  return { shop, clock, sent };
}

interface Moment extends Act {
  shop: Shop;
  variantId: string;
  locationId: string;
  order: Order | undefined;
  part: FulfillmentOrder | undefined;
}

const buys = ({ shop, variantId, quantity, locationId }: Moment) => {
  shop.buys({
    lines: [{ variantId, quantity }],
    delivery: { method: "PICK_UP", locationId },
    customer: { email: "ayu@example.com" },
  });
  return 0;
};
const passes = async ({ shop }: Moment) => {
  await shop.clock.advance(2_000);
  return 0;
};
/** an act on a fulfillment order that brings nothing in or out */
const onPart =
  (act: (shop: Shop, part: FulfillmentOrder, moment: Moment) => unknown) => (moment: Moment) => {
    if (moment.part) act(moment.shop, moment.part, moment);
    return 0;
  };

/** each says how many units came into (or went out of) the building */
const deeds: ((moment: Moment) => number | Promise<number>)[] = [
  ({ shop, variantId, locationId, quantity }) => {
    shop.sells({ variantId, locationId, quantity });
    return -quantity;
  },
  ({ shop, variantId, locationId, quantity }) => {
    shop.receives({ variantId, locationId, quantity });
    return quantity;
  },
  buys,
  async (moment) => buys(moment) + (await passes(moment)),
  async (moment) => buys(moment) + (await passes(moment)),
  passes,
  onPart((shop, part) => shop.preparesForPickup(part.id)),
  ({ shop, part }) => {
    if (!part) return 0;
    const before = part.lineItems.reduce((sum, one) => sum + one.remainingQuantity, 0);
    return shop.fulfills([part.id]).ok ? -before : 0;
  },
  onPart((shop, part, { locationId }) => shop.moves(part.id, locationId)),
  onPart((shop, part) => shop.holds(part.id, { reason: "OTHER" })),
  onPart((shop, part) => shop.releasesHold(part.id)),
  onPart((shop, part) => shop.opens(part.id)),
  onPart((shop, part) => shop.cancelsFulfillmentOrder(part.id)),
  onPart((shop, part) => shop.splits(part.id, [{ id: part.lineItems[0]?.id ?? "", quantity: 1 }])),
  ({ shop, order }) => {
    if (order) shop.cancels(order.id, { restock: true });
    return 0;
  },
  ({ shop, order, locationId }) => {
    const [line] = order?.lines ?? [];
    if (!order || !line || order.sourceName === "pos" || order.cancelledAt !== null) return 0;
    const quantity = Math.min(1, line.currentQuantity);
    shop.refunds(order.id, [{ lineItemId: line.id, quantity, restockAt: locationId }]);
    return 0;
  },
];

async function does(shop: Shop, act: Act): Promise<number> {
  const orders = [...shop.state.orders.values()];
  const parts = [...shop.state.fulfillmentOrders.values()];
  const deed = deeds[act.kind % deeds.length];
  if (deed === undefined) return 0;
  return deed({
    ...act,
    shop,
    variantId: variants[act.variant] ?? known.mugOnly,
    locationId: stores[act.store] ?? known.kota,
    order: orders[act.pick % Math.max(orders.length, 1)],
    part: parts[act.pick % Math.max(parts.length, 1)],
  });
}

function unitsIn(shop: Shop): number {
  return [...shop.state.levels.values()].reduce((sum, level) => sum + onHand(level), 0);
}

test("whatever a shop does, no unit appears or disappears unaccounted for", async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      const { shop } = open();
      let expected = unitsIn(shop);
      for (const act of list) expected += await does(shop, act);
      expect(unitsIn(shop)).toBe(expected);
    }),
    { numRuns: 150 },
  );
});

test("whatever a shop does, what is committed is what open orders still wait for", async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      const { shop } = open();
      for (const act of list) await does(shop, act);
      const committed = [...shop.state.levels.values()].reduce(
        (sum, one) => sum + one.committed,
        0,
      );
      let waiting = 0;
      for (const order of shop.state.orders.values()) {
        for (const part of order.routing ?? [])
          for (const line of part.lines) waiting += line.quantity;
        for (const part of fulfillmentOrdersOf(shop.state, order.id))
          for (const line of part.lineItems) waiting += line.remainingQuantity;
      }
      expect(committed).toBe(waiting);
    }),
    { numRuns: 150 },
  );
});

test("a fulfillment order lies ready at most once, and only while it is prepared", async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      const { shop } = open();
      for (const act of list) await does(shop, act);
      for (const part of shop.state.fulfillmentOrders.values()) {
        const ready = fulfillmentsOf(shop.state, part.orderId).filter(
          (one) =>
            one.displayStatus === "READY_FOR_PICKUP" &&
            one.lineItems.some((line) => line.fulfillmentOrderId === part.id),
        );
        expect(ready.length).toBe(
          part.status === "IN_PROGRESS" && part.preparedForPickupAt ? 1 : 0,
        );
      }
    }),
    { numRuns: 150 },
  );
});

test("the same acts on the same seed give the same shop and the same webhooks", async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      const [one, two] = [open(7), open(7)];
      for (const { shop } of [one, two]) for (const act of list) await does(shop, act);
      expect(saveState(one.shop.state)).toBe(saveState(two.shop.state));
      expect(one.sent).toEqual(two.sent);
    }),
    { numRuns: 40 },
  );
});

test("time stands still until it is let pass, and then runs in order", async () => {
  const clock = steppedClock(0);
  const ran: string[] = [];
  clock.after(20, () => void ran.push(`b at ${clock.now()}`));
  clock.after(10, () => {
    ran.push(`a at ${clock.now()}`);
    clock.after(5, () => void ran.push(`a2 at ${clock.now()}`));
  });
  const calledOff = clock.after(12, () => void ran.push("never"));
  calledOff();
  expect(ran).toEqual([]);
  await clock.advance(20);
  expect(ran).toEqual(["a at 10", "a2 at 15", "b at 20"]);
});

test("on the real clock the control page can bring tomorrow nearer", async () => {
  const clock = realClock();
  const ran: string[] = [];
  clock.after(48 * 3_600_000, () => void ran.push("redact"));
  clock.after(30 * 86_400_000, () => void ran.push("next month"));
  await clock.advance(47 * 3_600_000);
  expect(ran).toEqual([]);
  await clock.advance(3_600_000);
  expect(ran).toEqual(["redact"]);
  clock.stop();
});

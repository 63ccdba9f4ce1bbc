import { OPEN_PICKUP_ORDERS, openPickupOrder } from "../../adapters/shopify/open-pickup-orders.ts";
import { readChangedOrders } from "../../adapters/shopify/operations/read-changed-orders.ts";
import { readOrder } from "../../adapters/shopify/read-order.server.ts";
import type { OrderId, ShopDomain } from "../../domains/kernel/ids.ts";
import { followOrder } from "../../domains/pickup/follow-order.server.ts";
import type { Services } from "../../services.server.ts";
import { changedSince, readPages } from "./read-pages.server.ts";
import type { SyncKind } from "./sync-kind.ts";

const MOST_PAGES = 5;
/** Each order is a question of its own: some thirty of them between two notes of how far we are. */
const CHUNK_BYTES = 2_048;

/** Orders with something to collect. Shopify lists their ids; each is read by itself and followed. */
export const SYNC_PICKUPS: SyncKind = {
  bulkQuery: () => OPEN_PICKUP_ORDERS,
  decode(lines) {
    const orders = lines.map(orderOf);
    return { follow: (services, shop) => followOrders(services, shop, orders) };
  },
  // closing and cancelling leave an order in Shopify: what we hold open is asked about, one by one, in `recent`
  buryUnseen: async () => 0,
  chunkBytes: CHUNK_BYTES,
  async recent(services, { shop }, since) {
    if (since === null) return { rows: 0, drift: 0, lookAtEverything: true };
    const query = `${changedSince(since)} AND delivery_method:pick-up`;
    const orders = new Set<OrderId>();
    const isAll = await readPages(
      async (after) => (await services.askAdmin(shop, readChangedOrders, { query, after })).orders,
      async (nodes) => {
        for (const { id } of nodes) orders.add(id);
      },
      MOST_PAGES,
    );
    const drift = await followOrders(services, shop, [...orders]);
    return { rows: orders.size, drift, lookAtEverything: !isAll };
  },
};

function orderOf(line: string): OrderId {
  const id = openPickupOrder(JSON.parse(line));
  if (id === null) throw new Error(`a line of another shape: ${line.slice(0, 200)}`);
  return id;
}

async function followOrders(
  services: Services,
  shop: ShopDomain,
  orders: readonly OrderId[],
): Promise<number> {
  let changes = 0;
  for (const id of orders) {
    const snapshot = await readOrder(services, shop, id);
    if (!snapshot) continue;
    const deps = { db: services.db, encryptionKey: services.config.encryptionKey };
    const followed = await followOrder(deps, shop, snapshot, services.clock());
    if (followed.result === "followed") changes += followed.changes;
  }
  return changes;
}

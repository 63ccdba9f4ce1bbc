import { z } from "zod";
import type { Tx } from "../../db/open-database.server.ts";
import type {
  CustomerId,
  FulfillmentOrderId,
  LocationId,
  OrderId,
  PickupId,
  ShopDomain,
  VariantId,
} from "../kernel/ids.ts";
import { stored } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { STATES } from "./pickup.ts";
import type { PickupState } from "./pickup.ts";

/** One pickup with all that the board, the mail and the shopper's page show of it. Never holds the code itself. */
export interface PickupView {
  id: PickupId;
  orderId: OrderId;
  orderName: string;
  fulfillmentOrderId: FulfillmentOrderId;
  locationId: LocationId | null;
  locationName: string;
  state: PickupState;
  stateBefore: PickupState | null;
  version: number;
  /** of the code and the page link, see code.server.ts */
  generation: number;
  problem: { reason: string; note: string | null } | null;
  orderedAt: Millis;
  promisedAt: Millis | null;
  readyAt: Millis | null;
  collectedAt: Millis | null;
  closedAt: Millis | null;
  refused: { act: string; reason: string; at: Millis } | null;
  customerId: CustomerId | null;
  shopper: { name: string; email: string | null; phone: string | null; locale: string };
  lines: PickupLineView[];
  itemCount: number;
}

export interface PickupLineView {
  id: string;
  variantId: VariantId | null;
  title: string;
  variantTitle: string;
  options: { name: string; value: string }[];
  sku: string;
  imageUrl: string | null;
  quantity: number;
}

/** What `pickupView` needs to have been loaded. */
export const WITH_ORDER_AND_LINES = {
  order: true,
  lines: { orderBy: { position: "asc" } },
} as const;

/** `prisma`: `db.prisma`, or the transaction that the caller is in. */
export async function readPickup(
  prisma: Pick<Tx, "pickup">,
  shop: ShopDomain,
  pickupId: PickupId,
): Promise<PickupView | null> {
  const row = await load(prisma, shop, pickupId);
  return row && pickupView(row);
}

async function load(prisma: Pick<Tx, "pickup">, shop: ShopDomain, id: PickupId) {
  return prisma.pickup.findUnique({
    where: { shop_id: { shop, id } },
    include: WITH_ORDER_AND_LINES,
  });
}

type Row = NonNullable<Awaited<ReturnType<typeof load>>>;

export function pickupView(row: Row): PickupView {
  return {
    id: stored<PickupId>(row.id),
    orderId: stored<OrderId>(row.orderId),
    orderName: row.order.name,
    fulfillmentOrderId: stored<FulfillmentOrderId>(row.fulfillmentOrderId),
    locationId: row.locationId === null ? null : stored<LocationId>(row.locationId),
    locationName: row.locationName,
    state: state.parse(row.state),
    stateBefore: row.stateBefore === null ? null : state.parse(row.stateBefore),
    version: row.version,
    generation: row.generation,
    problem: row.problemReason ? { reason: row.problemReason, note: row.problemNote } : null,
    orderedAt: row.orderedAt.getTime(),
    promisedAt: row.promisedAt?.getTime() ?? null,
    readyAt: row.readyAt?.getTime() ?? null,
    collectedAt: row.collectedAt?.getTime() ?? null,
    closedAt: row.closedAt?.getTime() ?? null,
    refused:
      row.refusedAct && row.refusedAt
        ? { act: row.refusedAct, reason: row.refusedReason ?? "", at: row.refusedAt.getTime() }
        : null,
    customerId: row.order.customerId === null ? null : stored<CustomerId>(row.order.customerId),
    shopper: {
      name: row.order.shopperName,
      email: row.order.email,
      phone: row.order.phone,
      locale: row.order.locale,
    },
    lines: row.lines.map((line) => ({
      id: line.id,
      variantId: line.variantId === null ? null : stored<VariantId>(line.variantId),
      title: line.title,
      variantTitle: line.variantTitle,
      options: options.catch([]).parse(line.options),
      sku: line.sku,
      imageUrl: line.imageUrl,
      quantity: line.quantity,
    })),
    itemCount: row.lines.reduce((sum, line) => sum + line.quantity, 0),
  };
}

const state = z.enum(STATES);
const options = z.array(z.object({ name: z.string(), value: z.string() }));

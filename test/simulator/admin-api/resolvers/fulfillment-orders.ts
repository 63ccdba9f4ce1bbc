import { gid, idIn } from "#test/simulator/gid.ts";
import type {
  Address,
  Fulfillment,
  FulfillmentOrder,
  Order,
  ShopState,
} from "#test/simulator/state.ts";
import { fulfillmentsOf, orderOf } from "#test/simulator/verbs/lookups.ts";
import { isStockedAt } from "#test/simulator/verbs/stock.ts";
import { connection } from "../connection.ts";
import { moneyBag } from "../money.ts";
import { fieldsOf, flagOf, textOf } from "../request-context.ts";
import { matchesId, matchesText, matchesTime, searchTest } from "../search-query.ts";
import type { Filters } from "../search-query.ts";
import { sortedBy } from "../sort-keys.ts";
import { lineImage } from "./order-lines.ts";
import type { LineInOrder } from "./order-lines.ts";

/** the documented ones; there is no filter by delivery method */
export const fulfillmentOrderFilters: Filters<FulfillmentOrder> = {
  assigned_location_id: (one, term) => matchesId(one.assignedLocationId, term),
  id: (one, term) => matchesId(one.id, term),
  status: (one, term) => matchesText(one.status, term),
  updated_at: (one, term) => matchesTime(one.updatedAt, term),
};

const sorts = {
  ID: () => 0,
  UPDATED_AT: (one: FulfillmentOrder) => one.updatedAt,
};

interface PartInOrder extends LineInOrder {
  part: FulfillmentOrder["lineItems"][number];
}
interface HandedOver extends LineInOrder {
  part: Fulfillment["lineItems"][number];
}

export const fulfillmentOrderTypes = [
  fieldsOf<unknown>("QueryRoot", {
    fulfillmentOrder: (_, args, { shop }) =>
      shop.state.fulfillmentOrders.get(idIn(textOf(args, "id") ?? "")) ?? null,
    fulfillmentOrders: (_, args, context, field) => {
      const matches = searchTest(textOf(args, "query"), fulfillmentOrderFilters, field, context);
      const closed = flagOf(args, "includeClosed");
      const all = function* () {
        for (const one of context.shop.state.fulfillmentOrders.values())
          if ((closed || isOpen(one)) && matches(one)) yield one;
      };
      return connection(all, args, sortedBy(sorts, args, "ID"));
    },
    fulfillment: (_, args, { shop }) =>
      shop.state.fulfillments.get(idIn(textOf(args, "id") ?? "")) ?? null,
  }),
  fieldsOf<FulfillmentOrder>("FulfillmentOrder", {
    id: (one) => gid("FulfillmentOrder", one.id),
    status: (one) => one.status,
    requestStatus: () => "UNSUBMITTED",
    createdAt: (one) => one.createdAt,
    updatedAt: (one) => one.updatedAt,
    fulfillAt: (one) => one.createdAt,
    fulfillBy: () => null,
    order: (one, _, { shop }) => orderOf(shop.state, one.orderId),
    orderId: (one) => gid("Order", one.orderId),
    orderName: (one, _, { shop }) => orderOf(shop.state, one.orderId).name,
    orderProcessedAt: (one, _, { shop }) => orderOf(shop.state, one.orderId).processedAt,
    deliveryMethod: (one) => one.deliveryMethod,
    assignedLocation: (one, _, { shop }) => assignedLocation(shop.state, one),
    destination: (one, _, { shop }) => destination(shop.state, one),
    fulfillmentHolds: (one) => one.holds,
    supportedActions: (one) => actions(one).map((action) => ({ action, externalUrl: null })),
    lineItems: (one, args, { shop }) =>
      connection(
        () => one.lineItems.flatMap((part) => inOrder(orderOf(shop.state, one.orderId), part)),
        args,
        ({ part }) => ({ value: 0, id: part.id }),
      ),
    fulfillments: (one, args, { shop }) => {
      const all = () =>
        fulfillmentsOf(shop.state, one.orderId).filter((each) =>
          each.lineItems.some((part) => part.fulfillmentOrderId === one.id),
        );
      return connection(all, args, (each) => ({ value: 0, id: each.id }));
    },
    locationsForMove: (one, args, { shop }) => {
      const all = () =>
        [...shop.state.locations.values()].filter(
          (place) => place.isActive && place.id !== one.assignedLocationId,
        );
      const order = orderOf(shop.state, one.orderId);
      const offers = () =>
        all().map((location) => {
          const movable = one.lineItems.every((part) => {
            const line = order.lines.find(({ id }) => id === part.lineItemId);
            return isStockedAt(shop.state, line?.variantId ?? null, location.id);
          });
          const message = movable ? null : "No items stocked at this location.";
          return { location, movable, message };
        });
      return connection(offers, args, ({ location }) => ({ value: 0, id: location.id }));
    },
  }),
  fieldsOf<FulfillmentOrder["deliveryMethod"]>("DeliveryMethod", {
    id: (one) => gid("DeliveryMethod", one.id),
    methodType: (one) => one.methodType,
    presentedName: (one) => one.presentedName,
    serviceCode: () => null,
    sourceReference: () => null,
    minDeliveryDateTime: () => null,
    maxDeliveryDateTime: () => null,
    additionalInformation: () => null,
    brandedPromise: () => null,
  }),
  fieldsOf<FulfillmentOrder["holds"][number]>("FulfillmentHold", {
    id: (one) => gid("FulfillmentHold", one.id),
    reason: (one) => one.reason,
    reasonNotes: (one) => one.reasonNotes,
    handle: (one) => one.handle,
    displayReason: (one) => one.reason.toLowerCase().replaceAll("_", " "),
    heldByRequestingApp: () => true,
  }),
  fieldsOf<PartInOrder>("FulfillmentOrderLineItem", {
    id: ({ part }) => gid("FulfillmentOrderLineItem", part.id),
    totalQuantity: ({ part }) => part.totalQuantity,
    remainingQuantity: ({ part }) => part.remainingQuantity,
    lineItem: (one) => one,
    productTitle: ({ line }) => line.title,
    variantTitle: ({ line }) => line.variantTitle,
    sku: ({ line }) => line.sku,
    vendor: ({ line }, _, { shop }) =>
      shop.state.products.get(line.productId ?? "")?.vendor ?? null,
    requiresShipping: ({ line }, _, { shop }) =>
      shop.state.variants.get(line.variantId ?? "")?.requiresShipping ?? true,
    image: ({ line }, _, { shop }) => lineImage(shop.state, line),
    variant: ({ line }, _, { shop }) => shop.state.variants.get(line.variantId ?? "") ?? null,
    inventoryItemId: ({ line }, _, { shop }) => {
      const variant = shop.state.variants.get(line.variantId ?? "");
      return variant === undefined ? null : gid("InventoryItem", variant.inventoryItemId);
    },
    warnings: () => [],
  }),
  fieldsOf<Fulfillment>("Fulfillment", {
    id: (one) => gid("Fulfillment", one.id),
    legacyResourceId: (one) => one.id,
    name: (one, _, { shop }) => {
      const place = fulfillmentsOf(shop.state, one.orderId).indexOf(one);
      return `${orderOf(shop.state, one.orderId).name}-F${place + 1}`;
    },
    status: (one) => one.status,
    displayStatus: (one) => one.displayStatus,
    createdAt: (one) => one.createdAt,
    updatedAt: (one) => one.updatedAt,
    deliveredAt: () => null,
    estimatedDeliveryAt: () => null,
    inTransitAt: () => null,
    requiresShipping: () => true,
    totalQuantity: (one) => one.lineItems.reduce((sum, part) => sum + part.quantity, 0),
    trackingInfo: () => [],
    location: (one, _, { shop }) => shop.state.locations.get(one.locationId) ?? null,
    order: (one, _, { shop }) => orderOf(shop.state, one.orderId),
    fulfillmentLineItems: (one, args, { shop }) =>
      connection(
        () => one.lineItems.flatMap((part) => inOrder(orderOf(shop.state, one.orderId), part)),
        args,
        ({ part }) => ({ value: 0, id: part.id }),
      ),
    fulfillmentOrders: (one, args, { shop }) => {
      const ids = new Set(one.lineItems.map((part) => part.fulfillmentOrderId));
      const all = () =>
        [...ids].flatMap((id) => {
          const found = shop.state.fulfillmentOrders.get(id);
          return found === undefined ? [] : [found];
        });
      return connection(all, args, (each) => ({ value: 0, id: each.id }));
    },
  }),
  fieldsOf<HandedOver>("FulfillmentLineItem", {
    id: ({ part }) => gid("FulfillmentLineItem", part.id),
    quantity: ({ part }) => part.quantity,
    lineItem: (one) => one,
    originalTotalSet: ({ part, line }, _, { shop }) =>
      moneyBag(part.quantity * line.price, shop.state.info.currencyCode),
  }),
];

function isOpen(one: FulfillmentOrder): boolean {
  return one.status !== "CLOSED" && one.status !== "CANCELLED";
}

function inOrder<P extends { lineItemId: string }>(order: Order, part: P) {
  const line = order.lines.find((one) => one.id === part.lineItemId);
  return line === undefined ? [] : [{ order, line, part }];
}

/** name and address are kept as they were; `location` is null once the location is deleted */
function assignedLocation(state: ShopState, one: FulfillmentOrder) {
  const location = state.locations.get(one.assignedLocationId) ?? null;
  return {
    location,
    name: location?.name ?? one.deliveryMethod.presentedName,
    address1: location?.address.address1 ?? null,
    address2: location?.address.address2 ?? null,
    city: location?.address.city ?? null,
    province: location?.address.province ?? null,
    countryCode: location?.address.countryCode ?? state.info.countryCode,
    zip: location?.address.zip ?? null,
    phone: location?.address.phone ?? null,
  };
}

function destination(state: ShopState, one: FulfillmentOrder) {
  const order = orderOf(state, one.orderId);
  const { methodType } = one.deliveryMethod;
  const address = methodType === "SHIPPING" ? (order.shippingAddress ?? null) : null;
  if (address === null && methodType !== "PICK_UP") return null;
  const customer = order.customerId === null ? undefined : state.customers.get(order.customerId);
  return {
    id: gid("FulfillmentOrderDestination", one.id),
    firstName: customer?.firstName ?? null,
    lastName: customer?.lastName ?? null,
    email: order.email,
    phone: order.phone,
    company: null,
    ...placeOf(address),
    location: address === null ? (state.locations.get(one.assignedLocationId) ?? null) : null,
  };
}

function placeOf(address: Address | null) {
  const { address1, address2, city, province, countryCode, zip } = address ?? nowhere;
  return { address1, address2, city, province, countryCode, zip };
}

const nowhere = {
  address1: null,
  address2: null,
  city: null,
  province: null,
  countryCode: null,
  zip: null,
};

/** docs: FulfillmentOrderAction by status */
function actions(one: FulfillmentOrder): string[] {
  switch (one.status) {
    case "OPEN":
      return ["CREATE_FULFILLMENT", "REPORT_PROGRESS", "MOVE", "HOLD", "SPLIT"];
    case "IN_PROGRESS":
      return one.preparedForPickupAt === null
        ? ["CREATE_FULFILLMENT", "REPORT_PROGRESS", "HOLD", "MARK_AS_OPEN"]
        : ["CREATE_FULFILLMENT", "MARK_AS_OPEN"];
    case "ON_HOLD":
      return ["RELEASE_HOLD", "HOLD", "MOVE"];
    case "SCHEDULED":
      return ["MARK_AS_OPEN", "MOVE"];
    case "CLOSED":
    case "CANCELLED":
    case "INCOMPLETE":
      return [];
  }
}

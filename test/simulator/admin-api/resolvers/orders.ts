import { z } from "zod";
import { gid, idIn } from "#test/simulator/gid.ts";
import type { Address, FulfillmentOrder, Order, ShopState } from "#test/simulator/state.ts";
import { fulfillmentOrdersOf, fulfillmentsOf } from "#test/simulator/verbs/lookups.ts";
import { deliveredUnits, fulfillmentStatus } from "#test/simulator/webhooks/payloads/order.ts";
import { tellOrder } from "#test/simulator/verbs/tell.ts";
import { isGranted } from "#test/simulator/webhooks/topic-scopes.ts";
import { accessDenied, notSimulated } from "../api-error.ts";
import { connection } from "../connection.ts";
import { moneyBag } from "../money.ts";
import { countOf, fieldsOf, Tagged, textOf, textsOf } from "../request-context.ts";
import type { Args, RequestContext } from "../request-context.ts";
import {
  containsText,
  matchesFlag,
  matchesId,
  matchesNumber,
  matchesText,
  matchesTime,
  searchTest,
} from "../search-query.ts";
import type { Filters, Term } from "../search-query.ts";
import { sortedBy } from "../sort-keys.ts";
import { fulfillmentOrderFilters } from "./fulfillment-orders.ts";
import { metafieldFields } from "./metafields.ts";
import { exactly } from "./products.ts";

/** "pick-up" in a filter is PICK_UP in the schema */
function matchesMethod(one: FulfillmentOrder, term: Term): boolean {
  return matchesText(one.deliveryMethod.methodType.toLowerCase().replaceAll("_", "-"), term);
}

function filters(state: ShopState): Filters<Order> {
  const parts = (order: Order) => fulfillmentOrdersOf(state, order.id);
  return {
    default: (one, term) => containsText([one.name, one.email], term),
    id: (one, term) => matchesId(one.id, term),
    cart_token: (one, term) => matchesText(one.cartToken, term),
    created_at: (one, term) => matchesTime(one.createdAt, term),
    processed_at: (one, term) => matchesTime(one.processedAt, term),
    updated_at: (one, term) => matchesTime(one.updatedAt, term),
    customer_id: (one, term) => matchesId(one.customerId, term),
    current_total_price: (one, term) => matchesNumber(one.totalPrice / 100, term),
    delivery_method: (one, term) => parts(one).some((part) => matchesMethod(part, term)),
    email: (one, term) => matchesText(one.email, term),
    financial_status: (one, term) => matchesText(one.financialStatus, term),
    fulfillment_location_id: (one, term) =>
      fulfillmentsOf(state, one.id).some((each) => matchesId(each.locationId, term)),
    fulfillment_status: (one, term) => matchesFulfillmentStatus(state, one, term),
    location_id: (one, term) => matchesId(one.retailLocationId ?? null, term),
    sku: (one, term) => one.lines.some((line) => matchesText(line.sku, term)),
    source_name: (one, term) => matchesText(one.sourceName ?? "web", term),
    status: (one, term) => matchesStatus(one, term),
    tag: (one, term) => (one.tags ?? []).some((tag) => matchesText(tag, term)),
    tag_not: (one, term) => !(one.tags ?? []).some((tag) => matchesText(tag, term)),
    test: (_, term) => matchesFlag(false, term),
  };
}

function matchesStatus(order: Order, term: Term): boolean {
  switch (term.value) {
    case "open":
      return order.closedAt === null && order.cancelledAt === null;
    case "closed":
      return order.closedAt !== null && order.cancelledAt === null;
    case "cancelled":
      return order.cancelledAt !== null;
    case "not_closed":
      return order.closedAt === null;
    default:
      return true;
  }
}

function matchesFulfillmentStatus(state: ShopState, order: Order, term: Term): boolean {
  const status = fulfillmentStatus(state, order);
  switch (term.value) {
    case "unshipped":
    case "unfulfilled":
      return term.value === "unshipped" ? status === null : status !== "fulfilled";
    case "shipped":
    case "fulfilled":
      return status === "fulfilled";
    case "partial":
      return status === "partial";
    default:
      throw notSimulated(`fulfillment_status:${term.value}`);
  }
}

const sorts = {
  ID: () => 0,
  CREATED_AT: (one: Order) => one.createdAt,
  UPDATED_AT: (one: Order) => one.updatedAt,
  PROCESSED_AT: (one: Order) => one.processedAt,
  ORDER_NUMBER: (one: Order) => Number(one.name.replace(/\D/g, "")),
  TOTAL_PRICE: (one: Order) => one.totalPrice,
};

const cancelInput = z.object({
  orderId: z.string(),
  reason: z.string(),
  restock: z.boolean(),
  staffNote: z.string().nullish(),
});

export const orderTypes = [
  fieldsOf<unknown>("QueryRoot", {
    order: (_, args, { shop }) => shop.state.orders.get(idIn(textOf(args, "id") ?? "")) ?? null,
    orders: (_, args, context, field) => {
      const { state } = context.shop;
      const matches = searchTest(textOf(args, "query"), filters(state), field, context);
      const all = () => state.orders.values().filter(matches);
      return connection(all, args, sortedBy(sorts, args, "PROCESSED_AT"));
    },
    ordersCount: (_, args, context) => {
      const where = { parent: "QueryRoot", name: "orders", path: ["ordersCount"] };
      const { state } = context.shop;
      const matches = searchTest(textOf(args, "query"), filters(state), where, context);
      return exactly([...state.orders.values()].filter(matches).length);
    },
  }),
  fieldsOf<unknown>("Mutation", {
    orderCancel: (_, args, { shop }) => {
      const input = cancelInput.parse(args);
      if ((input.staffNote ?? "").length > 255)
        return refusedCancel(["staffNote"], "INVALID", "Staff note is too long.");
      const done = shop.cancels(idIn(input.orderId), {
        restock: input.restock,
        reason: input.reason,
      });
      if (!done.ok) {
        const [first] = done.errors;
        return refusedCancel(first?.field ?? null, first?.code ?? null, first?.message ?? "");
      }
      const job = { id: gid("Job", shop.ids()), done: true };
      return { job, orderCancelUserErrors: [], userErrors: [] };
    },
    tagsAdd: (_, args, context) =>
      tag(args, context, (have, given) => [...new Set([...have, ...given])]),
    tagsRemove: (_, args, context) =>
      tag(args, context, (have, given) => have.filter((one) => !given.includes(one))),
  }),
  fieldsOf<Order>("Order", {
    id: (one) => gid("Order", one.id),
    legacyResourceId: (one) => one.id,
    name: (one) => one.name,
    number: (one) => Number(one.name.replace(/\D/g, "")),
    email: (one) => one.email,
    phone: (one) => one.phone,
    note: (one) => one.note,
    tags: (one) => one.tags ?? [],
    test: () => false,
    cartToken: (one) => one.cartToken,
    customAttributes: (one) => one.customAttributes,
    customerLocale: (one) => one.customerLocale,
    customer: (one, _, { shop }) =>
      one.customerId === null ? null : (shop.state.customers.get(one.customerId) ?? null),
    createdAt: (one) => one.createdAt,
    updatedAt: (one) => one.updatedAt,
    processedAt: (one) => one.processedAt,
    cancelledAt: (one) => one.cancelledAt,
    cancelReason: (one) => (one.cancelReason ? one.cancelReason.toUpperCase() : null),
    closed: (one) => one.closedAt !== null,
    closedAt: (one) => one.closedAt,
    confirmed: () => true,
    currencyCode: (_, __, { shop }) => shop.state.info.currencyCode,
    sourceName: (one) => one.sourceName ?? "web",
    retailLocation: (one, _, { shop }) =>
      shop.state.locations.get(one.retailLocationId ?? "") ?? null,
    displayFinancialStatus: (one) => one.financialStatus,
    displayFulfillmentStatus: (one, _, { shop }) => displayFulfillmentStatus(shop.state, one),
    fullyPaid: (one) => one.financialStatus === "PAID",
    requiresShipping: (one, _, { shop }) =>
      fulfillmentOrdersOf(shop.state, one.id).some(
        (part) => part.deliveryMethod.methodType === "SHIPPING",
      ),
    shippingAddress: (one) => (one.shippingAddress ? new OrderAddress(one) : null),
    currentTotalPriceSet: (one, _, { shop }) =>
      moneyBag(one.totalPrice, shop.state.info.currencyCode),
    totalPriceSet: (one, _, { shop }) => moneyBag(one.totalPrice, shop.state.info.currencyCode),
    currentSubtotalLineItemsQuantity: (one) =>
      one.lines.reduce((sum, line) => sum + line.currentQuantity, 0),
    subtotalLineItemsQuantity: (one) => one.lines.reduce((sum, line) => sum + line.quantity, 0),
    lineItems: (one, args) =>
      connection(
        () => one.lines.map((line) => ({ order: one, line })),
        args,
        ({ line }) => ({ value: 0, id: line.id }),
      ),
    fulfillmentOrders: (one, args, context, field) => {
      const matches = searchTest(textOf(args, "query"), fulfillmentOrderFilters, field, context);
      const all = () => fulfillmentOrdersOf(context.shop.state, one.id).filter(matches);
      return connection(all, args, (part) => ({ value: 0, id: part.id }));
    },
    fulfillments: (one, args, { shop }) =>
      fulfillmentsOf(shop.state, one.id).slice(0, countOf(args, "first") ?? undefined),
    fulfillmentsCount: (one, _, { shop }) => exactly(fulfillmentsOf(shop.state, one.id).length),
    statusPageUrl: (one, _, { shop }) => `https://${shop.state.info.domain}/orders/${one.id}`,
    ...metafieldFields<Order>((one) => gid("Order", one.id)),
  }),
  fieldsOf<OrderAddress>("MailingAddress", {
    id: (one) => gid("MailingAddress", one.order.id),
    address1: (one) => one.address.address1,
    address2: (one) => one.address.address2,
    city: (one) => one.address.city,
    province: (one) => one.address.province,
    provinceCode: (one) => one.address.provinceCode,
    country: (one) => one.address.country,
    countryCodeV2: (one) => one.address.countryCode,
    zip: (one) => one.address.zip,
    phone: (one) => one.address.phone,
    latitude: (one) => one.address.latitude,
    longitude: (one) => one.address.longitude,
  }),
];

class OrderAddress {
  readonly order: Order;
  readonly address: Address;
  constructor(order: Order) {
    if (!order.shippingAddress) throw new Error("an address of an order without one");
    this.order = order;
    this.address = order.shippingAddress;
  }
}

/** lying ready is "in progress", as the fulfillment order's own status is */
function displayFulfillmentStatus(state: ShopState, order: Order): string {
  const parts = fulfillmentOrdersOf(state, order.id);
  const status = fulfillmentStatus(state, order);
  if (status === "fulfilled" && deliveredUnits(state, order) > 0) return "FULFILLED";
  if (status === "partial") return "PARTIALLY_FULFILLED";
  if (parts.some((part) => part.status === "ON_HOLD")) return "ON_HOLD";
  if (parts.some((part) => part.status === "IN_PROGRESS")) return "IN_PROGRESS";
  return "UNFULFILLED";
}

function refusedCancel(field: string[] | null, code: string | null, message: string) {
  return {
    job: null,
    orderCancelUserErrors: [{ field, code, message }],
    userErrors: [{ field, message }],
  };
}

/** "the same access level needed to mutate the owner resource" */
function tag(
  args: Args,
  context: RequestContext,
  change: (have: string[], given: string[]) => string[],
) {
  const text = textOf(args, "id") ?? "";
  const { shop } = context;
  const given = (textsOf(args, "tags") ?? [])
    .flatMap((one) => one.split(","))
    .map((one) => one.trim());
  const order = text.includes("/Order/") ? shop.state.orders.get(idIn(text)) : undefined;
  const product = text.includes("/Product/") ? shop.state.products.get(idIn(text)) : undefined;
  const scope = order !== undefined ? "write_orders" : "write_products";
  if (!isGranted(scope, context.scopes))
    throw accessDenied("tagsAdd", `\`${scope}\` access scope.`);
  if (order !== undefined) {
    order.tags = change(order.tags ?? [], given);
    tellOrder(shop.world, order);
    return { node: new Tagged("Order", order), userErrors: [] };
  }
  if (product === undefined)
    return { node: null, userErrors: [{ field: ["id"], message: "Taggable does not exist" }] };
  shop.changesProduct(product.id, { tags: change(product.tags, given) });
  return { node: new Tagged("Product", product), userErrors: [] };
}

import { gid } from "#test/simulator/gid.ts";
import type { Address, Fulfillment, Order, OrderLine, ShopState } from "#test/simulator/state.ts";
import { fulfillmentsOf } from "#test/simulator/verbs/lookups.ts";
import type { World } from "#test/simulator/verbs/world.ts";
import { payloadTime } from "../payload-time.ts";
import { customerPayload } from "./customer.ts";
import { money } from "./product.ts";

/** orders/*: the REST order as far as anybody here reads it */
export function orderPayload(world: Pick<World, "state" | "settings">, order: Order) {
  const { state } = world;
  const zone = state.info.ianaTimezone;
  const open = world.settings.protectedCustomerData;
  const customer = order.customerId === null ? undefined : state.customers.get(order.customerId);
  return {
    id: Number(order.id),
    admin_graphql_api_id: gid("Order", order.id),
    app_id: 580111,
    cancel_reason: order.cancelReason ?? null,
    cancelled_at: payloadTime(order.cancelledAt, zone),
    cart_token: order.cartToken,
    closed_at: payloadTime(order.closedAt, zone),
    contact_email: open ? order.email : null,
    created_at: payloadTime(order.createdAt, zone),
    currency: state.info.currencyCode,
    current_total_price: money(order.totalPrice),
    customer_locale: order.customerLocale,
    email: open ? order.email : null,
    financial_status: order.financialStatus.toLowerCase(),
    fulfillment_status: fulfillmentStatus(state, order),
    location_id: order.retailLocationId ? Number(order.retailLocationId) : null,
    name: order.name,
    note: order.note,
    note_attributes: order.customAttributes.map(({ key, value }) => ({ name: key, value })),
    number: Number(order.name.replace(/\D/g, "")) - 1000,
    order_number: Number(order.name.replace(/\D/g, "")),
    phone: open ? order.phone : null,
    processed_at: payloadTime(order.processedAt, zone),
    source_name: order.sourceName ?? "web",
    tags: (order.tags ?? []).join(", "),
    test: false,
    total_price: money(order.totalPrice),
    updated_at: payloadTime(order.updatedAt, zone),
    customer: customer === undefined ? null : customerPayload(world, customer),
    fulfillments: fulfillmentsOf(state, order.id).map((one) => fulfillmentPayload(world, one)),
    line_items: order.lines.map((line) => linePayload(line)),
    shipping_address: order.shippingAddress && open ? addressPayload(order.shippingAddress) : null,
    refunds: [],
  };
}

/** orders/edited: only what changed */
export function orderEditPayload(
  state: ShopState,
  order: Order,
  additions: { line: OrderLine; delta: number }[],
  removals: { line: OrderLine; delta: number }[],
  editId: string,
) {
  const zone = state.info.ianaTimezone;
  const change = ({ line, delta }: { line: OrderLine; delta: number }) => ({
    id: Number(line.id),
    delta,
  });
  return {
    order_edit: {
      id: Number(editId),
      app_id: null,
      created_at: payloadTime(order.updatedAt, zone),
      notify_customer: false,
      order_id: Number(order.id),
      staff_note: "",
      user_id: null,
      line_items: { additions: additions.map(change), removals: removals.map(change) },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
}

/** fulfillments/create and /update */
export function fulfillmentPayload(
  world: Pick<World, "state" | "settings">,
  fulfillment: Fulfillment,
) {
  const { state } = world;
  const zone = state.info.ianaTimezone;
  const order = state.orders.get(fulfillment.orderId);
  const place = [...fulfillmentsOf(state, fulfillment.orderId)].indexOf(fulfillment);
  return {
    id: Number(fulfillment.id),
    admin_graphql_api_id: gid("Fulfillment", fulfillment.id),
    order_id: Number(fulfillment.orderId),
    status: fulfillment.status.toLowerCase(),
    created_at: payloadTime(fulfillment.createdAt, zone),
    service: "manual",
    updated_at: payloadTime(fulfillment.updatedAt, zone),
    tracking_company: null,
    shipment_status: shipmentStatus(fulfillment),
    location_id: Number(fulfillment.locationId),
    origin_address: null,
    line_items: fulfillment.lineItems.flatMap((part) => {
      const line = order?.lines.find((one) => one.id === part.lineItemId);
      return line === undefined ? [] : [{ ...linePayload(line), quantity: part.quantity }];
    }),
    tracking_number: null,
    tracking_numbers: [],
    tracking_url: null,
    tracking_urls: [],
    receipt: {},
    name: `${order?.name ?? ""}.${Math.max(place, 0) + 1}`,
  };
}

// unverified: Shopify documents ready_for_pickup and picked_up as shipment statuses of local pickup
function shipmentStatus(fulfillment: Fulfillment): string | null {
  if (fulfillment.displayStatus === "READY_FOR_PICKUP") return "ready_for_pickup";
  if (fulfillment.displayStatus === "PICKED_UP") return "picked_up";
  return null;
}

function linePayload(line: OrderLine) {
  return {
    id: Number(line.id),
    admin_graphql_api_id: gid("LineItem", line.id),
    current_quantity: line.currentQuantity,
    fulfillable_quantity: line.currentQuantity,
    name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    price: money(line.price),
    product_exists: line.productId !== null,
    product_id: line.productId === null ? null : Number(line.productId),
    properties: Object.entries(line.properties).map(([name, value]) => ({ name, value })),
    quantity: line.quantity,
    requires_shipping: true,
    sku: line.sku,
    title: line.title,
    variant_id: line.variantId === null ? null : Number(line.variantId),
    variant_title: line.variantTitle,
  };
}

function addressPayload(address: Address) {
  return {
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    province: address.province,
    province_code: address.provinceCode,
    country: address.country,
    country_code: address.countryCode,
    zip: address.zip,
    phone: address.phone,
    latitude: address.latitude,
    longitude: address.longitude,
  };
}

/** null | "partial" | "fulfilled", from what was handed over or sent (not from what merely lies ready) */
export function fulfillmentStatus(state: ShopState, order: Order): "partial" | "fulfilled" | null {
  const wanted = order.lines.reduce((sum, line) => sum + line.currentQuantity, 0);
  const done = deliveredUnits(state, order);
  if (done === 0) return null;
  return done >= wanted ? "fulfilled" : "partial";
}

export function deliveredUnits(state: ShopState, order: Order): number {
  return fulfillmentsOf(state, order.id)
    .filter((one) => one.status === "SUCCESS" && one.displayStatus !== "READY_FOR_PICKUP")
    .flatMap((one) => one.lineItems)
    .reduce((sum, part) => sum + part.quantity, 0);
}

import type { Purchase } from "#test/simulator/shop.ts";
import type {
  Address,
  Customer,
  DeliveryMethodType,
  Id,
  Order,
  OrderLine,
  RoutedPart,
} from "#test/simulator/state.ts";
import { addsCustomer } from "./customers.ts";
import { locationOf, productOf, variantOf } from "./lookups.ts";
import { routesLater } from "./routing.ts";
import { changeVariantStock, isStockedAt } from "./stock.ts";
import { tellOrder } from "./tell.ts";
import { timeOf } from "./world.ts";
import type { World } from "./world.ts";

/**
 * A checkout is completed: the order exists and its units are committed at once; the fulfillment orders follow later
 * ("a background worker performs the order routing process", Admin schema).
 */
export function buys(world: World, purchase: Purchase): Order {
  const customer = customerOf(world, purchase);
  const lines = purchase.lines.map((line) => newLine(world, line));
  const order = newOrder(world, {
    lines,
    customerId: customer.id,
    email: purchase.customer.email,
    phone: purchase.customer.phone ?? customer.phone,
    customerLocale: purchase.locale ?? customer.locale,
    cartToken: purchase.cartToken ?? null,
    customAttributes: purchase.customAttributes ?? [],
    note: purchase.note ?? null,
    sourceName: "web",
    shippingAddress: addressOf(purchase),
  });
  order.routing = plannedParts(world, purchase, lines);
  for (const part of order.routing) commitUnits(world, order, part);
  world.state.nativeNotices.push({
    at: timeOf(world),
    kind: "order_confirmation",
    orderId: order.id,
    to: purchase.customer.email,
  });
  tellOrder(world, order, "orders/create");
  tellOrder(world, order, "orders/paid");
  routesLater(world, order);
  return order;
}

function customerOf(world: World, purchase: Purchase): Customer {
  const { id, email, firstName, lastName, phone } = purchase.customer;
  const known = [...world.state.customers.values()].find((one) =>
    id === undefined ? one.email === email : one.id === id,
  );
  if (known !== undefined) return known;
  return addsCustomer(world, {
    email,
    firstName: firstName ?? null,
    lastName: lastName ?? null,
    phone: phone ?? null,
    locale: purchase.locale ?? world.state.info.primaryLocale,
  });
}

function addressOf(purchase: Purchase): Address | null {
  if (purchase.delivery.method === "SHIPPING") return purchase.delivery.address;
  return purchase.delivery.shipTo ?? null;
}

export function newLine(
  world: World,
  line: { variantId: Id; quantity: number; properties?: Record<string, string> },
): OrderLine {
  const variant = variantOf(world.state, line.variantId);
  return {
    id: world.ids(),
    variantId: variant.id,
    productId: variant.productId,
    title: productOf(world.state, variant.productId).title,
    variantTitle: variant.title === "Default Title" ? null : variant.title,
    sku: variant.sku,
    quantity: line.quantity,
    currentQuantity: line.quantity,
    price: variant.price,
    properties: line.properties ?? {},
  };
}

type NewOrder = Pick<
  Order,
  | "lines"
  | "customerId"
  | "email"
  | "phone"
  | "customerLocale"
  | "cartToken"
  | "customAttributes"
  | "note"
> &
  Partial<Pick<Order, "sourceName" | "shippingAddress" | "retailLocationId">>;

/** Shopify's order names count from #1001. */
export function newOrder(world: World, input: NewOrder): Order {
  const at = timeOf(world);
  const order: Order = {
    id: world.ids(),
    name: `#${1001 + world.state.orders.size}`,
    totalPrice: input.lines.reduce((sum, line) => sum + line.price * line.quantity, 0),
    financialStatus: "PAID",
    cancelledAt: null,
    closedAt: null,
    processedAt: at,
    createdAt: at,
    updatedAt: at,
    tags: [],
    ...input,
  };
  world.state.orders.set(order.id, order);
  return order;
}

/** One part per place and method; what is shipped goes from the first location that has it all, else the first that ships. */
function plannedParts(world: World, purchase: Purchase, lines: OrderLine[]): RoutedPart[] {
  const { delivery } = purchase;
  const parts = new Map<string, RoutedPart>();
  for (const [at, wanted] of purchase.lines.entries()) {
    const line = lines[at];
    if (line === undefined) continue;
    const methodType = methodOf(delivery.method, wanted.delivery);
    const locationId =
      methodType === "PICK_UP" ? pickupPlace(delivery) : shippingPlace(world, delivery, line);
    const key = `${methodType}:${locationId}`;
    const part = parts.get(key) ?? { methodType, locationId, lines: [] };
    part.lines.push({ lineItemId: line.id, quantity: line.quantity });
    parts.set(key, part);
  }
  return [...parts.values()];
}

function methodOf(
  ofOrder: "PICK_UP" | "SHIPPING",
  ofLine: "ship" | "pickup" | undefined,
): DeliveryMethodType {
  if (ofLine === "pickup") return "PICK_UP";
  return ofLine === "ship" ? "SHIPPING" : ofOrder;
}

function pickupPlace(delivery: Purchase["delivery"]): Id {
  const place = delivery.method === "PICK_UP" ? delivery.locationId : delivery.pickupAt;
  if (place === undefined) throw new Error("a line for pickup needs `delivery.pickupAt`");
  return place;
}

function shippingPlace(world: World, delivery: Purchase["delivery"], line: OrderLine): Id {
  if (delivery.method === "SHIPPING" && delivery.locationId !== undefined)
    return locationOf(world.state, delivery.locationId).id;
  const open = [...world.state.locations.values()].filter(
    (one) => one.isActive && one.fulfillsOnlineOrders,
  );
  const place = open.find((one) => isStockedAt(world.state, line.variantId, one.id)) ?? open[0];
  if (place === undefined) throw new Error("no active location can ship this order");
  return place.id;
}

function commitUnits(world: World, order: Order, part: RoutedPart): void {
  for (const { lineItemId, quantity } of part.lines) {
    const line = order.lines.find((one) => one.id === lineItemId);
    changeVariantStock(world, line?.variantId ?? null, part.locationId, {
      available: -quantity,
      committed: quantity,
    });
  }
}

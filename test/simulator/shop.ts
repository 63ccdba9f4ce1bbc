import type { SimClock } from "./clock.ts";
import type {
  Address,
  Customer,
  FulfillmentOrder,
  Fulfillment,
  Id,
  InventoryLevel,
  Location,
  Order,
  PickupTime,
  Product,
  ShopState,
  Variant,
} from "./state.ts";
import { seededRandom } from "./seeded-random.ts";
import { buys } from "./verbs/buy.ts";
import {
  addsProduct,
  addsVariant,
  changesProduct,
  changesVariant,
  deletesProduct,
  deletesVariant,
} from "./verbs/catalogue.ts";
import { cancels, changesOrder, edits, refunds } from "./verbs/change-order.ts";
import {
  addsCustomer,
  asksForData,
  asksForRedaction,
  changesCustomer,
  deletesCustomer,
} from "./verbs/customers.ts";
import {
  cancelsFulfillmentOrder,
  holds,
  moves,
  opens,
  releasesHold,
  splits,
} from "./verbs/fulfillment-orders.ts";
import { cancelsFulfillment, fulfills } from "./verbs/fulfill.ts";
import {
  activatesLocation,
  addsLocation,
  changesLocation,
  deactivatesLocation,
  deletesLocation,
  disablesPickup,
  enablesPickup,
} from "./verbs/locations.ts";
import { orderOf } from "./verbs/lookups.ts";
import { preparesForPickup } from "./verbs/prepare-for-pickup.ts";
import { resumesRouting } from "./verbs/routing.ts";
import { sells } from "./verbs/sell.ts";
import { receives, setsStock, stocks, unstocks } from "./verbs/stock.ts";
import type { Result, ShopSettings, World } from "./verbs/world.ts";

/**
 * One simulated shop with its verbs. Each verb changes the state AND queues the webhooks that Shopify would send, so that a
 * test reads like the shop's day. The GraphQL mutations call the same functions.
 */
export interface Shop {
  readonly state: ShopState;
  readonly clock: SimClock;
  readonly settings: ShopSettings;
  /** what the verbs work on, for the GraphQL mutations that need a finer grain than a verb */
  readonly world: World;
  ids: () => Id;
  random: () => number;

  /** the till: a RETAIL order, fulfilled on the spot; stock goes down at once */
  sells(input: StockChange & { staffNote?: string }): Order;
  receives(input: StockChange): InventoryLevel;
  setsStock(input: { variantId: Id; locationId: Id; available: number }): InventoryLevel;
  stocks(input: { variantId: Id; locationId: Id; available?: number }): InventoryLevel;
  unstocks(input: { variantId: Id; locationId: Id }): void;

  /** order and committed stock at once; fulfillment orders follow after `settings.routingDelayMs` on the clock */
  buys(input: Purchase): Order;
  cancels(orderId: Id, options: { restock: boolean; reason?: string }): Result<{ order: Order }>;
  refunds(orderId: Id, lines: RefundedLine[]): Result<{ order: Order }>;
  edits(orderId: Id, edit: OrderEdit): Result<{ order: Order }>;
  changesOrder(orderId: Id, change: Partial<Pick<Order, "note" | "customAttributes">>): Order;

  preparesForPickup(fulfillmentOrderId: Id): Result<{ fulfillmentOrder: FulfillmentOrder }>;
  fulfills(parts: (Id | FulfilledPart)[]): Result<{ fulfillment: Fulfillment }>;
  cancelsFulfillment(fulfillmentId: Id): Result<{ fulfillment: Fulfillment }>;
  moves(
    fulfillmentOrderId: Id,
    locationId: Id,
    lines?: LineQuantity[],
  ): Result<{
    moved: FulfillmentOrder;
    original: FulfillmentOrder;
    remaining: FulfillmentOrder | null;
  }>;
  splits(
    fulfillmentOrderId: Id,
    lines: LineQuantity[],
  ): Result<{ original: FulfillmentOrder; remaining: FulfillmentOrder }>;
  holds(
    fulfillmentOrderId: Id,
    hold: { reason: string; reasonNotes?: string | null; handle?: string | null },
  ): Result<{ fulfillmentOrder: FulfillmentOrder; holdId: Id }>;
  releasesHold(
    fulfillmentOrderId: Id,
    holdIds?: Id[],
  ): Result<{ fulfillmentOrder: FulfillmentOrder }>;
  opens(fulfillmentOrderId: Id): Result<{ fulfillmentOrder: FulfillmentOrder }>;
  cancelsFulfillmentOrder(fulfillmentOrderId: Id): Result<{
    fulfillmentOrder: FulfillmentOrder;
    replacement: FulfillmentOrder | null;
  }>;

  addsProduct(input: NewProduct): { product: Product; variants: Variant[] };
  changesProduct(
    productId: Id,
    change: Partial<Omit<Product, "id" | "createdAt" | "updatedAt">>,
  ): Product;
  addsVariant(productId: Id, input: NewVariant): Variant;
  changesVariant(variantId: Id, change: Partial<Omit<NewVariant, "stock">>): Variant;
  deletesVariant(variantId: Id): void;
  deletesProduct(productId: Id): void;

  addsLocation(input: NewLocation): Location;
  changesLocation(
    locationId: Id,
    change: { name?: string; fulfillsOnlineOrders?: boolean; address?: Partial<Address> },
  ): Location;
  activatesLocation(locationId: Id): Location;
  deactivatesLocation(locationId: Id): Location;
  deletesLocation(locationId: Id): void;
  enablesPickup(
    locationId: Id,
    settings: { pickupTime: PickupTime; instructions?: string },
  ): Result<{ location: Location }>;
  disablesPickup(locationId: Id): Result<{ location: Location }>;

  addsCustomer(input: NewCustomer): Customer;
  changesCustomer(customerId: Id, change: Partial<NewCustomer>): Customer;
  deletesCustomer(customerId: Id): void;
  /** the merchant asks Shopify to erase a customer: `customers/redact` */
  asksForRedaction(customerId: Id): void;
  /** a customer asks what is stored: `customers/data_request` */
  asksForData(customerId: Id): void;
  changesShop(change: Partial<Omit<ShopState["info"], "id" | "domain">>): void;
}

export interface StockChange {
  variantId: Id;
  locationId: Id;
  quantity: number;
}

export interface Purchase {
  /** `delivery` per line makes a mixed order; without it the order's own method holds */
  lines: {
    variantId: Id;
    quantity: number;
    delivery?: "ship" | "pickup";
    properties?: Record<string, string>;
  }[];
  delivery:
    | { method: "PICK_UP"; locationId: Id; shipTo?: Address }
    | { method: "SHIPPING"; address: Address; locationId?: Id; pickupAt?: Id };
  customer: {
    id?: Id;
    email: string;
    firstName?: string;
    lastName?: string;
    phone?: string;
  };
  locale?: string;
  cartToken?: string;
  customAttributes?: { key: string; value: string }[];
  note?: string;
}

export interface LineQuantity {
  /** id of the fulfillment order's line item */
  id: Id;
  quantity: number;
}

export interface FulfilledPart {
  fulfillmentOrderId: Id;
  /** all that remains, if left out */
  lineItems?: LineQuantity[];
}

export interface RefundedLine {
  lineItemId: Id;
  quantity: number;
  /** where the goods come back to; null: they do not */
  restockAt?: Id | null;
}

export interface OrderEdit {
  setQuantities?: { lineItemId: Id; quantity: number }[];
  addVariants?: { variantId: Id; quantity: number }[];
}

export interface NewVariant {
  optionValues: string[];
  sku?: string | null;
  barcode?: string | null;
  /** cents */
  price: number;
  compareAtPrice?: number | null;
  tracked?: boolean;
  inventoryPolicy?: Variant["inventoryPolicy"];
  requiresShipping?: boolean;
  imageId?: Id | null;
  /** available units by location id; a location that is not named does not stock it */
  stock?: Record<Id, number>;
}

export interface NewProduct {
  title: string;
  handle?: string;
  descriptionHtml?: string;
  vendor?: string;
  productType?: string;
  tags?: string[];
  status?: Product["status"];
  optionNames?: string[];
  images?: Omit<Product["images"][number], "id">[];
  variants: NewVariant[];
}

export interface NewLocation {
  name: string;
  address: Partial<Address> & Pick<Address, "city" | "countryCode">;
  fulfillsOnlineOrders?: boolean;
  pickup?: { pickupTime: PickupTime; instructions?: string };
}

export interface NewCustomer {
  firstName?: string | null;
  lastName?: string | null;
  email?: string | null;
  phone?: string | null;
  locale?: string;
}

export interface ShopOptions {
  state: ShopState;
  clock: SimClock;
  seed: number;
  send: (topic: string, payload: unknown) => void;
  settings?: Partial<ShopSettings>;
}

export function createShop(options: ShopOptions): Shop {
  const world: World = {
    state: options.state,
    clock: options.clock,
    ids: counter(options.state),
    random: seededRandom(options.seed),
    send: options.send,
    settings: { routingDelayMs: 1_500, protectedCustomerData: true, ...options.settings },
  };
  resumesRouting(world);
  return {
    state: world.state,
    clock: world.clock,
    settings: world.settings,
    world,
    ids: world.ids,
    random: world.random,
    sells: (sale) => sells(world, sale),
    receives: (change) => receives(world, change),
    setsStock: (input) => setsStock(world, input),
    stocks: (input) => stocks(world, input),
    unstocks: (input) => unstocks(world, input),
    buys: (purchase) => buys(world, purchase),
    cancels: (orderId, how) => cancels(world, orderId, how),
    refunds: (orderId, lines) => refunds(world, orderId, lines),
    edits: (orderId, edit) => edits(world, orderId, edit),
    changesOrder: (orderId, change) => changesOrder(world, orderOf(world.state, orderId), change),
    preparesForPickup: (id) => preparesForPickup(world, id),
    fulfills: (parts) => fulfills(world, parts),
    cancelsFulfillment: (id) => cancelsFulfillment(world, id),
    moves: (id, locationId, lines) => moves(world, id, locationId, lines),
    splits: (id, lines) => splits(world, id, lines),
    holds: (id, hold) => holds(world, id, hold),
    releasesHold: (id, holdIds) => releasesHold(world, id, holdIds),
    opens: (id) => opens(world, id),
    cancelsFulfillmentOrder: (id) => cancelsFulfillmentOrder(world, id),
    addsProduct: (input) => addsProduct(world, input),
    changesProduct: (id, change) => changesProduct(world, id, change),
    addsVariant: (productId, input) => addsVariant(world, productId, input),
    changesVariant: (id, change) => changesVariant(world, id, change),
    deletesVariant: (id) => deletesVariant(world, id),
    deletesProduct: (id) => deletesProduct(world, id),
    addsLocation: (input) => addsLocation(world, input),
    changesLocation: (id, change) => changesLocation(world, id, change),
    activatesLocation: (id) => activatesLocation(world, id),
    deactivatesLocation: (id) => deactivatesLocation(world, id),
    deletesLocation: (id) => deletesLocation(world, id),
    enablesPickup: (id, settings) => enablesPickup(world, id, settings),
    disablesPickup: (id) => disablesPickup(world, id),
    addsCustomer: (input) => addsCustomer(world, input),
    changesCustomer: (id, change) => changesCustomer(world, id, change),
    deletesCustomer: (id) => deletesCustomer(world, id),
    asksForRedaction: (id) => asksForRedaction(world, id),
    asksForData: (id) => asksForData(world, id),
    changesShop(change) {
      Object.assign(world.state.info, change);
      world.send("shop/update", {
        id: Number(world.state.info.id),
        name: world.state.info.name,
        myshopify_domain: world.state.info.domain,
        iana_timezone: world.state.info.ianaTimezone,
        currency: world.state.info.currencyCode,
        primary_locale: world.state.info.primaryLocale,
      });
    },
  };
}

/** Ids count on from the highest one in the shop, so that a restart never gives one twice. */
function counter(state: ShopState): () => Id {
  let last: number | null = null;
  return () => {
    last = (last ?? highestId(state)) + 1;
    return String(last);
  };
}

function highestId(state: ShopState): number {
  let highest = 1_000_000;
  const see = (id: Id) => {
    const n = Number(id);
    if (Number.isSafeInteger(n) && n > highest) highest = n;
  };
  for (const part of [state.locations, state.customers, state.fulfillments])
    for (const id of part.keys()) see(id);
  for (const product of state.products.values())
    for (const { id } of [product, ...product.images]) see(id);
  for (const variant of state.variants.values()) {
    see(variant.id);
    see(variant.inventoryItemId);
  }
  for (const level of state.levels.values()) see(level.id);
  for (const order of state.orders.values()) for (const { id } of [order, ...order.lines]) see(id);
  for (const one of state.fulfillmentOrders.values())
    for (const { id } of [one, one.deliveryMethod, ...one.holds, ...one.lineItems]) see(id);
  for (const one of state.fulfillments.values()) for (const { id } of one.lineItems) see(id);
  for (const one of state.metafields.values()) see(one.id);
  for (const one of state.collections.values()) see(one.id);
  return highest;
}

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
import type { Result, ShopSettings } from "./verbs/world.ts";

/**
 * One simulated shop with its verbs. Each verb changes the state AND queues the webhooks that Shopify would send, so that a
 * test reads like the shop's day. The GraphQL mutations call the same functions.
 */
export interface Shop {
  readonly state: ShopState;
  readonly clock: SimClock;
  readonly settings: ShopSettings;
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
}

export function createShop(options: ShopOptions): Shop {
  throw new Error(`being built: ${options.state.info.domain}`);
}

import type { Fulfillment, Location, Order, Product, Variant } from "#test/simulator/state.ts";
import { itemPayload } from "#test/simulator/webhooks/payloads/inventory.ts";
import { locationPayload } from "#test/simulator/webhooks/payloads/location.ts";
import { fulfillmentPayload, orderPayload } from "#test/simulator/webhooks/payloads/order.ts";
import { productPayload } from "#test/simulator/webhooks/payloads/product.ts";
import { timeOf } from "./world.ts";
import type { World } from "./world.ts";

/** A change was made: note the time and send the news. */
export function tellOrder(world: World, order: Order, topic = "orders/updated"): void {
  order.updatedAt = timeOf(world);
  world.send(topic, orderPayload(world, order));
}

export function tellProduct(world: World, product: Product, topic = "products/update"): void {
  product.updatedAt = timeOf(world);
  world.send(topic, productPayload(world.state, product));
}

export function tellItem(world: World, variant: Variant, topic = "inventory_items/update"): void {
  world.send(topic, itemPayload(world.state, variant));
}

export function tellLocation(world: World, location: Location, topic = "locations/update"): void {
  location.updatedAt = timeOf(world);
  world.send(topic, locationPayload(world.state, location));
}

export function tellFulfillment(world: World, fulfillment: Fulfillment, topic: string): void {
  fulfillment.updatedAt = timeOf(world);
  world.send(topic, fulfillmentPayload(world, fulfillment));
}

import type { NewCustomer } from "#test/simulator/shop.ts";
import type { Customer, Id } from "#test/simulator/state.ts";
import {
  customerPayload,
  dataRequestPayload,
  redactionPayload,
} from "#test/simulator/webhooks/payloads/customer.ts";
import { timeOf } from "./world.ts";
import type { World } from "./world.ts";

export function addsCustomer(world: World, input: NewCustomer): Customer {
  const at = timeOf(world);
  const customer: Customer = {
    id: world.ids(),
    firstName: input.firstName ?? null,
    lastName: input.lastName ?? null,
    email: input.email ?? null,
    phone: input.phone ?? null,
    locale: input.locale ?? world.state.info.primaryLocale,
    createdAt: at,
    updatedAt: at,
  };
  world.state.customers.set(customer.id, customer);
  world.send("customers/create", customerPayload(world, customer));
  return customer;
}

export function changesCustomer(
  world: World,
  customerId: Id,
  change: Partial<NewCustomer>,
): Customer {
  const customer = customerOf(world, customerId);
  Object.assign(customer, change, { updatedAt: timeOf(world) });
  world.send("customers/update", customerPayload(world, customer));
  return customer;
}

export function deletesCustomer(world: World, customerId: Id): void {
  const customer = customerOf(world, customerId);
  world.state.customers.delete(customerId);
  world.send("customers/delete", {
    id: Number(customer.id),
    admin_graphql_api_id: `gid://shopify/Customer/${customer.id}`,
  });
}

export function asksForRedaction(world: World, customerId: Id): void {
  const customer = customerOf(world, customerId);
  world.send(
    "customers/redact",
    redactionPayload(world.state, customer, ordersOf(world, customerId)),
  );
}

export function asksForData(world: World, customerId: Id): void {
  const customer = customerOf(world, customerId);
  world.send(
    "customers/data_request",
    dataRequestPayload(world.state, customer, ordersOf(world, customerId), world.ids()),
  );
}

function customerOf(world: World, id: Id): Customer {
  const customer = world.state.customers.get(id);
  if (customer === undefined) throw new Error(`the simulated shop has no customer ${id}`);
  return customer;
}

function ordersOf(world: World, customerId: Id): Id[] {
  return [...world.state.orders.values()]
    .filter((order) => order.customerId === customerId)
    .map((order) => order.id);
}

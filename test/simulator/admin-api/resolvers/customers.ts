import { gid, idIn } from "#test/simulator/gid.ts";
import type { Customer, Order, ShopState } from "#test/simulator/state.ts";
import { connection } from "../connection.ts";
import { decimal } from "../money.ts";
import { fieldsOf, textOf } from "../request-context.ts";
import {
  containsText,
  matchesId,
  matchesNumber,
  matchesText,
  matchesTime,
  searchTest,
} from "../search-query.ts";
import type { Filters } from "../search-query.ts";
import { sortedBy } from "../sort-keys.ts";
import { metafieldFields } from "./metafields.ts";
import { exactly } from "./products.ts";

const filters = (state: ShopState): Filters<Customer> => ({
  default: (one, term) => containsText([one.firstName, one.lastName, one.email, one.phone], term),
  id: (one, term) => matchesId(one.id, term),
  email: (one, term) => matchesText(one.email, term),
  phone: (one, term) => matchesText(one.phone, term),
  first_name: (one, term) => matchesText(one.firstName, term),
  last_name: (one, term) => matchesText(one.lastName, term),
  customer_date: (one, term) => matchesTime(one.createdAt, term),
  updated_at: (one, term) => matchesTime(one.updatedAt, term),
  orders_count: (one, term) => matchesNumber(ordersOf(state, one).length, term),
});

const sorts = {
  ID: () => 0,
  CREATED_AT: (one: Customer) => one.createdAt,
  UPDATED_AT: (one: Customer) => one.updatedAt,
  NAME: (one: Customer) => displayName(one).toLowerCase(),
};

export const customerTypes = [
  fieldsOf<unknown>("QueryRoot", {
    customer: (_, args, { shop }) =>
      shop.state.customers.get(idIn(textOf(args, "id") ?? "")) ?? null,
    customers: (_, args, context, field) => {
      const { state } = context.shop;
      const matches = searchTest(textOf(args, "query"), filters(state), field, context);
      const all = () => state.customers.values().filter(matches);
      return connection(all, args, sortedBy(sorts, args, "ID"));
    },
    customersCount: (_, __, { shop }) => exactly(shop.state.customers.size),
  }),
  fieldsOf<Customer>("Customer", {
    id: (one) => gid("Customer", one.id),
    legacyResourceId: (one) => one.id,
    firstName: (one) => one.firstName,
    lastName: (one) => one.lastName,
    displayName,
    email: (one) => one.email,
    phone: (one) => one.phone,
    locale: (one) => one.locale,
    createdAt: (one) => one.createdAt,
    updatedAt: (one) => one.updatedAt,
    note: () => null,
    tags: () => [],
    state: () => "DISABLED",
    verifiedEmail: () => true,
    numberOfOrders: (one, _, { shop }) => String(ordersOf(shop.state, one).length),
    amountSpent: (one, _, { shop }) => ({
      amount: decimal(ordersOf(shop.state, one).reduce((sum, order) => sum + order.totalPrice, 0)),
      currencyCode: shop.state.info.currencyCode,
    }),
    lastOrder: (one, _, { shop }) => ordersOf(shop.state, one).at(-1) ?? null,
    orders: (one, args, { shop }) =>
      connection(
        () => ordersOf(shop.state, one),
        args,
        (order) => ({ value: 0, id: order.id }),
      ),
    defaultEmailAddress: (one) =>
      one.email === null
        ? null
        : {
            emailAddress: one.email,
            marketingState: "NOT_SUBSCRIBED",
            marketingOptInLevel: null,
            marketingUpdatedAt: null,
            validFormat: one.email.includes("@"),
          },
    defaultPhoneNumber: (one) => (one.phone === null ? null : { phoneNumber: one.phone }),
    ...metafieldFields<Customer>((one) => gid("Customer", one.id)),
  }),
  fieldsOf<{ emailAddress: string; marketingState: string; validFormat: boolean }>(
    "CustomerEmailAddress",
    {
      emailAddress: (one) => one.emailAddress,
      marketingState: (one) => one.marketingState,
      marketingOptInLevel: () => null,
      marketingUpdatedAt: () => null,
      validFormat: (one) => one.validFormat,
    },
  ),
];

function displayName(one: Customer): string {
  const full = [one.firstName, one.lastName].filter(Boolean).join(" ");
  return full === "" ? (one.email ?? one.phone ?? "") : full;
}

function ordersOf(state: ShopState, customer: Customer): Order[] {
  return [...state.orders.values()].filter((order) => order.customerId === customer.id);
}

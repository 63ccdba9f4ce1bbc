import { gid } from "#test/simulator/gid.ts";
import type { Customer, Id, ShopState } from "#test/simulator/state.ts";
import type { World } from "#test/simulator/verbs/world.ts";
import { payloadTime } from "../payload-time.ts";

/** customers/create and /update; names, mail and phone only where protected customer data is granted */
export function customerPayload(world: Pick<World, "state" | "settings">, customer: Customer) {
  const zone = world.state.info.ianaTimezone;
  const open = world.settings.protectedCustomerData;
  return {
    id: Number(customer.id),
    admin_graphql_api_id: gid("Customer", customer.id),
    created_at: payloadTime(customer.createdAt, zone),
    updated_at: payloadTime(customer.updatedAt, zone),
    first_name: open ? customer.firstName : null,
    last_name: open ? customer.lastName : null,
    email: open ? customer.email : null,
    phone: open ? customer.phone : null,
    state: "disabled",
    note: null,
    verified_email: true,
    tax_exempt: false,
    currency: world.state.info.currencyCode,
  };
}

/** customers/redact: https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance */
export function redactionPayload(state: ShopState, customer: Customer, orderIds: Id[]) {
  return {
    ...askingShop(state),
    customer: askedCustomer(customer),
    orders_to_redact: orderIds.map(Number),
  };
}

/** customers/data_request */
export function dataRequestPayload(
  state: ShopState,
  customer: Customer,
  orderIds: Id[],
  requestId: Id,
) {
  return {
    ...askingShop(state),
    orders_requested: orderIds.map(Number),
    customer: askedCustomer(customer),
    data_request: { id: Number(requestId) },
  };
}

/** shop/redact, 48 hours after the uninstall */
export function shopRedactionPayload(state: ShopState) {
  return askingShop(state);
}

function askingShop(state: ShopState) {
  return { shop_id: Number(state.info.id), shop_domain: state.info.domain };
}

function askedCustomer(customer: Customer) {
  return { id: Number(customer.id), email: customer.email, phone: customer.phone };
}

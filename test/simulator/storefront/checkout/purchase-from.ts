import type { Purchase } from "../../shop.ts";
import type { Address, ShopState } from "../../state.ts";
import type { Visit } from "../visit.ts";
import { pickupChoices } from "./pickup-choices.ts";

/** The checkout form as a purchase; null if it is not complete or the store cannot serve it. */
export function purchaseFrom(
  state: ShopState,
  { cart, customer, locale }: Visit,
  form: URLSearchParams,
): Purchase | null {
  const field = (name: string) => (form.get(name) ?? "").trim();
  const email = field("email");
  if (!/^\S+@\S+$/.test(email)) return null;
  const method = field("delivery");
  const byLine = method === "mixed";
  const lines = cart.lines.map((line, index) => ({
    variantId: line.variantId,
    quantity: line.quantity,
    properties: line.properties,
    ...(byLine
      ? { delivery: field(`line-${index}`) === "ship" ? ("ship" as const) : ("pickup" as const) }
      : {}),
  }));
  const pickupLines = cart.lines.filter((_, index) => !byLine || field(`line-${index}`) !== "ship");
  const store = pickupChoices(state, pickupLines).find(
    (location) => location.id === field("location"),
  );
  const address = addressFrom(field);
  const delivery = deliveryOf(method, store?.id, address);
  if (delivery === null) return null;
  const language = field("language");
  return {
    lines,
    delivery,
    customer: {
      ...(customer === null ? {} : { id: customer.id }),
      email,
      firstName: field("first_name"),
      lastName: field("last_name"),
      ...(field("phone") === "" ? {} : { phone: field("phone") }),
    },
    locale: language === "" ? locale : language,
    cartToken: cart.token,
    customAttributes: Object.entries(cart.attributes).map(([key, value]) => ({ key, value })),
    ...(cart.note === "" ? {} : { note: cart.note }),
  };
}

function deliveryOf(
  method: string,
  storeId: string | undefined,
  address: Address,
): Purchase["delivery"] | null {
  if (method === "pickup")
    return storeId === undefined ? null : { method: "PICK_UP", locationId: storeId };
  if (method === "mixed") {
    // both parts from the same location: the case that a pickup app must tell apart
    return storeId === undefined
      ? null
      : { method: "PICK_UP", locationId: storeId, shipTo: address };
  }
  return method === "ship" && address.address1 !== "" ? { method: "SHIPPING", address } : null;
}

function addressFrom(field: (name: string) => string): Address {
  return {
    address1: field("address1"),
    address2: null,
    city: field("city"),
    province: null,
    provinceCode: null,
    country: "Indonesia",
    countryCode: "ID",
    zip: field("zip"),
    phone: field("phone") || null,
    latitude: null,
    longitude: null,
  };
}

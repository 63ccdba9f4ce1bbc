import { z } from "zod";
import type { InventoryLevel } from "../../domains/catalog/inventory-level.ts";
import type { Location } from "../../domains/catalog/location.ts";
import type { Product, Variant } from "../../domains/catalog/product.ts";
import type { Customer } from "../../domains/customers/customer.ts";
import { idOf } from "../../domains/kernel/ids.ts";
import type { Millis } from "../../domains/kernel/time.ts";
import { moment } from "../../domains/kernel/time.ts";

/** What we ask of each kind of thing, the same in pages and in bulk, and how it becomes ours. */
export const LOCATION_FIELDS = `id name isActive fulfillsOnlineOrders updatedAt
  address { address1 address2 city province zip countryCode phone latitude longitude }
  localPickupSettingsV2 { pickupTime instructions }`;

export const PRODUCT_FIELDS =
  "id title handle status updatedAt featuredMedia { preview { image { url } } }";

/** `image` is deprecated for `media`, which is a connection: one more row per variant in bulk, and dear in pages. */
export const VARIANT_FIELDS = `id title sku position inventoryPolicy
  selectedOptions { name value } image { url }
  product { id updatedAt } inventoryItem { id tracked updatedAt }`;

export const LEVEL_FIELDS = `isActive updatedAt item { id } location { id } quantities(names: ["available"]) { quantity }`;

export const CUSTOMER_FIELDS = `id locale updatedAt firstName lastName
  defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber }`;

/** what is left without access to protected customer data */
export const ANONYMOUS_CUSTOMER_FIELDS = "id locale updatedAt";

const time = z.string().transform((text, context): Millis => {
  const at = moment(text);
  if (at !== null) return at;
  context.addIssue("not a time");
  return z.NEVER;
});

export function gidSchema<Kind extends Parameters<typeof idOf>[0]>(kind: Kind) {
  return z.string().transform((text, context) => {
    const id = idOf(kind, text);
    if (id !== null) return id;
    context.addIssue(`not a ${kind} gid`);
    return z.NEVER;
  });
}

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const image = z.object({ url: z.string() }).nullable();

export const locationNode = z
  .object({
    id: gidSchema("Location"),
    name: z.string(),
    isActive: z.boolean(),
    fulfillsOnlineOrders: z.boolean(),
    updatedAt: time,
    address: z.object({
      address1: text,
      address2: text,
      city: text,
      province: text,
      zip: text,
      countryCode: text,
      phone: text,
      latitude: z.number().nullable(),
      longitude: z.number().nullable(),
    }),
    localPickupSettingsV2: z
      .object({ pickupTime: z.string(), instructions: z.string().nullable() })
      .nullable(),
  })
  .transform(({ address, localPickupSettingsV2: pickup, ...rest }): Location => ({
    ...rest,
    ...address,
    pickupTime: pickup?.pickupTime ?? null,
    pickupInstructions: pickup?.instructions ?? "",
  }));

export const productNode = z
  .object({
    id: gidSchema("Product"),
    title: z.string(),
    handle: z.string(),
    status: z.string(),
    updatedAt: time,
    featuredMedia: z.object({ preview: z.object({ image }).nullable() }).nullable(),
  })
  .transform(({ featuredMedia, ...rest }): Product => ({
    ...rest,
    imageUrl: featuredMedia?.preview?.image?.url ?? null,
  }));

export const variantNode = z
  .object({
    id: gidSchema("ProductVariant"),
    title: z.string(),
    sku: text,
    position: z.number(),
    inventoryPolicy: z.string(),
    selectedOptions: z.array(z.object({ name: z.string(), value: z.string() })),
    image,
    product: z.object({ id: gidSchema("Product"), updatedAt: time }),
    inventoryItem: z.object({
      id: gidSchema("InventoryItem"),
      tracked: z.boolean(),
      updatedAt: time,
    }),
  })
  .transform(({ selectedOptions, image, product, inventoryItem, ...rest }): Variant => ({
    ...rest,
    productId: product.id,
    updatedAt: product.updatedAt,
    inventoryItemId: inventoryItem.id,
    tracked: inventoryItem.tracked,
    itemUpdatedAt: inventoryItem.updatedAt,
    options: chosenOptions(selectedOptions),
    imageUrl: image?.url ?? null,
  }));

/** A product without options has one that says nothing: "Title: Default Title". */
export function chosenOptions(options: { name: string; value: string }[]) {
  return options.filter(({ name, value }) => name !== "Title" || value !== "Default Title");
}

export const levelNode = z
  .object({
    isActive: z.boolean(),
    updatedAt: time,
    item: z.object({ id: gidSchema("InventoryItem") }),
    location: z.object({ id: gidSchema("Location") }),
    quantities: z.array(z.object({ quantity: z.number() })).length(1),
  })
  .transform(({ item, location, quantities, ...rest }): InventoryLevel => ({
    ...rest,
    item: item.id,
    location: location.id,
    available: rest.isActive ? (quantities[0]?.quantity ?? 0) : 0,
  }));

export const customerNode = z
  .object({
    id: gidSchema("Customer"),
    locale: z.string().nullable(),
    updatedAt: time,
    firstName: z.string().nullish(),
    lastName: z.string().nullish(),
    defaultEmailAddress: z.object({ emailAddress: z.string() }).nullish(),
    defaultPhoneNumber: z.object({ phoneNumber: z.string() }).nullish(),
  })
  .transform((one): Customer => ({
    id: one.id,
    locale: one.locale,
    updatedAt: one.updatedAt,
    firstName: one.firstName ?? null,
    lastName: one.lastName ?? null,
    email: one.defaultEmailAddress?.emailAddress ?? null,
    phone: one.defaultPhoneNumber?.phoneNumber ?? null,
  }));

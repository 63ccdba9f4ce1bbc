import { z } from "zod";
import type { InventoryLevel } from "../../domains/catalog/inventory-level.ts";
import type { ToldLocation } from "../../domains/catalog/location.ts";
import type { ToldProduct } from "../../domains/catalog/product.ts";
import type { Customer } from "../../domains/customers/customer.ts";
import { idOf, shopifyId } from "../../domains/kernel/ids.ts";
import type { Millis } from "../../domains/kernel/time.ts";
import { moment } from "../../domains/kernel/time.ts";
import { chosenOptions } from "./catalogue-nodes.ts";

/** The REST-shaped payloads of webhooks, as far as we read them: unknown fields are none of our business. */
function id<Kind extends Parameters<typeof shopifyId>[0]>(kind: Kind) {
  return z.union([z.number(), z.string()]).transform((value, context) => {
    const parsed = shopifyId(kind, value);
    if (parsed !== null) return parsed;
    context.addIssue(`not the id of a ${kind}`);
    return z.NEVER;
  });
}

const time = z.string().transform((text, context): Millis => {
  const at = moment(text);
  if (at !== null) return at;
  context.addIssue("not a time");
  return z.NEVER;
});

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const optional = z
  .string()
  .nullish()
  .transform((value) => value ?? null);

export const locationPayload = z
  .object({
    id: id("Location"),
    name: z.string(),
    active: z.boolean(),
    address1: text,
    address2: text,
    city: text,
    province: text,
    zip: text,
    country_code: text,
    phone: text,
    updated_at: time,
  })
  .transform(({ active, country_code, updated_at, ...rest }): ToldLocation => ({
    ...rest,
    isActive: active,
    countryCode: country_code,
    updatedAt: updated_at,
  }));

const deleted = <Kind extends Parameters<typeof shopifyId>[0]>(kind: Kind) =>
  z.object({ id: id(kind) });
export const deletedLocation = deleted("Location");
export const deletedProduct = deleted("Product");
export const deletedInventoryItem = deleted("InventoryItem");
export const deletedCustomer = deleted("Customer");

const variantPayload = z.object({
  id: id("ProductVariant"),
  title: z.string(),
  sku: text,
  position: z.int32(),
  inventory_policy: z.string(),
  inventory_item_id: id("InventoryItem"),
  image_id: z.number().nullish(),
  option1: optional,
  option2: optional,
  option3: optional,
});

export const productPayload = z
  .object({
    id: id("Product"),
    title: z.string(),
    handle: z.string(),
    status: z.string(),
    updated_at: time,
    options: z.array(z.object({ name: z.string() })).default([]),
    images: z.array(z.object({ id: z.number(), src: z.string() })).default([]),
    variants: z.array(variantPayload),
    /** all of them; `variants` describes a hundred at most */
    variant_gids: z.array(z.object({ admin_graphql_api_id: z.string() })).nullish(),
  })
  .transform((told): ToldProduct => {
    const described = told.variants.map((one) => one.id);
    const named = (told.variant_gids ?? []).flatMap(
      (one) => idOf("ProductVariant", one.admin_graphql_api_id) ?? [],
    );
    return {
      id: told.id,
      title: told.title,
      handle: told.handle,
      status: told.status.toUpperCase(),
      imageUrl: told.images[0]?.src ?? null,
      updatedAt: told.updated_at,
      variantIds: [...new Set([...described, ...named])],
      variants: told.variants.map((one) => ({
        id: one.id,
        productId: told.id,
        inventoryItemId: one.inventory_item_id,
        title: one.title,
        sku: one.sku,
        options: chosenOptions(optionsOf(told.options, [one.option1, one.option2, one.option3])),
        imageUrl: told.images.find((image) => image.id === one.image_id)?.src ?? null,
        inventoryPolicy: one.inventory_policy.toUpperCase(),
        position: one.position,
        updatedAt: told.updated_at,
      })),
    };
  });

function optionsOf(options: { name: string }[], values: (string | null)[]) {
  return options.flatMap(({ name }, at) => {
    const value = values[at];
    return value === null || value === undefined ? [] : [{ name, value }];
  });
}

export const inventoryItemPayload = z
  .object({ id: id("InventoryItem"), tracked: z.boolean(), updated_at: time })
  .transform(({ updated_at, ...rest }) => ({ ...rest, updatedAt: updated_at }));

/** inventory_levels/connect and /update. `available` is null for an item that is not tracked. */
export const levelPayload = z
  .object({
    inventory_item_id: id("InventoryItem"),
    location_id: id("Location"),
    available: z.int32().nullable(),
    updated_at: time,
  })
  .transform((told): InventoryLevel => ({
    item: told.inventory_item_id,
    location: told.location_id,
    available: told.available ?? 0,
    isActive: true,
    updatedAt: told.updated_at,
  }));

/** inventory_levels/disconnect names the pair and no time. */
export const disconnectedLevelPayload = z
  .object({ inventory_item_id: id("InventoryItem"), location_id: id("Location") })
  .transform((told) => ({ item: told.inventory_item_id, location: told.location_id }));

export const customerPayload = z
  .object({
    id: id("Customer"),
    first_name: optional,
    last_name: optional,
    email: optional,
    phone: optional,
    updated_at: time,
  })
  .transform(({ first_name, last_name, updated_at, ...rest }): Omit<Customer, "locale"> => ({
    ...rest,
    firstName: first_name,
    lastName: last_name,
    updatedAt: updated_at,
  }));

export const finishedBulkOperation = z.object({ admin_graphql_api_id: z.string() });

/** Payloads that name the shop themselves: the compliance topics as shop_domain, app/uninstalled as myshopify_domain. */
export const namedShop = z
  .object({ shop_domain: optional, myshopify_domain: optional })
  .transform((told) => told.shop_domain ?? told.myshopify_domain);

export const changedScopes = z.object({
  previous: z.array(z.string()).default([]),
  current: z.array(z.string()),
});

/** customers/redact and customers/data_request */
export const customerRequest = z.object({
  customer: z.object({ id: id("Customer") }),
  data_request: z.object({ id: z.union([z.number(), z.string()]).transform(String) }).nullish(),
});

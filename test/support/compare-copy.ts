import type { Db } from "#app/db/open-database.server.ts";
import type { ShopDomain } from "#app/domains/kernel/ids.ts";
import type { ShopState } from "#test/simulator/state.ts";

/** What we hold of a shop, as far as it lives, in a form that compares with the simulator's state. */
export async function ourCopy(db: Db, shop: ShopDomain) {
  const where = { shop, deletedAt: null };
  const [locations, products, variants, levels, customers] = await Promise.all([
    db.prisma.location.findMany({ where }),
    db.prisma.product.findMany({ where }),
    db.prisma.variant.findMany({ where }),
    db.prisma.inventoryLevel.findMany({ where: { shop, isActive: true } }),
    db.prisma.customer.findMany({ where }),
  ]);
  return {
    locations: byKey(
      locations,
      (one) => one.id,
      (one) => ({
        name: one.name,
        isActive: one.isActive,
        fulfillsOnlineOrders: one.fulfillsOnlineOrders,
        address1: one.address1,
        city: one.city,
        zip: one.zip,
        countryCode: one.countryCode,
        latitude: one.latitude,
        pickupTime: one.pickupTime,
        pickupInstructions: one.pickupInstructions,
      }),
    ),
    products: byKey(
      products,
      (one) => one.id,
      (one) => ({
        title: one.title,
        handle: one.handle,
        status: one.status,
        imageUrl: one.imageUrl,
      }),
    ),
    variants: byKey(
      variants,
      (one) => one.id,
      (one) => ({
        productId: one.productId,
        inventoryItemId: one.inventoryItemId,
        title: one.title,
        sku: one.sku,
        options: one.options,
        tracked: one.tracked,
        inventoryPolicy: one.inventoryPolicy,
        position: one.position,
        imageUrl: one.imageUrl,
      }),
    ),
    levels: byKey(
      levels,
      (one) => `${one.inventoryItemId}:${one.locationId}`,
      (one) => one.available,
    ),
    customers: byKey(customers, (one) => one.id, contactOf),
  };
}

/** The simulator's state in the same form. */
export function theirState(state: ShopState): Awaited<ReturnType<typeof ourCopy>> {
  return {
    locations: byKey(
      [...state.locations.values()],
      (one) => one.id,
      (one) => ({
        name: one.name,
        isActive: one.isActive,
        fulfillsOnlineOrders: one.fulfillsOnlineOrders,
        address1: one.address.address1,
        city: one.address.city,
        zip: one.address.zip,
        countryCode: one.address.countryCode,
        latitude: one.address.latitude,
        pickupTime: one.localPickupSettingsV2?.pickupTime ?? null,
        pickupInstructions: one.localPickupSettingsV2?.instructions ?? "",
      }),
    ),
    products: byKey(
      [...state.products.values()],
      (one) => one.id,
      (one) => ({
        title: one.title,
        handle: one.handle,
        status: one.status,
        imageUrl: one.images[0]?.url ?? null,
      }),
    ),
    variants: byKey(
      [...state.variants.values()],
      (one) => one.id,
      (one) => {
        const product = state.products.get(one.productId);
        return {
          productId: one.productId,
          inventoryItemId: one.inventoryItemId,
          title: one.title,
          sku: one.sku ?? "",
          options: one.optionValues
            .map((value, at) => ({ name: product?.optionNames[at] ?? "", value }))
            // what Shopify writes for a product without options
            .filter(({ name, value }) => name !== "Title" || value !== "Default Title"),
          tracked: one.tracked,
          inventoryPolicy: one.inventoryPolicy,
          position: one.position,
          imageUrl: product?.images.find((image) => image.id === one.imageId)?.url ?? null,
        };
      },
    ),
    levels: byKey(
      [...state.levels.values()].filter((one) => one.isActive),
      (one) => `${one.inventoryItemId}:${one.locationId}`,
      (one) => one.available,
    ),
    customers: byKey([...state.customers.values()], (one) => one.id, contactOf),
  };
}

function byKey<Row, Shown>(
  rows: readonly Row[],
  key: (row: Row) => string,
  shown: (row: Row) => Shown,
): Record<string, Shown> {
  return Object.fromEntries(
    rows.map((row) => [key(row), shown(row)] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

interface Contact {
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  locale: string | null;
}

function contactOf({ firstName, lastName, email, phone, locale }: Contact): Contact {
  return { firstName, lastName, email, phone, locale };
}

import type { Db } from "#app/db/open-database.server.ts";
import { BENCH_SHOP } from "./deliveries.ts";
import type { Ids } from "./shopify-ids.ts";

export interface SeedSize {
  locations: number;
  variants: number;
  ids: Ids;
}

/** units that every store keeps back */
export const BUFFER = 1;

const ALWAYS_OPEN = Object.fromEntries(
  ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, [["09:00", "21:00"]]]),
);

/** A shop as it is after its import: every variant stocked at every location, hours stated, counts in step. */
export async function seedShop(db: Db, size: SeedSize): Promise<void> {
  const now = new Date();
  const { prisma } = db;
  const shop = BENCH_SHOP;
  const locations = Array.from({ length: size.locations }, (_, at) => size.ids.location(at));
  const variants = Array.from({ length: size.variants }, (_, at) => at);
  await prisma.shop.create({ data: { shop, installedAt: now, timeZone: "Asia/Jakarta" } });
  await prisma.syncState.create({ data: { shop, kind: "inventory", inStepAt: now } });
  await prisma.location.createMany({
    data: locations.map((id, at) => ({
      shop,
      id,
      name: `Store ${at + 1}, a street of its own`,
      isActive: true,
      address1: `Jalan ${at + 1}`,
      city: "Bandung",
      zip: "40111",
      countryCode: "ID",
      latitude: -6.9 + at / 100,
      longitude: 107.6,
      pickupTime: "TWO_HOURS",
      updatedAt: now,
    })),
  });
  await stateHours(db, shop);
  await prisma.product.createMany({
    data: variants.map((at) => ({
      shop,
      id: String(at + 1),
      title: `Product ${at + 1}`,
      handle: `product-${at + 1}`,
      status: "ACTIVE",
      updatedAt: now,
    })),
  });
  await prisma.variant.createMany({
    data: variants.map((at) => ({
      shop,
      id: size.ids.variant(at),
      productId: String(at + 1),
      inventoryItemId: size.ids.item(at),
      title: "Default Title",
      updatedAt: now,
    })),
  });
  await prisma.inventoryLevel.createMany({
    data: variants.flatMap((variant) =>
      locations.map((locationId, at) => ({
        shop,
        inventoryItemId: size.ids.item(variant),
        locationId,
        available: (variant + at) % 9,
        updatedAt: now,
        knownAt: now,
      })),
    ),
  });
}

/** The merchant has stated every store's hours: only then is there anything to promise. */
export async function stateHours(db: Db, shop: string): Promise<void> {
  const locations = await db.prisma.location.findMany({ where: { shop } });
  await db.prisma.locationSettings.createMany({
    data: locations.map(({ id }) => ({
      shop,
      locationId: id,
      timeZone: "Asia/Jakarta",
      openingHours: ALWAYS_OPEN,
      preparationMinutes: 90,
      buffer: BUFFER,
      updatedAt: new Date(),
    })),
  });
}

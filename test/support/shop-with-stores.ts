import { proxyDigest } from "#app/doors/storefront.server.ts";
import type { Db } from "#app/db/open-database.server.ts";
import { shopDomain } from "#app/domains/kernel/ids.ts";
import { WEEKDAYS } from "#app/domains/pickup/opening-hours.ts";

export const SHOP = shopDomain("sambung-demo.myshopify.com") ?? fail();
export const VARIANT = "501";
export const ITEM = "601";

export interface SomeStore {
  id: string;
  name: string;
  city?: string;
  zip?: string;
  latitude?: number;
  longitude?: number;
  /** null: never stocked here */
  available: number | null;
  pickup?: boolean;
  isActive?: boolean;
  timeZone?: string;
  hours?: [string, string][] | null;
  buffer?: number;
  transferDays?: number;
  knownAt?: number;
  levelActive?: boolean;
}

/** A shop with one product of one variant at these stores; open from nine to five every day unless said otherwise. */
export async function shopWithStores(
  db: Db,
  now: number,
  stores: SomeStore[],
  shop: string = SHOP,
): Promise<void> {
  const at = new Date(now);
  for (const table of [
    db.prisma.shop,
    db.prisma.location,
    db.prisma.locationSettings,
    db.prisma.product,
    db.prisma.productSettings,
    db.prisma.variant,
    db.prisma.inventoryLevel,
    db.prisma.syncState,
  ] as { deleteMany(where: object): Promise<unknown> }[])
    await table.deleteMany({ where: { shop } });
  await db.prisma.shop.create({ data: { shop, installedAt: at, timeZone: "Asia/Jakarta" } });
  await db.prisma.syncState.create({
    data: { shop, kind: "inventory", inStepAt: at, reconciledAt: at },
  });
  await db.prisma.session.upsert({
    where: { id: `offline_${shop}` },
    create: { id: `offline_${shop}`, shop, state: "", accessToken: "" },
    update: {},
  });
  await db.prisma.product.create({
    data: { shop, id: "401", title: "Tote", handle: "tote", status: "ACTIVE", updatedAt: at },
  });
  await db.prisma.variant.create({
    data: {
      shop,
      id: VARIANT,
      productId: "401",
      inventoryItemId: ITEM,
      title: "Black",
      updatedAt: at,
    },
  });
  for (const store of stores) await openStore(db, shop, store, at);
}

async function openStore(db: Db, shop: string, store: SomeStore, at: Date): Promise<void> {
  await db.prisma.location.create({
    data: {
      shop,
      id: store.id,
      name: store.name,
      isActive: store.isActive ?? true,
      city: store.city ?? "",
      zip: store.zip ?? "",
      countryCode: "ID",
      latitude: store.latitude ?? null,
      longitude: store.longitude ?? null,
      pickupTime: store.pickup === false ? null : "TWO_HOURS",
      updatedAt: at,
    },
  });
  const hours = store.hours === undefined ? [["09:00", "17:00"]] : store.hours;
  if (hours)
    await db.prisma.locationSettings.create({
      data: {
        shop,
        locationId: store.id,
        timeZone: store.timeZone ?? "Asia/Jakarta",
        openingHours: Object.fromEntries(WEEKDAYS.map((day) => [day, hours])),
        buffer: store.buffer ?? 0,
        transferDays: store.transferDays ?? null,
        updatedAt: at,
      },
    });
  if (store.available !== null)
    await db.prisma.inventoryLevel.create({
      data: {
        shop,
        inventoryItemId: ITEM,
        locationId: store.id,
        available: store.available,
        isActive: store.levelActive ?? true,
        updatedAt: at,
        knownAt: new Date(store.knownAt ?? at.getTime()),
      },
    });
}

/** What Shopify's app proxy adds to an address of the storefront, signed. */
export function signedByProxy(
  parameters: Record<string, string>,
  options: { secret: string; now: number; shop?: string },
): URLSearchParams {
  const query = new URLSearchParams({
    ...parameters,
    shop: options.shop ?? SHOP,
    path_prefix: "/apps/sambung",
    timestamp: String(Math.floor(options.now / 1_000)),
    logged_in_customer_id: "",
  });
  query.set("signature", proxyDigest(query, options.secret).toString("hex"));
  return query;
}

/** A sale at the till, as the inventory webhook's use case records it: the count, and the news of it in one transaction. */
export async function sellsOne(db: Db, locationId: string, now: number): Promise<void> {
  await db.transact(async (tx) => {
    await tx.inventoryLevel.updateMany({
      where: { shop: SHOP, inventoryItemId: ITEM, locationId },
      data: { available: { decrement: 1 }, updatedAt: new Date(now), knownAt: new Date(now) },
    });
    const news = JSON.stringify({ shop: SHOP, item: ITEM, location: locationId });
    await tx.$executeRaw`SELECT pg_notify('availability', ${news})`;
  });
}

function fail(): never {
  throw new Error("not a shop");
}

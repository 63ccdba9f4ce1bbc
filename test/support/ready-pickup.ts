import { randomUUID } from "node:crypto";
import { stateIntents } from "#app/db/outbox.server.ts";
import type { Db } from "#app/db/open-database.server.ts";
import { shopDomain, stored } from "#app/domains/kernel/ids.ts";
import type { PickupId, ShopDomain } from "#app/domains/kernel/ids.ts";
import { codeHash, pickupCode } from "#app/domains/pickup/code.server.ts";
import type { PickupState } from "#app/domains/pickup/pickup.ts";

export function shopNamed(name: string): ShopDomain {
  const shop = shopDomain(`${name}.myshopify.com`);
  if (!shop) throw new Error(`${name} is no shop`);
  return shop;
}

const NINE_TO_FIVE = [["09:00", "17:00"]];

/** A shop with one store in Jakarta that states its hours. */
export async function aShopWithAStore(db: Db, shop: ShopDomain): Promise<void> {
  const updatedAt = new Date("2026-11-01T00:00:00Z");
  await db.prisma.shop.create({
    data: { shop, name: "Toko Sambung", email: "owner@example.com", installedAt: updatedAt },
  });
  await db.prisma.location.create({
    data: {
      shop,
      id: "7",
      name: "Kemang",
      isActive: true,
      address1: "Jl. Kemang Raya 12",
      city: "Jakarta",
      zip: "12730",
      countryCode: "ID",
      phone: "+62 21 555 0112",
      latitude: -6.2607,
      longitude: 106.8136,
      pickupTime: "TWO_HOURS",
      pickupInstructions: "The counter is on the left.",
      updatedAt,
    },
  });
  await db.prisma.locationSettings.create({
    data: {
      shop,
      locationId: "7",
      timeZone: "Asia/Jakarta",
      openingHours: {
        mon: NINE_TO_FIVE,
        tue: NINE_TO_FIVE,
        wed: NINE_TO_FIVE,
        thu: NINE_TO_FIVE,
        fri: NINE_TO_FIVE,
        sat: [],
        sun: [],
      },
      updatedAt,
    },
  });
}

let orders = 1000;

/** A pickup at that store, as the shop's own staff left it. */
export async function aPickup(
  db: Db,
  shop: ShopDomain,
  key: Buffer,
  options: {
    state?: PickupState;
    email?: string | null;
    locale?: string;
    title?: string;
    now: number;
  },
): Promise<PickupId> {
  const id = stored<PickupId>(randomUUID());
  const orderId = String((orders += 1));
  const at = new Date(options.now);
  const state = options.state ?? "ready";
  await db.prisma.pickupOrder.create({
    data: {
      shop,
      id: orderId,
      name: `#${orderId}`,
      shopperName: "Sari Dewi",
      email: options.email === undefined ? "sari@example.com" : options.email,
      locale: options.locale ?? "en",
      processedAt: at,
      updatedAt: at,
      readAt: at,
    },
  });
  await db.prisma.pickup.create({
    data: {
      shop,
      id,
      orderId,
      fulfillmentOrderId: `9${orderId}`,
      locationId: "7",
      locationName: "Kemang",
      state,
      orderedAt: at,
      promisedAt: new Date(options.now + 3_600_000),
      readyAt: state === "ready" ? at : null,
      codeHash: codeHash(key, shop, pickupCode(key, shop, id, 1)),
    },
  });
  await db.prisma.pickupLine.create({
    data: {
      shop,
      pickupId: id,
      id: "1",
      lineItemId: "11",
      title: options.title ?? "Jasmine tea",
      variantTitle: "250 g",
      options: [{ name: "Weight", value: "250 g" }],
      quantity: 2,
      position: 0,
    },
  });
  return id;
}

/** What the pickup's domain states when a pickup becomes ready. */
export async function stateReadyMail(db: Db, shop: ShopDomain, pickupId: PickupId): Promise<void> {
  await db.transact((tx) =>
    stateIntents(tx, shop, [
      {
        kind: "mail.pickup-ready",
        key: pickupId,
        payload: { pickupId },
        notBefore: new Date(0),
      },
    ]),
  );
}

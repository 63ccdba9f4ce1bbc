import { randomUUID } from "node:crypto";
import type { Db, Tx } from "../../db/open-database.server.ts";
import { isErased } from "../customers/is-erased.server.ts";
import type { FulfillmentOrderId, PickupId, ShopDomain } from "../kernel/ids.ts";
import { stored } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { changePickup, tellBoards } from "./change-pickup.server.ts";
import type { LockedPickup } from "./change-pickup.server.ts";
import { codeHash, pickupCode } from "./code.server.ts";
import { followPlan } from "./follow-part.ts";
import type { FollowPlan } from "./follow-part.ts";
import { lockPickup } from "./lock-pickup.server.ts";
import { isOlder } from "./order-snapshot.ts";
import type { OrderSnapshot, PartLine, PickupPart } from "./order-snapshot.ts";
import { isClosed } from "./pickup.ts";
import type { Act } from "./pickup.ts";
import { promisedAt } from "./promised-at.server.ts";

export interface FollowDeps {
  db: Db;
  /** services.config.encryptionKey: a new pickup gets its code */
  encryptionKey: Buffer;
}

/** followed: `changes` counts the pickups that were opened or changed */
export type Followed =
  { result: "followed"; changes: number } | { result: "older" } | { result: "nothing-to-collect" };

/**
 * Makes our pickups of one order what Shopify says they are. Safe to repeat; a snapshot that is older than the last one
 * applied changes nothing. `handedOver`: Shopify has taken our hand-over of this fulfillment order; whatever the snapshot says
 * is still open there was added later and is another pickup.
 */
export async function followOrder(
  deps: FollowDeps,
  shop: ShopDomain,
  said: OrderSnapshot,
  now: Millis,
  proof: { handedOver?: FulfillmentOrderId } = {},
): Promise<Followed> {
  return deps.db.transact(async (tx) => {
    const snapshot = (await isErased(tx, shop, said.customerId)) ? withoutShopper(said) : said;
    const known = await lockOrder(tx, shop, snapshot);
    if (known === null) return { result: "nothing-to-collect" };
    if (known !== "first" && isOlder(snapshot, known)) return { result: "older" };
    await tx.pickupOrder.update({
      where: { shop_id: { shop, id: snapshot.orderId } },
      data: orderColumns(snapshot),
    });
    const news: News = { tx, key: deps.encryptionKey, shop, snapshot, now, ...proof };
    let changes = 0;
    for (const part of snapshot.parts) changes += await followOnePart(news, part);
    if (snapshot.isRouted) changes += await endPartsThatAreNoMore(news);
    return { result: "followed", changes };
  });
}

function withoutShopper(snapshot: OrderSnapshot): OrderSnapshot {
  const { locale } = snapshot.shopper;
  return { ...snapshot, shopper: { name: "", email: null, phone: null, locale } };
}

interface News {
  tx: Tx;
  key: Buffer;
  shop: ShopDomain;
  snapshot: OrderSnapshot;
  now: Millis;
  handedOver?: FulfillmentOrderId;
}

/**
 * One row lock an order: its news is applied one after the other. Null: no part of it is for pickup, and none ever was. The row
 * is kept for an order that was collected before we saw it too, so that older news cannot open it.
 */
async function lockOrder(tx: Tx, shop: ShopDomain, snapshot: OrderSnapshot) {
  let first = false;
  if (snapshot.parts.length > 0) {
    const { count } = await tx.pickupOrder.createMany({
      data: [{ shop, id: snapshot.orderId, ...orderColumns(snapshot) }],
      skipDuplicates: true,
    });
    first = count === 1;
  }
  const [row] = await tx.$queryRaw<{ updatedAt: Date; readAt: Date }[]>`
    SELECT "updatedAt", "readAt" FROM "PickupOrder"
     WHERE shop = ${shop} AND id = ${snapshot.orderId} FOR UPDATE`;
  if (!row) return null;
  if (first) return "first";
  return { updatedAt: row.updatedAt.getTime(), readAt: row.readAt.getTime() };
}

function orderColumns(snapshot: OrderSnapshot) {
  return {
    name: snapshot.name,
    customerId: snapshot.customerId,
    shopperName: snapshot.shopper.name,
    email: snapshot.shopper.email,
    phone: snapshot.shopper.phone,
    locale: snapshot.shopper.locale,
    processedAt: new Date(snapshot.processedAt),
    cancelledAt: snapshot.cancelledAt === null ? null : new Date(snapshot.cancelledAt),
    updatedAt: new Date(snapshot.updatedAt),
    readAt: new Date(snapshot.readAt),
  };
}

/** How many changes it made. */
async function followOnePart(news: News, part: PickupPart): Promise<number> {
  const { tx, shop } = news;
  const latest = await latestPickup(news, part.fulfillmentOrderId);
  const wasHandedOver = news.handedOver === part.fulfillmentOrderId;
  const known = latest && wasHandedOver ? { ...latest, shopifySays: "collected" as const } : latest;
  const plan = followPlan(known, part);
  let pickup = known;
  let changes = 0;
  if (known && !isClosed(known.state)) {
    for (const act of plan.acts) pickup = await follow(news, pickup ?? known, act, part, plan);
    changes += plan.acts.length;
  }
  if (known) {
    await tx.pickup.update({
      where: { shop_id: { shop, id: known.id } },
      data: { shopifySays: part.standing },
    });
  }
  if (plan.opens) {
    let opened = await openPickup(news, part, (known?.round ?? 0) + 1);
    for (const act of plan.opens) opened = await follow(news, opened, act, part, plan);
    return changes + 1;
  }
  if (!pickup || !known || isClosed(pickup.state)) return changes;
  if (plan.relocates) changes += await relocate(news, pickup, part);
  return changes + (await followLines(news, pickup, part));
}

async function latestPickup({ tx, shop }: News, fulfillmentOrderId: FulfillmentOrderId) {
  const latest = await tx.pickup.findFirst({
    where: { shop, fulfillmentOrderId },
    orderBy: { round: "desc" },
    select: { id: true },
  });
  return latest && lockPickup(tx, shop, stored<PickupId>(latest.id));
}

async function follow(
  news: News,
  pickup: LockedPickup,
  act: Act,
  part: Pick<PickupPart, "hold">,
  plan: Pick<FollowPlan, "cancelledBecause">,
): Promise<LockedPickup> {
  return changePickup(news.tx, news.shop, pickup, {
    act,
    actor: "shopify",
    at: news.now,
    ...(act === "follow-held"
      ? { problem: { reason: "held-in-shopify", note: part.hold?.slice(0, NOTE_LENGTH) || null } }
      : {}),
    ...(act === "follow-cancelled" ? { detail: { because: because(news.snapshot, plan) } } : {}),
  });
}

const NOTE_LENGTH = 500;

function because(snapshot: OrderSnapshot, plan: Pick<FollowPlan, "cancelledBecause">): string {
  return snapshot.cancelledAt === null
    ? (plan.cancelledBecause ?? "nothing-left")
    : "order-cancelled";
}

async function openPickup(news: News, part: PickupPart, round: number): Promise<LockedPickup> {
  const { tx, shop, snapshot, now } = news;
  const id = stored<PickupId>(randomUUID());
  const { generation, hash } = await freeCode(news, id);
  await tx.pickup.create({
    data: {
      shop,
      id,
      orderId: snapshot.orderId,
      fulfillmentOrderId: part.fulfillmentOrderId,
      round,
      locationId: part.locationId,
      locationName: part.locationName,
      orderedAt: new Date(snapshot.processedAt),
      promisedAt: await promisedAt(tx, shop, part.locationId, snapshot.processedAt),
      shopifySays: part.standing,
      generation,
      codeHash: hash,
      lines: { createMany: { data: part.lines.map(lineColumns) } },
      events: {
        create: { at: new Date(now), actor: "shopify", kind: "created", to: "new" },
      },
    },
  });
  await tellBoards(tx, shop, { id, locationId: part.locationId });
  return {
    id,
    orderId: snapshot.orderId,
    state: "new",
    stateBefore: null,
    version: 1,
    locationId: part.locationId,
    codeHash: hash,
    readyAt: null,
    problemReason: null,
    shopifySays: part.standing,
    round,
  };
}

/** A code that no open pickup of the shop has. Two that choose the same at once: the second's transaction fails and is tried again. */
async function freeCode({ tx, key, shop }: News, id: PickupId) {
  for (let generation = 1; ; generation++) {
    const hash = codeHash(key, shop, pickupCode(key, shop, id, generation));
    const taken = await tx.pickup.findUnique({
      where: { shop_codeHash: { shop, codeHash: hash } },
      select: { id: true },
    });
    if (!taken) return { generation, hash };
  }
}

function lineColumns(line: PartLine, position: number) {
  return {
    id: line.id,
    lineItemId: line.lineItemId,
    variantId: line.variantId,
    title: line.title,
    variantTitle: line.variantTitle,
    options: line.options,
    sku: line.sku,
    imageUrl: line.imageUrl,
    quantity: line.remaining,
    position,
  };
}

async function relocate(news: News, pickup: LockedPickup, part: PickupPart): Promise<number> {
  const { tx, shop, snapshot, now } = news;
  await tx.pickup.update({
    where: { shop_id: { shop, id: pickup.id } },
    data: {
      locationId: part.locationId,
      locationName: part.locationName,
      promisedAt: await promisedAt(tx, shop, part.locationId, snapshot.processedAt),
      version: { increment: 1 },
    },
  });
  await tx.pickupEvent.create({
    data: {
      shop,
      pickupId: pickup.id,
      at: new Date(now),
      actor: "shopify",
      kind: "moved",
      detail: { from: pickup.locationId, to: part.locationId },
    },
  });
  // both stores' boards
  await tellBoards(tx, shop, pickup);
  await tellBoards(tx, shop, { id: pickup.id, locationId: part.locationId });
  return 1;
}

/** The lines become what is still to collect: a refund takes units away, an edit of the order adds some. */
async function followLines(news: News, pickup: LockedPickup, part: PickupPart): Promise<number> {
  const { tx, shop, now } = news;
  const lines = await tx.pickupLine.findMany({
    where: { shop, pickupId: pickup.id },
    orderBy: { position: "asc" },
    select: { id: true, quantity: true },
  });
  const before = lines.map((line) => `${line.id}:${line.quantity}`).join();
  if (before === part.lines.map((line) => `${line.id}:${line.remaining}`).join()) return 0;
  await tx.pickupLine.deleteMany({ where: { shop, pickupId: pickup.id } });
  await tx.pickupLine.createMany({
    data: part.lines.map((line, at) => ({ shop, pickupId: pickup.id, ...lineColumns(line, at) })),
  });
  await tx.pickup.update({
    where: { shop_id: { shop, id: pickup.id } },
    data: { version: { increment: 1 } },
  });
  await tx.pickupEvent.create({
    data: {
      shop,
      pickupId: pickup.id,
      at: new Date(now),
      actor: "shopify",
      kind: "lines-changed",
      detail: {
        before: lines.reduce((sum, line) => sum + line.quantity, 0),
        after: part.lines.reduce((sum, line) => sum + line.remaining, 0),
      },
    },
  });
  await tellBoards(tx, shop, pickup);
  return 1;
}

/** A fulfillment order that the order no longer has (merged into another), or that is no longer for pickup. */
async function endPartsThatAreNoMore(news: News): Promise<number> {
  const { tx, shop, snapshot } = news;
  const gone = await tx.pickup.findMany({
    where: {
      shop,
      orderId: snapshot.orderId,
      closedAt: null,
      fulfillmentOrderId: { notIn: snapshot.parts.map((part) => part.fulfillmentOrderId) },
    },
    select: { fulfillmentOrderId: true },
    orderBy: { id: "asc" },
  });
  for (const { fulfillmentOrderId } of gone) {
    const known = await latestPickup(news, stored<FulfillmentOrderId>(fulfillmentOrderId));
    if (!known || isClosed(known.state)) continue;
    const why = { cancelledBecause: "nothing-left" } as const;
    await follow(news, known, "follow-cancelled", { hold: null }, why);
    await tx.pickup.update({
      where: { shop_id: { shop, id: known.id } },
      data: { shopifySays: "gone" },
    });
  }
  return gone.length;
}

import type { Db } from "../../db/open-database.server.ts";
import type { LocationId, ShopDomain } from "../kernel/ids.ts";
import { stored } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { tabOf } from "./board-tabs.ts";
import type { Tab } from "./board-tabs.ts";
import { localTime } from "./opening-hours.ts";
import { actsOf, STATES } from "./pickup.ts";
import type { StaffAct } from "./pickup.ts";
import { readLocationSettings } from "./read-location-settings.server.ts";
import { pickupView, WITH_ORDER_AND_LINES } from "./read-pickup.server.ts";
import type { PickupView } from "./read-pickup.server.ts";

/** A card needs no way to reach the shopper: their mail and phone stay on the pickup's own page. */
export type BoardCard = Omit<PickupView, "shopper"> & {
  shopperName: string;
  acts: StaffAct[];
  timeZone: string;
};

export interface Board {
  now: Millis;
  /** where pickup is offered or something waits to be collected */
  locations: { id: LocationId; name: string; open: number }[];
  locationId: LocationId | null;
  tab: Tab;
  search: string;
  counts: Record<Tab, number>;
  cards: BoardCard[];
  /** more than we show */
  isCut: boolean;
}

export interface BoardQuestion {
  locationId: LocationId | null;
  tab: Tab;
  /** part of an order's name or of a shopper's; then every state is searched */
  search: string;
}

const MOST_CARDS = 100;

/** What staff see: their location's pickups of one tab, the most urgent first; or those that a search finds. */
export async function readBoard(
  db: Db,
  shop: ShopDomain,
  question: BoardQuestion,
  now: Millis,
): Promise<Board> {
  const { locationId, tab, search } = question;
  const zoneOf = zones(db, shop);
  const today = localTime(now, await zoneOf(locationId)).startOfDay().epochMilliseconds;
  const here = { shop, ...(locationId === null ? {} : { locationId }) };
  const doneToday = { ...here, closedAt: { gte: new Date(today) } };
  const open = await openPickups(db, shop);
  const found = await db.prisma.pickup.findMany({
    where: search === "" ? whereTab(tab, here, doneToday) : { ...here, order: named(search) },
    include: WITH_ORDER_AND_LINES,
    orderBy: ordered(tab, search),
    take: MOST_CARDS + 1,
  });
  const cards: BoardCard[] = [];
  for (const row of found.slice(0, MOST_CARDS)) {
    const { shopper, ...view } = pickupView(row);
    const timeZone = await zoneOf(view.locationId);
    cards.push({ ...view, shopperName: shopper.name, acts: actsOf(view), timeZone });
  }
  const done = await db.prisma.pickup.count({ where: doneToday });
  return {
    now,
    locations: await locationsWithPickups(db, shop, open),
    locationId,
    tab,
    search,
    counts: countTabs(open, locationId, done),
    cards,
    isCut: found.length > MOST_CARDS,
  };
}

function whereTab<Here extends object, Done extends object>(tab: Tab, here: Here, doneToday: Done) {
  return tab === "done"
    ? doneToday
    : { ...here, state: { in: STATES.filter((state) => tabOf(state) === tab) } };
}

/** LIKE's own signs are only text here, and Postgres' text cannot hold NUL. */
function named(search: string) {
  const text = search.replaceAll("\0", "").replace(/[\\%_]/g, String.raw`\$&`);
  const contains = { contains: text, mode: "insensitive" } as const;
  return { OR: [{ name: contains }, { shopperName: contains }] };
}

function ordered(tab: Tab, search: string) {
  const [up, down] = ["asc", "desc"] as const;
  if (search !== "" || tab === "done")
    return [{ closedAt: { sort: down, nulls: "first" as const } }, { orderedAt: down }];
  if (tab === "ready") return [{ readyAt: up }, { id: up }];
  return [{ promisedAt: { sort: up, nulls: "last" as const } }, { orderedAt: up }, { id: up }];
}

interface OpenPickups {
  locationId: string | null;
  name: string;
  state: string;
  count: number;
}

async function openPickups(db: Db, shop: ShopDomain): Promise<OpenPickups[]> {
  return db.prisma.$queryRaw<OpenPickups[]>`
    SELECT "locationId", max("locationName") AS name, state, count(*)::int AS count
      FROM "Pickup" WHERE shop = ${shop} AND "closedAt" IS NULL GROUP BY "locationId", state`;
}

function countTabs(
  open: OpenPickups[],
  here: LocationId | null,
  done: number,
): Record<Tab, number> {
  const counts: Record<Tab, number> = { new: 0, picking: 0, ready: 0, problem: 0, done };
  for (const one of open) {
    const state = STATES.find((name) => name === one.state);
    if (state && (here === null || one.locationId === here)) counts[tabOf(state)] += one.count;
  }
  return counts;
}

async function locationsWithPickups(
  db: Db,
  shop: ShopDomain,
  open: OpenPickups[],
): Promise<Board["locations"]> {
  const offered = await db.prisma.location.findMany({
    where: { shop, deletedAt: null, isActive: true, pickupTime: { not: null } },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });
  // a location that gave up pickup, was closed, or that we have not read yet, while something still waits there
  const others = open.flatMap(({ locationId, name }) =>
    locationId === null ? [] : [{ id: locationId, name }],
  );
  const names = new Map([...others, ...offered].map(({ id, name }) => [id, name]));
  return [...names]
    .map(([id, name]) => ({
      id: stored<LocationId>(id),
      name,
      open: open.reduce((sum, one) => sum + (one.locationId === id ? one.count : 0), 0),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Each location's time zone, read once. */
function zones(db: Db, shop: ShopDomain): (id: LocationId | null) => Promise<string> {
  const known = new Map<LocationId | null, Promise<string>>();
  const read = async (id: LocationId | null) =>
    id === null
      ? ((await db.prisma.shop.findUnique({ where: { shop } }))?.timeZone ?? "UTC")
      : (await readLocationSettings(db.prisma, shop, id)).timeZone;
  return (id) => {
    const zone = known.get(id) ?? read(id);
    known.set(id, zone);
    return zone;
  };
}

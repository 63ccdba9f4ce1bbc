import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import type { Home, HomeExport, HomeKind, HomePart, HomeRun } from "./home.ts";
import { readFreshness } from "./read-freshness.server.ts";
import { KINDS, PART_REASONS, partShare, runShare, timeLeft } from "./sync-run.ts";
import type { Kind, PartProgress, Purpose, RunStatus } from "./sync-run.ts";

/** Everything that the home page shows. */
export async function readHome(db: Db, shop: ShopDomain, now: Millis): Promise<Home> {
  const [row, fresh, facts, run, exports] = await Promise.all([
    db.prisma.shop.findUnique({ where: { shop }, select: { name: true } }),
    readFreshness(db, shop, now),
    readFacts(db, shop),
    readRun(db, shop, now),
    readExports(db, shop),
  ]);
  const states = new Map(facts.states.map((state) => [state.kind, state]));
  const kinds = KINDS.map((kind): HomeKind => {
    const { driftFound = 0, driftRepaired = 0 } = states.get(kind) ?? {};
    return { kind, freshness: fresh[kind], count: facts.counts[kind], driftFound, driftRepaired };
  });
  const checks = facts.states.flatMap((state) => state.reconciledAt?.getTime() ?? []);
  return {
    now,
    shopName: row?.name || shop,
    shopDomain: shop,
    isOnboarding: KINDS.some((kind) => fresh[kind].inStepAt === null),
    run,
    kinds,
    lastCheckAt: checks.length === KINDS.length ? Math.min(...checks) : null,
    setup: facts.setup,
    exports,
  };
}

async function readFacts(db: Db, shop: ShopDomain) {
  const where = { shop, deletedAt: null };
  const { prisma } = db;
  const states = await prisma.syncState.findMany({ where: { shop } });
  const locations = await prisma.location.count({ where: { ...where, isActive: true } });
  const counts: Record<Kind, number | null> = {
    locations,
    products: await prisma.product.count({ where }),
    inventory: null, // there may be millions
    customers: await prisma.customer.count({ where }),
    pickups: await prisma.pickup.count({ where: { shop, closedAt: null } }),
  };
  const hours = await prisma.locationSettings.count({ where: { shop } });
  const forPickup = await prisma.location.count({ where: { ...where, pickupTime: { not: null } } });
  const order = await prisma.pickupOrder.findFirst({ where: { shop }, select: { id: true } });
  return {
    states,
    counts,
    setup: {
      hasOpeningHours: hours > 0,
      hasPickupLocation: forPickup > 0,
      hasHadOrder: order !== null,
    },
  };
}

async function readRun(db: Db, shop: ShopDomain, now: Millis): Promise<HomeRun | null> {
  const run = await db.prisma.syncRun.findFirst({
    where: { shop },
    orderBy: { startedAt: "desc" },
    include: { parts: true },
  });
  if (!run || run.status === "done" || run.status === "stopped") return null;
  const parts = KINDS.flatMap((kind) => run.parts.filter((part) => part.kind === kind));
  const progress = parts.map(progressOf);
  const share = runShare(progress);
  return {
    purpose: purposeOf(run.purpose),
    status: run.status === "failed" ? "failed" : "running",
    share,
    timeLeft: run.status === "running" ? timeLeft(share, now - run.startedAt.getTime()) : null,
    parts: parts.map((part): HomePart => {
      const { status, rowsRead, rowsTotal } = progressOf(part);
      return {
        kind: KINDS.find((kind) => kind === part.kind) ?? "locations",
        status,
        share: partShare(progressOf(part)),
        rowsRead,
        rowsTotal,
        reason: PART_REASONS.find((reason) => reason === part.reason) ?? null,
      };
    }),
  } satisfies HomeRun & { status: RunStatus };
}

function purposeOf(text: string): Purpose {
  return text === "import" || text === "full-check" ? text : "check";
}

const STATUSES = ["recent", "waiting", "asking", "asked", "reading", "done", "failed"] as const;

function progressOf(part: {
  status: string;
  rowsRead: number;
  rowsTotal: number | null;
  bytesRead: bigint;
  bytesTotal: bigint | null;
}): PartProgress {
  return {
    status: STATUSES.find((status) => status === part.status) ?? "waiting",
    rowsRead: part.rowsRead,
    rowsTotal: part.rowsTotal,
    bytesRead: Number(part.bytesRead),
    bytesTotal: part.bytesTotal === null ? null : Number(part.bytesTotal),
  };
}

async function readExports(db: Db, shop: ShopDomain): Promise<HomeExport[]> {
  const rows = await db.prisma.dataExport.findMany({
    where: { shop },
    orderBy: { requestedAt: "desc" },
    take: 20,
    select: { id: true, customerId: true, requestedAt: true, collectedAt: true },
  });
  return rows.map((row) => ({
    ...row,
    requestedAt: row.requestedAt.getTime(),
    collectedAt: row.collectedAt?.getTime() ?? null,
  }));
}

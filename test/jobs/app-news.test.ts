import { afterEach, beforeEach, expect, test } from "vitest";
import { hours, minutes, seconds } from "#app/domains/kernel/time.ts";
import { collectExport } from "#app/domains/customers/collect-export.server.ts";
import { readFreshness } from "#app/domains/shop/read-freshness.server.ts";
import { readHome } from "#app/domains/shop/read-home.server.ts";
import { startSyncRun } from "#app/domains/shop/start-sync-run.server.ts";
import { smallShop, known } from "#test/simulator/small-shop.ts";
import { startAppWorld } from "#test/support/app-world.ts";
import type { AppWorld } from "#test/support/app-world.ts";

let world: AppWorld;
beforeEach(async () => {
  world = await startAppWorld();
  const { db, shop, services } = world;
  await startSyncRun(db, shop, { purpose: "import", actor: "sambung" }, services.clock());
  for (let n = 0; n < 8; n += 1) await world.pass(seconds(2));
});
afterEach(() => world.close());

const acts = async () =>
  (await world.db.prisma.auditLog.findMany({ orderBy: { id: "asc" } })).map((one) => one.act);

/** Everything that our tables hold, as one text. */
async function everything(): Promise<string> {
  const { rows } = await world.db.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT LIKE '\\_%'`,
  );
  const texts = [];
  for (const { name } of rows)
    texts.push(
      JSON.stringify((await world.db.pool.query(`SELECT to_jsonb(t)::text FROM "${name}" t`)).rows),
    );
  return texts.join("\n");
}

async function sends(topic: string, body: unknown, id = `w-${topic}`) {
  const { db, shop, services, jobs } = world;
  const at = new Date(services.clock());
  const text = typeof body === "string" ? body : JSON.stringify(body);
  await db.prisma.inbox.create({
    data: { shop, id, topic, body: text, triggeredAt: at, receivedAt: at, notBefore: at },
  });
  await jobs.settle();
  return db.prisma.inbox.findFirst({ where: { id } });
}

test("an uninstall ends tokens, runs and intents; 48 hours later nothing of the shop is left but the proof", async () => {
  const { simulator, db } = world;
  simulator.uninstall();
  await simulator.webhooks.drain();
  await world.jobs.settle();
  expect(await db.prisma.shop.findFirst()).toMatchObject({ uninstalledAt: expect.any(Date) });
  expect(await db.prisma.session.count()).toBe(0);
  await simulator.clock.advance(hours(48));
  await simulator.webhooks.drain();
  await world.jobs.settle();
  expect(await db.prisma.product.count()).toBe(0);
  expect(await everything()).not.toContain("ayu@example.com");
  expect(await db.prisma.auditLog.findMany()).toMatchObject([{ act: "shop.erased" }]);
});

test("another shop keeps everything when one is erased", async () => {
  const { db, services } = world;
  const other = "other.myshopify.com";
  await db.prisma.shop.create({ data: { shop: other, installedAt: new Date(services.clock()) } });
  await db.prisma.customer.create({
    data: { shop: other, id: known.ayu, email: "ayu@other.example", updatedAt: new Date() },
  });
  await db.prisma.shop.update({ where: { shop: world.shop }, data: { uninstalledAt: new Date() } });
  await sends("shop/redact", { shop_id: 1, shop_domain: world.shop });
  expect(await db.prisma.customer.findMany()).toMatchObject([{ shop: other }]);
});

test("a shop that came back within 48 hours is not erased", async () => {
  await sends("shop/redact", { shop_id: 1, shop_domain: world.shop });
  expect(await world.db.prisma.product.count()).toBeGreaterThan(0);
  expect(await acts()).toContain("shop.erasure-refused");
});

test("news of an uninstall that came before the reinstallation changes nothing", async () => {
  const { db, services } = world;
  await db.prisma.shop.updateMany({ data: { installedAt: new Date(services.clock() + 1_000) } });
  await sends("app/uninstalled", { id: 1 });
  expect(await db.prisma.shop.findFirst()).toMatchObject({ uninstalledAt: null });
});

test("an erased customer is nowhere in our tables, stays erased, and the audit log proves it", async () => {
  const { simulator, db } = world;
  simulator.shop.buys({
    lines: [{ variantId: known.teeSmall, quantity: 1 }],
    delivery: { method: "PICK_UP", locationId: known.kota },
    customer: { id: known.ayu, email: "ayu@example.com", firstName: "Ayu", lastName: "Lestari" },
  });
  await world.pass(seconds(5));
  simulator.shop.asksForData(known.ayu);
  await world.pass(0);
  expect(await everything()).toContain("ayu@example.com");
  simulator.shop.asksForRedaction(known.ayu);
  await world.pass(0);
  const left = await everything();
  expect(left).not.toContain("ayu@example.com");
  expect(left).not.toContain("Lestari");
  expect(await db.prisma.pickup.count()).toBe(1);
  expect(await acts()).toContain("customer.erased");
  // an old delivery that comes late does not bring them back
  const late = simulator.webhooks.log.find((one) => one.topic === "customers/create");
  expect(late).toBeUndefined();
  await sends("customers/update", {
    id: Number(known.ayu),
    email: "ayu@example.com",
    first_name: "Ayu",
    last_name: "Lestari",
    phone: null,
    updated_at: new Date(world.services.clock()).toISOString(),
  });
  expect(await db.prisma.customer.findFirst({ where: { id: known.ayu } })).toMatchObject({
    email: null,
    firstName: null,
  });
  // nor does the order, when it is read again
  const order = [...simulator.shop.state.orders.values()].find(
    (one) => one.customerId === known.ayu,
  );
  await world.pass(seconds(5));
  simulator.shop.edits(order?.id ?? "", {
    addVariants: [{ variantId: known.teeSmall, quantity: 1 }],
  });
  await world.pass(seconds(5));
  expect(await db.prisma.pickupLine.aggregate({ _sum: { quantity: true } })).toMatchObject({
    _sum: { quantity: 2 },
  });
  expect(await db.prisma.pickupOrder.findFirst()).toMatchObject({ shopperName: "", email: null });
});

test("a customer's request becomes a file that the merchant takes from the home page, noted who and when", async () => {
  const { simulator, db, shop, services } = world;
  simulator.shop.asksForData(known.budi);
  await world.pass(0);
  const home = await readHome(db, shop, services.clock());
  expect(home.exports).toMatchObject([{ customerId: known.budi, collectedAt: null }]);
  const id = home.exports[0]?.id ?? "";
  const taken = await collectExport(db, shop, { id, actor: "staff:7" }, services.clock());
  expect(taken).toMatchObject({ ok: true });
  expect(taken.ok ? taken.value.document : "").toContain("+6281200000002");
  expect((await readHome(db, shop, services.clock())).exports[0]?.collectedAt).not.toBeNull();
  expect(await acts()).toEqual(
    expect.arrayContaining(["customer.export-made", "customer.export-collected"]),
  );
  expect(await collectExport(db, shop, { id: "999", actor: "staff:7" }, 0)).toMatchObject({
    ok: false,
  });
});

test.each([
  ["products/update", { id: "not a number" }, "id, title"],
  ["products/update", "[]", "the whole"],
  ["locations/update", { id: 1, name: "X" }, "active"],
  [
    "inventory_levels/update",
    { inventory_item_id: 1, location_id: 2, available: "many" },
    "available",
  ],
  [
    "inventory_levels/update",
    { inventory_item_id: 1, location_id: 2, available: 3, updated_at: "soon" },
    "updated_at",
  ],
  ["customers/update", "{", "not JSON"],
  ["customers/redact", { customer: null }, "customer"],
])(
  "%s of another shape is kept and says what is wrong, without what it held",
  async (topic, body, why) => {
    const row = await sends(topic, body);
    expect(row).toMatchObject({ status: "failed", attempts: 1 });
    expect(row?.reason).toContain(why);
  },
);

test("news that could not be read makes the copy count as behind until a check made up for it", async () => {
  const { db, shop, services } = world;
  const inventory = async () => (await readFreshness(db, shop, services.clock())).inventory;
  expect(await inventory()).toMatchObject({ state: "in-step", behind: false });
  await world.pass(seconds(10));
  await sends("inventory_levels/update", { available: "?" });
  expect(await inventory()).toMatchObject({ state: "behind", reasons: ["news-failed"], failed: 1 });
  await world.pass(minutes(1));
  await startSyncRun(db, shop, { purpose: "check", actor: "sambung" }, services.clock());
  for (let n = 0; n < 6; n += 1) await world.pass(seconds(2));
  expect(await inventory()).toMatchObject({ state: "in-step" });
  expect(smallShop().info.domain).toBe(shop);
});

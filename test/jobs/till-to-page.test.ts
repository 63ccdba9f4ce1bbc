import { once } from "node:events";
import { request } from "node:http";
import type { IncomingMessage } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { streamToken } from "#app/doors/stream-token.server.ts";
import type { VariantId } from "#app/domains/kernel/ids.ts";
import { stored } from "#app/domains/kernel/ids.ts";
import { seconds } from "#app/domains/kernel/time.ts";
import { startSyncRun } from "#app/domains/shop/start-sync-run.server.ts";
import { availabilityOf } from "#app/server/live-availability.server.ts";
import { known } from "#test/simulator/small-shop.ts";
import { startAppWorld } from "#test/support/app-world.ts";
import type { AppWorld } from "#test/support/app-world.ts";
import { signedByProxy } from "#test/support/shop-with-stores.ts";

let world: AppWorld;
let page: IncomingMessage | null = null;
beforeEach(async () => {
  world = await startAppWorld();
  const { db, shop, services } = world;
  await startSyncRun(db, shop, { purpose: "import", actor: "staff:7" }, services.clock());
  const isImported = () => db.prisma.syncRun.count({ where: { status: "done" } });
  for (let n = 0; n < 30 && !(await isImported()); n += 1) await world.pass(seconds(2));
});
afterEach(async () => {
  page?.destroy();
  await availabilityOf(world.services).stop();
  await world.close();
});

type Row = (string | number | null)[];
const atKota = (stores: Row[]) => stores.find(([id]) => id === known.kota);

/** Opens a product page's stream; gives what it has been told of Kota so far. */
async function opensPage(): Promise<() => (Row | undefined)[]> {
  const { config, clock } = world.services;
  const variant = stored<VariantId>(known.teeSmall);
  const token = streamToken(config.encryptionKey, world.shop, variant, clock());
  const asked = request(`${world.url}/stream?token=${token}`, { agent: false });
  asked.end();
  const [stream] = (await once(asked, "response")) as [IncomingMessage];
  page = stream;
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  stream.on("error", () => {});
  return () =>
    [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) =>
      atKota((JSON.parse(data ?? "") as { stores: Row[] }).stores),
    );
}

test("a sale at the till is on the open product page within a second of its webhook", async () => {
  const told = await opensPage();
  await expect.poll(() => told().length).toBe(1);
  const before = Number(told()[0]?.[3]);
  world.simulator.shop.sells({ variantId: known.teeSmall, locationId: known.kota, quantity: 1 });
  const soldAt = performance.now();
  await world.pass(seconds(1));
  await expect.poll(() => told().at(-1)?.[3], { interval: 5, timeout: 5_000 }).toBe(before - 1);
  expect(performance.now() - soldAt).toBeLessThan(1_000);
});

test("the last one sold is none on the page; goods that arrive are here again", async () => {
  const told = await opensPage();
  const level = { variantId: known.teeSmall, locationId: known.kota };
  world.simulator.shop.setsStock({ ...level, available: 0 });
  await world.pass(seconds(1));
  await expect.poll(() => told().at(-1)?.[2], { timeout: 5_000 }).toBe("none");
  world.simulator.shop.receives({ ...level, quantity: 4 });
  await world.pass(seconds(1));
  await expect.poll(() => told().at(-1)?.slice(2, 4), { timeout: 5_000 }).toEqual(["here", 4]);
});

test("without the stream, the proxy tells the same", async () => {
  world.simulator.shop.setsStock({
    variantId: known.teeSmall,
    locationId: known.kota,
    available: 2,
  });
  await world.pass(seconds(1));
  const { config, clock } = world.services;
  const query = signedByProxy(
    { variant: known.teeSmall },
    { secret: config.shopify.apiSecret, now: clock(), shop: world.shop },
  );
  const answer = await fetch(`${world.url}/proxy/availability?${query}`);
  expect(atKota(((await answer.json()) as { stores: Row[] }).stores)?.slice(2, 4)).toEqual([
    "here",
    2,
  ]);
});

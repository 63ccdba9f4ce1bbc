import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#app/db/open-database.server.ts";
import { hours, minutes, seconds } from "#app/domains/kernel/time.ts";
import { createHttpServer } from "#app/server/http-server.server.ts";
import { availabilityOf } from "#app/server/live-availability.server.ts";
import { testDatabase } from "#test/support/database.ts";
import { testServices } from "#test/support/services.ts";
import {
  sellsOne,
  SHOP,
  shopWithStores,
  signedByProxy,
  VARIANT,
} from "#test/support/shop-with-stores.ts";

const SECRET = "test-secret";
/** Saturday, 10:02 in Jakarta, 11:02 in Denpasar */
const SATURDAY = Date.UTC(2026, 10, 21, 3, 2);

let db: Db;
let now = SATURDAY;
let services: ReturnType<typeof testServices>;
let server: ReturnType<typeof createHttpServer>;
let base = "";

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  now = SATURDAY;
  services = testServices(db, { apiSecret: SECRET, clock: () => now });
  server = createHttpServer(services, null);
  server.listen(0);
  await once(server, "listening");
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await availabilityOf(services).stop();
});

const threeStores = [
  {
    id: "11",
    name: "Jakarta Kemang",
    city: "Jakarta Selatan",
    zip: "12730",
    latitude: -6.26,
    longitude: 106.81,
    available: 0,
    transferDays: 2,
  },
  {
    id: "12",
    name: "Bandung Dago",
    city: "Bandung",
    zip: "40132",
    latitude: -6.89,
    longitude: 107.61,
    available: 3,
    buffer: 1,
  },
  {
    id: "13",
    name: "Denpasar",
    city: "Denpasar",
    zip: "80114",
    latitude: -8.67,
    longitude: 115.2,
    available: null,
    timeZone: "Asia/Makassar",
  },
];

interface Answer {
  freshness: string;
  knownAt: string | null;
  zones: string[];
  stores: (string | number | null)[][];
  stream: string;
}

function ask(path: string, parameters: Record<string, string>, shop: string = SHOP) {
  const query = signedByProxy(parameters, { secret: SECRET, now, shop });
  return fetch(`${base}/proxy/${path}?${query}`);
}
async function availabilities(parameters: Record<string, string> = {}): Promise<Answer> {
  const answer = await ask("availability", { variant: VARIANT, ...parameters });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Answer;
}

describe("what a product page is told", () => {
  test("each store's state, count, promise in its own time, and since when we know", async () => {
    await shopWithStores(db, now, threeStores);
    const { stream, ...answer } = await availabilities();
    expect(answer).toEqual({
      variant: VARIANT,
      freshness: "in-step",
      knownAt: "2026-11-21T03:02:00.000Z",
      zones: ["Asia/Jakarta"],
      columns: ["id", "name", "state", "count", "ready", "zone", "known", "lastKnown"],
      stores: [
        ["12", "Bandung Dago", "here", 2, "2026-11-21T11:15+07:00", 0],
        ["11", "Jakarta Kemang", "transfer", null, "2026-11-23T11:15+07:00", 0],
        ["13", "Denpasar", "none"],
      ],
    });
    expect(stream).toMatch(/^http:\/\/localhost:4011\/stream\?token=[\w-]+\.[\w-]+$/);
  });

  test("few and plenty instead of numbers, where the merchant prefers so", async () => {
    await shopWithStores(db, now, threeStores);
    await db.prisma.shop.update({
      where: { shop: SHOP },
      data: { stockDisplay: "band", lowStockAt: 2 },
    });
    expect((await availabilities()).stores[0]?.[3]).toBe("low");
  });

  test("the larger of the store's and the product's buffer stays on the shelf", async () => {
    await shopWithStores(db, now, threeStores);
    await db.prisma.productSettings.create({ data: { shop: SHOP, productId: "401", buffer: 3 } });
    const { stores } = await availabilities();
    expect(stores.map((row) => [row[1], row[2]])).toEqual([
      ["Jakarta Kemang", "transfer"],
      ["Bandung Dago", "none"],
      ["Denpasar", "none"],
    ]);
  });

  test("stores that offer no pickup, or are deactivated, are left out; asked for by name, the former says so", async () => {
    await shopWithStores(db, now, [
      { id: "11", name: "No pickup", available: 3, pickup: false },
      { id: "12", name: "Deactivated", available: 3, isActive: false },
      { id: "13", name: "Open", available: 3 },
    ]);
    expect((await availabilities()).stores.map((row) => row[1])).toEqual(["Open"]);
    const [only] = (await availabilities({ location: "11" })).stores;
    expect(only?.slice(0, 5)).toEqual(["11", "No pickup", "here", 3]);
  });

  test("no time is promised where nobody said when the store is open", async () => {
    await shopWithStores(db, now, [{ id: "11", name: "Silent", available: 3, hours: null }]);
    expect((await availabilities()).stores).toEqual([["11", "Silent", "here", 3]]);
  });

  test("a sync that is behind is said to be behind, and later to be no knowledge at all", async () => {
    await shopWithStores(db, now, threeStores);
    now += minutes(25);
    expect(await availabilities()).toMatchObject({
      freshness: "behind",
      knownAt: "2026-11-21T03:02:00.000Z",
    });
    now += hours(4);
    const late = await availabilities();
    expect(late.freshness).toBe("unknown");
    expect(late.stores[0]).toEqual([
      "12",
      "Bandung Dago",
      "unknown",
      null,
      null,
      null,
      null,
      "here",
    ]);
  });

  test("news that waits to be taken is said to be a delay, before anything is known to be wrong", async () => {
    await shopWithStores(db, now, threeStores);
    const at = new Date(now + 1);
    await db.prisma.inbox.create({
      data: {
        shop: SHOP,
        id: "late",
        topic: "inventory_levels/update",
        body: "{}",
        receivedAt: at,
      },
    });
    expect((await availabilities()).freshness).toBe("in-step");
    now += seconds(40);
    expect((await availabilities()).freshness).toBe("behind");
    await db.prisma.inbox.deleteMany();
    now += seconds(6);
    expect((await availabilities()).freshness).toBe("in-step");
  });

  test("a count that a webhook confirmed since is known since then", async () => {
    await shopWithStores(db, now, [
      { id: "11", name: "Just sold", available: 3, knownAt: now + seconds(30) },
    ]);
    expect((await availabilities()).stores[0]?.[6]).toBe((now + seconds(30)) / 1000);
  });

  test("a variant that we have not heard of is unknown everywhere, not missing", async () => {
    await shopWithStores(db, now, threeStores);
    const { stores } = await availabilities({ variant: "999" });
    expect(stores.map((row) => row[2])).toEqual(["unknown", "unknown", "unknown"]);
  });

  test("a sale is in the very next answer", async () => {
    await shopWithStores(db, now, threeStores);
    expect((await availabilities()).stores[0]).toContain(2);
    await sellsOne(db, "12", now);
    await expect
      .poll(async () => (await availabilities()).stores[0]?.[3], { timeout: 1_000, interval: 10 })
      .toBe(1);
  });

  test("what notifies nobody shows after seconds too", async () => {
    await shopWithStores(db, now, threeStores);
    await availabilities();
    await db.prisma.location.update({
      where: { shop_id: { shop: SHOP, id: "12" } },
      data: { pickupTime: null },
    });
    now += seconds(6);
    expect((await availabilities()).stores.map((row) => row[0])).toEqual(["11", "13"]);
  });

  test("an answer that has not changed is not sent again", async () => {
    await shopWithStores(db, now, threeStores);
    const query = signedByProxy({ variant: VARIANT }, { secret: SECRET, now });
    const first = await fetch(`${base}/proxy/availability?${query}`);
    const etag = first.headers.get("etag") ?? "";
    expect(first.headers.get("cache-control")).toBe("private, no-store");
    now += seconds(6);
    const again = await fetch(`${base}/proxy/availability?${query}`, {
      headers: { "if-none-match": etag },
    });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  test("twenty stores fit in two kilobytes", async () => {
    const twenty = Array.from({ length: 20 }, (_, n) => ({
      id: String(82_345_678_901 + n),
      name: `Jakarta Kemang ${n}`,
      available: n,
      knownAt: now + n * 1000,
      timeZone: ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"][n % 3] ?? "",
    }));
    await shopWithStores(db, now, twenty);
    const answer = await ask("availability", { variant: VARIANT });
    expect((await answer.arrayBuffer()).byteLength).toBeLessThanOrEqual(2048);
  });

  test("names with HTML, emoji and right-to-left text come as they are, as data", async () => {
    const name = `</script><b>Toko</b> "☕" متجر`;
    await shopWithStores(db, now, [{ id: "11", name, available: 1 }]);
    expect((await availabilities()).stores[0]?.[1]).toBe(name);
  });
});

describe("the door", () => {
  const attempt = async (change: (query: URLSearchParams) => void, path = "availability") => {
    const query = signedByProxy({ variant: VARIANT }, { secret: SECRET, now });
    change(query);
    const answer = await fetch(`${base}/proxy/${path}?${query}`);
    const { error } = (await answer.json()) as { error: { reason: string } };
    return `${answer.status} ${error.reason}`;
  };

  for (const path of ["availability", "stores"]) {
    test(`/proxy/${path} refuses what Shopify did not sign`, async () => {
      await shopWithStores(db, now, threeStores);
      expect(await attempt((query) => query.delete("signature"), path)).toBe(
        "401 signature-missing",
      );
      const tamperings: ((query: URLSearchParams) => void)[] = [
        (query) => query.set("signature", "0".repeat(64)),
        (query) => query.set("signature", "not hex"),
        (query) => query.set("variant", "502"),
        (query) => query.set("shop", "other-shop.myshopify.com"),
        (query) => query.set("logged_in_customer_id", "7"),
        (query) => query.append("shop", "other-shop.myshopify.com"),
        (query) => query.append("extra", "1"),
        (query) => query.append("variant", "502"),
        (query) => query.set("timestamp", String(now / 1000 + 1)),
      ];
      for (const tamper of tamperings)
        expect(await attempt(tamper, path)).toBe("401 signature-wrong");
    });
  }

  test("a signature is good for ninety seconds", async () => {
    await shopWithStores(db, now, threeStores);
    const query = signedByProxy({ variant: VARIANT }, { secret: SECRET, now });
    now += seconds(89);
    expect((await fetch(`${base}/proxy/availability?${query}`)).status).toBe(200);
    now += seconds(3);
    expect((await fetch(`${base}/proxy/availability?${query}`)).status).toBe(401);
  });

  test("another shop sees its own stores only, a shop that is not installed none", async () => {
    await shopWithStores(db, now, threeStores);
    await shopWithStores(
      db,
      now,
      [{ id: "11", name: "Theirs", available: 9 }],
      "other-shop.myshopify.com",
    );
    const theirs = await ask("availability", { variant: VARIANT }, "other-shop.myshopify.com");
    expect(((await theirs.json()) as Answer).stores.map((row) => row[1])).toEqual(["Theirs"]);
    expect((await ask("availability", { variant: VARIANT }, "stranger.myshopify.com")).status).toBe(
      404,
    );
    await db.prisma.shop.update({ where: { shop: SHOP }, data: { uninstalledAt: new Date(now) } });
    now += seconds(6);
    expect((await ask("availability", { variant: VARIANT })).status).toBe(404);
  });

  test("values that are not of their form are refused", async () => {
    await shopWithStores(db, now, threeStores);
    for (const variant of ["", "abc", "1;DROP", "gid://shopify/ProductVariant/1", "9".repeat(30)])
      expect((await ask("availability", { variant })).status).toBe(400);
    expect((await ask("availability", { variant: VARIANT, location: "x" })).status).toBe(400);
    expect((await ask("stores", { variant: VARIANT, near: "here" })).status).toBe(400);
  });
});

describe("the store chooser's list", () => {
  const chooser = async (parameters: Record<string, string>) => {
    const answer = await ask("stores", { variant: VARIANT, ...parameters });
    return (await answer.json()) as {
      placeFound: boolean;
      stores: { name: string; state: string; distanceKm: number | null; address: string }[];
    };
  };

  test("the nearest store is empty: the next one that has it comes first, with its distance", async () => {
    await shopWithStores(db, now, threeStores);
    const { stores } = await chooser({ near: "-6.2,106.8" });
    expect(stores.map((one) => [one.name, one.state, one.distanceKm])).toEqual([
      ["Bandung Dago", "here", 118],
      ["Jakarta Kemang", "transfer", 6.8],
      ["Denpasar", "none", 966],
    ]);
  });

  test("by a typed city, by a postcode, and saying so when the place is not known", async () => {
    await shopWithStores(db, now, threeStores);
    expect(await chooser({ q: "Bandung" })).toMatchObject({
      placeFound: true,
      stores: [{ name: "Bandung Dago", address: "Bandung 40132" }, {}, {}],
    });
    expect((await chooser({ q: "12700" })).placeFound).toBe(true);
    expect(await chooser({ q: "Atlantis Xyzzy" })).toMatchObject({
      placeFound: false,
      stores: [{ distanceKm: null }, {}, {}],
    });
  });
});

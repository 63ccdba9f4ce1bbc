import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterEach, expect, test } from "vitest";
import { startDemoWorld } from "#test/simulator/demo.ts";
import type { DemoWorld } from "#test/simulator/demo.ts";
import { visitor } from "./people-world.ts";

const folder = mkdtempSync(join(tmpdir(), "demo-"));
const anyPorts = { simulator: 0, front: 0, storefront: 0, smtp: 0 };
const worlds: DemoWorld[] = [];
const start = async () => {
  const world = await startDemoWorld({
    ports: anyPorts,
    appUrl: "http://localhost:1",
    dataFolder: folder,
  });
  worlds.push(world);
  return world;
};
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
  rmSync(folder, { recursive: true, force: true });
});

test("the demo world comes back as it was left: stock, orders, tokens, carts, mail", async () => {
  const first = await start();
  const { shop } = first.simulator;
  const [variant] = shop.state.variants.values();
  const [location] = shop.state.locations.values();
  if (variant === undefined || location === undefined) throw new Error("an empty shop");
  expect(first.simulator.isInstalled()).toBe(false);
  first.simulator.install();
  const token = first.simulator.offlineToken();
  shop.setsStock({ variantId: variant.id, locationId: location.id, available: 7 });
  const sale = shop.sells({ variantId: variant.id, locationId: location.id, quantity: 2 });
  const shopper = visitor(first.storefront.origin);
  await shopper.json("/cart/add.js", { items: [{ id: Number(variant.id), quantity: 1 }] });
  await createTransport(first.mailbox.url).sendMail({
    from: "a@b.example",
    to: "c@d.example",
    subject: "Kept",
    text: "x",
  });
  await first.close();
  worlds.length = 0;

  const second = await start();
  const { state } = second.simulator.shop;
  expect(second.simulator.isInstalled()).toBe(true);
  expect(state.orders.get(sale.id)?.name).toBe(sale.name);
  expect(state.levels.get(`${variant.inventoryItemId}:${location.id}`)?.available).toBe(5);
  expect(second.mailbox.mails.map((mail) => mail.subject)).toEqual(["Kept"]);
  const again = visitor(second.storefront.origin);
  for (const [name, value] of shopper.cookies) again.cookies.set(name, value);
  expect((await again.json("/cart.js")).body.item_count).toBe(1);
  const answer = await fetch(`${second.simulator.url}/admin/api/2026-10/graphql.json`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-sim-host": state.info.domain,
      "x-shopify-access-token": token,
    },
    body: JSON.stringify({ query: "{ shop { name } }" }),
  });
  expect(await answer.json()).toMatchObject({ data: { shop: { name: "Sambung" } } });
});

test("every page of the simulator answers, and the till sells", async () => {
  const { simulator } = await start();
  const reader = visitor(simulator.url);
  const [location] = simulator.shop.state.locations.values();
  const [variant] = simulator.shop.state.variants.values();
  const paths = [
    "/",
    "/control",
    "/control/orders",
    "/control/products",
    "/control/webhooks",
    "/till",
    `/till/${location?.id}`,
    "/mailbox",
    "/mailbox.json",
  ];
  for (const path of paths) expect([path, (await reader.fetch(path)).status]).toEqual([path, 200]);
  const before = (await reader.json(`/till/${location?.id}/stock.json`)).body[variant?.id ?? ""];
  const sold = await reader.fetch(`/till/${location?.id}/sell`, {
    method: "POST",
    body: new URLSearchParams({ variantId: variant?.id ?? "", quantity: "2" }),
  });
  expect((await sold.json()).stock[variant?.id ?? ""]).toBe(before - 2);
  const refused = await reader.fetch(`/till/${location?.id}/sell`, {
    method: "POST",
    body: new URLSearchParams({ variantId: "1", quantity: "2" }),
  });
  expect(refused.status).toBe(422);
});

test("the control page acts as Shopify's own admin", async () => {
  const { simulator } = await start();
  const { shop } = simulator;
  const reader = visitor(simulator.url);
  const [variant] = shop.state.variants.values();
  const [location] = shop.state.locations.values();
  if (variant === undefined || location === undefined) throw new Error("an empty shop");
  shop.settings.routingDelayMs = 0;
  shop.setsStock({ variantId: variant.id, locationId: location.id, available: 3 });
  const order = shop.buys({
    lines: [{ variantId: variant.id, quantity: 1 }],
    delivery: { method: "PICK_UP", locationId: location.id },
    customer: { email: "ayu@pelanggan.example" },
  });
  await shop.clock.advance(10_000);
  const part = [...shop.state.fulfillmentOrders.values()].find((one) => one.orderId === order.id);
  const act = (fields: Record<string, string>) =>
    reader.fetch("/control/act", {
      method: "POST",
      body: new URLSearchParams({ back: `/control/orders/${order.id}`, ...fields }),
    });
  await act({ verb: "prepare", id: part?.id ?? "" });
  expect(shop.state.fulfillmentOrders.get(part?.id ?? "")?.preparedForPickupAt).not.toBeNull();
  expect(
    (await reader.json("/mailbox.json")).body.nativeNotices.map(
      (one: { kind: string }) => one.kind,
    ),
  ).toContain("ready_for_pickup");
  const refused = await act({ verb: "release", id: part?.id ?? "" });
  expect(refused.headers.get("location")).toMatch(/said=/);
  await act({ verb: "fulfill", id: part?.id ?? "" });
  expect(shop.state.fulfillmentOrders.get(part?.id ?? "")?.status).toBe("CLOSED");
  expect(await (await reader.fetch(`/control/orders/${order.id}`)).text()).toContain("closed");
  await act({ verb: "set-stock", variant: variant.id, location: location.id, available: "9" });
  expect(shop.state.levels.get(`${variant.inventoryItemId}:${location.id}`)?.available).toBe(9);
  await act({ verb: "deactivate-location", id: location.id });
  expect(shop.state.locations.get(location.id)?.isActive).toBe(false);
});

test("a catalogue of one's own fills the shop; another one in the same folder is refused in words", async () => {
  const write = (name: string, title: string) => {
    const path = join(mkdtempSync(join(tmpdir(), "csv-")), name);
    writeFileSync(
      path,
      `Handle,Title,Variant Price,Variant Inventory Tracker,Variant Inventory Qty\nx,${title},10,shopify,3\n`,
    );
    return path;
  };
  const mine = write("mine.csv", "Mine");
  const open = (catalogPath?: string) =>
    startDemoWorld({
      ports: anyPorts,
      appUrl: "http://localhost:1",
      dataFolder: folder,
      catalogPath,
    });
  const first = await open(mine);
  expect([...first.simulator.shop.state.products.values()].map((product) => product.title)).toEqual(
    ["Mine"],
  );
  await first.close();
  const again = await open(mine);
  await again.close();
  const plain = await open();
  expect(plain.simulator.shop.state.products.size).toBe(1);
  await plain.close();
  await expect(open(write("other.csv", "Other"))).rejects.toThrow(
    "already holds the shop of another catalogue",
  );
});

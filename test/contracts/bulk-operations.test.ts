import { expect, test } from "vitest";
import { bigShop } from "#test/simulator/big-shop.ts";
import { known, smallShop } from "#test/simulator/small-shop.ts";
import { openSimulator } from "./open-simulator.ts";
import type { OpenSimulator } from "./open-simulator.ts";

const levels =
  '{ inventoryItems { edges { node { id sku inventoryLevels { edges { node { id quantities(names: ["available"]) { name quantity } } } } } } } }';
const run = (it: OpenSimulator, query: string, groupObjects = false) =>
  it.graphql(
    "mutation B($query: String!, $group: Boolean!) { bulkOperationRunQuery(query: $query, groupObjects: $group) { bulkOperation { id status } userErrors { code field message } } }",
    { query, group: groupObjects },
  );
const read = async (it: OpenSimulator, id: string) =>
  (
    await it.graphql(
      "query O($id: ID!) { bulkOperation(id: $id) { status errorCode objectCount rootObjectCount fileSize url partialDataUrl completedAt } }",
      { id },
    )
  ).data.bulkOperation;
const started = async (it: OpenSimulator, query: string, group = false): Promise<string> =>
  (await run(it, query, group)).data.bulkOperationRunQuery.bulkOperation.id;
interface Row extends Record<string, unknown> {
  id: string;
  parent: string | undefined;
}
const rows = async (url: string): Promise<Row[]> => {
  const text = await (await fetch(url)).text();
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const { __parentId: parent, ...row } = JSON.parse(line);
      return { ...row, parent };
    });
};

// docs, bulk operations: CREATED → RUNNING → COMPLETED, then bulk_operations/finish
test("an operation is created, runs and completes on the clock, and says so by webhook", async () => {
  await using it = await openSimulator();
  const id = await started(it, levels);
  expect(await read(it, id)).toMatchObject({ status: "CREATED", url: null, completedAt: null });
  await it.sim.clock.advance(300);
  expect(await read(it, id)).toMatchObject({ status: "RUNNING", url: null });
  await it.sim.clock.advance(700);
  const done = await read(it, id);
  expect(done).toMatchObject({
    status: "COMPLETED",
    objectCount: "17",
    rootObjectCount: "6",
    errorCode: null,
  });
  const text = await (await fetch(done.url)).text();
  expect(done.fileSize).toBe(String(Buffer.byteLength(text)));
  const finish = it.sim.webhooks.pending().at(-1);
  expect(finish?.topic).toBe("bulk_operations/finish");
  expect(JSON.parse(finish?.body ?? "")).toMatchObject({
    admin_graphql_api_id: id,
    status: "completed",
    error_code: null,
    type: "query",
  });
});

// docs: `__parentId`; groupObjects false is the default since 2026-01, children are not beside their parents
test("children come after their parent but not beside it; grouped only if asked", async () => {
  await using it = await openSimulator();
  const parentsBeside = async (group: boolean) => {
    const id = await started(it, levels, group);
    await it.sim.clock.advance(1_000);
    const all = await rows((await read(it, id)).url);
    let beside = 0;
    for (const [at, row] of all.entries()) {
      if (row.parent === undefined) continue;
      const parent = all.findIndex((one) => one.id === row.parent);
      expect(parent).toBeGreaterThanOrEqual(0);
      expect(parent).toBeLessThan(at);
      if (all.slice(parent + 1, at).every((one) => one.parent === row.parent)) beside += 1;
    }
    return beside;
  };
  expect(await parentsBeside(true)).toBe(11);
  expect(await parentsBeside(false)).toBeLessThan(3);
});

// docs, bulk operation restrictions
test("what a bulk query may not be is refused as INVALID", async () => {
  await using it = await openSimulator();
  const code = async (query: string) =>
    (await run(it, query)).data.bulkOperationRunQuery.userErrors[0];
  expect(await code("{ shop { name } }")).toMatchObject({
    code: "INVALID",
    message: expect.stringContaining("at least one connection"),
  });
  expect(await code("{ orders { nodes { colour } } }")).toMatchObject({ code: "INVALID" });
  expect(
    await code("{ orders { nodes { fulfillments { fulfillmentLineItems { nodes { id } } } } } }"),
  ).toMatchObject({ message: expect.stringContaining("within a list") });
  expect(
    await code(
      "{ products { nodes { variants { nodes { inventoryItem { inventoryLevels { nodes { location { inventoryLevels { nodes { id } } } } } } } } } } }",
    ),
  ).toMatchObject({ message: expect.stringContaining("levels deep") });
  expect(
    await code('mutation { bulkOperationCancel(id: "x") { userErrors { message } } }'),
  ).toMatchObject({ code: "INVALID" });
});

// docs: five concurrent bulk queries per shop since 2026-01
test("a sixth operation at a time is refused, and another shop is not in the way", async () => {
  await using it = await openSimulator();
  for (let n = 0; n < 5; n += 1) await started(it, levels);
  expect((await run(it, levels)).data.bulkOperationRunQuery.userErrors).toMatchObject([
    { code: "LIMIT_REACHED" },
  ]);
  it.sim.addShop(smallShop({ id: "70002", domain: "other.myshopify.com" }));
  const elsewhere = await it.graphql(
    "mutation B($query: String!) { bulkOperationRunQuery(query: $query) { userErrors { code } } }",
    { query: levels },
    "other.myshopify.com",
  );
  expect(elsewhere.data.bulkOperationRunQuery.userErrors).toEqual([]);
  await it.sim.clock.advance(1_000);
  expect((await run(it, levels)).data.bulkOperationRunQuery.userErrors).toEqual([]);
  await it.sim.clock.advance(1_000);
  it.sim.bulk.settings.limit = 1;
  await started(it, levels);
  expect((await run(it, levels)).data.bulkOperationRunQuery.userErrors).toMatchObject([
    { code: "OPERATION_IN_PROGRESS" },
  ]);
});

// schema, BulkOperation.partialDataUrl; BulkOperationErrorCode
test("a failed operation leaves what it had; without the scope it fails with ACCESS_DENIED", async () => {
  await using it = await openSimulator();
  it.sim.bulk.failNext(7);
  const id = await started(it, levels);
  await it.sim.clock.advance(1_000);
  const failed = await read(it, id);
  expect(failed).toMatchObject({ status: "FAILED", errorCode: "INTERNAL_SERVER_ERROR", url: null });
  expect(await rows(failed.partialDataUrl)).toHaveLength(7);
  it.sim.changeScopes(["read_products"]);
  const denied = await started(it, levels);
  await it.sim.clock.advance(1_000);
  expect(await read(it, denied)).toMatchObject({
    status: "FAILED",
    errorCode: "ACCESS_DENIED",
    url: null,
  });
});

test("a cancelled operation ends CANCELED, a finished one cannot be cancelled", async () => {
  await using it = await openSimulator();
  const cancel = (id: string) =>
    it.graphql(
      "mutation C($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }",
      { id },
    );
  const id = await started(it, levels);
  expect((await cancel(id)).data.bulkOperationCancel.bulkOperation.status).toBe("CANCELING");
  await it.sim.clock.advance(1_000);
  expect((await read(it, id)).status).toBe("CANCELED");
  expect((await cancel(id)).data.bulkOperationCancel.userErrors).toHaveLength(1);
});

// Google's storage answers Range requests: an import can go on where it broke off
test("the result file can be read from any byte on, and is gone after seven days", async () => {
  await using it = await openSimulator();
  const id = await started(it, levels);
  await it.sim.clock.advance(1_000);
  const { url } = await read(it, id);
  const whole = await (await fetch(url)).text();
  const rest = await fetch(url, { headers: { range: "bytes=100-" } });
  expect(rest.status).toBe(206);
  expect(rest.headers.get("content-range")).toBe(`bytes 100-${whole.length - 1}/${whole.length}`);
  expect(await rest.text()).toBe(whole.slice(100));
  expect((await fetch(url, { headers: { range: "bytes=999999-" } })).status).toBe(416);
  await it.sim.clock.advance(8 * 86_400_000);
  expect((await fetch(url)).status).toBe(404);
  expect((await read(it, id)).url).toBeNull();
});

test("a nested query gives orders, their lines and their fulfillment orders as rows", async () => {
  await using it = await openSimulator();
  it.sim.shop.buys({
    lines: [{ variantId: known.mugOnly, quantity: 1 }],
    delivery: { method: "PICK_UP", locationId: known.kota },
    customer: { email: "ayu@example.com" },
  });
  await it.sim.clock.advance(2_000);
  const id = await started(
    it,
    '{ orders(query: "delivery_method:pick-up") { nodes { id customer { locale } lineItems { nodes { id name } } fulfillmentOrders { nodes { id status lineItems { nodes { id remainingQuantity } } } } } } }',
  );
  await it.sim.clock.advance(1_000);
  const all = await rows((await read(it, id)).url);
  const kinds = all.map((row) => [row.id.split("/")[3], row.parent?.split("/")[3]]);
  expect(kinds).toEqual([
    ["Order", undefined],
    ["LineItem", "Order"],
    ["FulfillmentOrder", "Order"],
    ["FulfillmentOrderLineItem", "FulfillmentOrder"],
  ]);
  expect(all[0]).toMatchObject({ customer: { locale: "id" } });
});

// the bench imports a million: rows are made one at a time, so memory does not grow with the shop
test("a result is written as it is read: nothing far ahead is touched", async () => {
  const state = bigShop({ products: 5_000, stores: 20 });
  let asked = 0;
  const { levels: all } = state;
  const get = all.get.bind(all);
  all.get = (key) => {
    asked += 1;
    return get(key);
  };
  await using it = await openSimulator({ catalogue: state });
  it.sim.bulk.failNext(1_000);
  const partial = await started(it, levels);
  await it.sim.clock.advance(1_000);
  expect(await read(it, partial)).toMatchObject({ status: "FAILED", objectCount: "1000" });
  expect(asked).toBeLessThan(2_000);
  const id = await started(it, levels);
  await it.sim.clock.advance(1_000);
  expect(await read(it, id)).toMatchObject({ objectCount: "105000", rootObjectCount: "5000" });
});

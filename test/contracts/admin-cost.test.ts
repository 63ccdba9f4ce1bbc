import { expect, test } from "vitest";
import { openSimulator } from "./open-simulator.ts";

const manyVariants =
  "{ productVariants(first: 250) { nodes { id inventoryItem { id } product { id } } } }";

// docs, rate limits: 100 points a second for standard plans; the bucket holds 2,000
test("each answer tells its cost; what was asked for but not used is given back", async () => {
  await using it = await openSimulator();
  const { extensions } = await it.graphql(manyVariants);
  expect(extensions.cost).toMatchObject({
    requestedQueryCost: 502,
    throttleStatus: { maximumAvailable: 2_000, restoreRate: 100 },
  });
  expect(extensions.cost.actualQueryCost).toBeLessThan(50);
  expect(extensions.cost.throttleStatus.currentlyAvailable).toBe(
    2_000 - extensions.cost.actualQueryCost,
  );
});

// docs, rate limits: THROTTLED comes as HTTP 200 with an error code
test("an empty bucket throttles with HTTP 200, and fills by 100 points a second", async () => {
  await using it = await openSimulator();
  const domain = it.sim.shop.state.info.domain;
  it.sim.throttles.get(domain)?.spend(1_600);
  const refused = await it.graphql(manyVariants);
  expect(refused.data).toBeUndefined();
  expect(refused.errors?.[0].extensions.code).toBe("THROTTLED");
  expect(refused.extensions.cost).toMatchObject({
    requestedQueryCost: 502,
    actualQueryCost: null,
    throttleStatus: { currentlyAvailable: 400 },
  });
  await it.sim.clock.advance(1_020);
  expect((await it.graphql(manyVariants)).errors).toBeUndefined();
});

// docs, rate limits: a single query may not cost more than 1,000 points
test("a query over 1,000 points is refused whatever the bucket holds", async () => {
  await using it = await openSimulator();
  const { errors } = await it.graphql(
    "{ products(first: 250) { nodes { id variants(first: 100) { nodes { id inventoryItem { id } } } } } }",
  );
  expect(errors?.[0].extensions).toMatchObject({ code: "MAX_COST_EXCEEDED", maxCost: 1_000 });
});

// docs: a mutation costs 10
test("a mutation costs ten", async () => {
  await using it = await openSimulator();
  const { extensions } = await it.graphql(
    'mutation { locationLocalPickupDisable(locationId: "gid://shopify/Location/101") { locationId userErrors { code } } }',
  );
  expect(extensions.cost).toMatchObject({ requestedQueryCost: 10, actualQueryCost: 10 });
});

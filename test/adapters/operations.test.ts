import { glob } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  getNamedType,
  Kind,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { expect, test } from "vitest";
import { BULK_QUERIES } from "#app/adapters/shopify/bulk-queries.ts";
import { OPEN_PICKUP_ORDERS } from "#app/adapters/shopify/open-pickup-orders.ts";
import { planBulkQuery } from "#test/simulator/admin-api/bulk/bulk-plan.ts";
import { requestedCost } from "#test/simulator/admin-api/query-cost.ts";
import { readAppSettings } from "#test/simulator/app-settings.ts";
import { adminSchema } from "#test/simulator/schema/admin-schema.ts";
import { isGranted } from "#test/simulator/webhooks/topic-scopes.ts";

interface Text {
  name: string;
  text: string;
}

const { schema, tables } = adminSchema();
const scopes = new Set(readAppSettings().scopes);
const bulk: Text[] = Object.entries({ ...BULK_QUERIES, pickups: OPEN_PICKUP_ORDERS }).map(
  ([name, text]) => ({ name: `bulk ${name}`, text }),
);

/** Every operation that app/adapters/shopify/operations/ exports. */
async function operations(): Promise<Text[]> {
  const found: Text[] = [];
  for await (const file of glob("app/adapters/shopify/operations/*.ts")) {
    const module: Record<string, unknown> = await import(pathToFileURL(path.resolve(file)).href);
    for (const one of Object.values(module))
      if (typeof one === "object" && one !== null && "text" in one && "name" in one)
        found.push({ name: String(one.name), text: String(one.text) });
  }
  return found;
}

/** Fields that need a scope which shopify.app.toml does not ask for. */
function forbiddenFields(text: string): string[] {
  const info = new TypeInfo(schema);
  const forbidden: string[] = [];
  visit(
    parse(text),
    visitWithTypeInfo(info, {
      Field() {
        const parent = info.getParentType()?.name ?? "";
        const field = info.getFieldDef();
        if (!field) return;
        const type = getNamedType(field.type).name.replace(/(Connection|Edge)$/, "");
        const needed = tables.fieldScopes[`${parent}.${field.name}`] ?? tables.typeScopes[type];
        if (needed && !needed.some((scope) => isGranted(scope, scopes)))
          forbidden.push(`${parent}.${field.name} needs ${needed.join(" or ")}`);
      },
    }),
  );
  return forbidden;
}

test("every operation is valid in Shopify's schema and bears its own name", async () => {
  const all = await operations();
  expect(all.length).toBeGreaterThan(15);
  for (const { name, text } of all) {
    const document = parse(text);
    const messages = validate(schema, document, specifiedRules).map((error) => error.message);
    expect(messages, name).toEqual([]);
    expect(text, name).toMatch(new RegExp(`(query|mutation) ${name}\\b`));
  }
  expect(new Set(all.map((one) => one.name)).size).toBe(all.length);
});

test("every bulk query is one that Shopify takes", () => {
  for (const { name, text } of bulk)
    expect(planBulkQuery(schema, text), name).toMatchObject({ ok: true });
});

test("no operation needs access that shopify.app.toml does not ask for", async () => {
  for (const { name, text } of [...(await operations()), ...bulk])
    expect(forbiddenFields(text), name).toEqual([]);
});

test("the walk over scopes sees what is not asked for", () => {
  expect(forbiddenFields("{ discountNodes(first: 1) { nodes { id } } }")).not.toEqual([]);
});

test("no query may cost more than Shopify's 1,000 points", async () => {
  for (const { name, text } of await operations()) {
    const document = parse(text);
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`${name}: no operation`);
    expect(requestedCost(schema, document, operation, {}), name).toBeLessThanOrEqual(1_000);
  }
});

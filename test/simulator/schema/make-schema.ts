/**
 * Makes `admin-<version>.graphql` and `admin-<version>.tables.json` from the schema data in npm's `@shopify/dev-mcp` (ISC):
 *   node test/simulator/schema/make-schema.ts [path of an unpacked package] [--version 2026-10]
 * Without a path it runs `npm pack @shopify/dev-mcp@1.16.0` in a temporary folder. Descriptions are left out; what a
 * program can use of them (search filters, "idempotency key is required") is kept in the tables.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, printSchema } from "graphql";
import type { IntrospectionQuery } from "graphql";
import type { SchemaTables } from "./admin-schema.ts";

const packageVersion = "1.16.0";

/** the `query:` arguments whose filter tables we keep */
const searched = [
  "orders",
  "products",
  "productVariants",
  "locations",
  "inventoryItems",
  "fulfillmentOrders",
  "customers",
  "bulkOperations",
];
const searchedInside = [
  "InventoryItem.inventoryLevels",
  "Location.inventoryLevels",
  "Order.fulfillmentOrders",
  "Order.fulfillments",
  "Product.variants",
];

interface Described {
  name: string;
  description?: string | null;
}
interface RawArgument extends Described {
  gidTypes?: string[] | null;
}
interface RawField extends Described {
  args: RawArgument[];
  requiredAccess?: string | null;
  isProtected?: boolean;
  protectedContent?: string | null;
}
interface RawType extends Described {
  requiredAccess?: string | null;
  fields?: RawField[] | null;
  inputFields?: RawArgument[] | null;
}
interface RawFile {
  data: { __schema: { types: RawType[] } };
  offline_scopes: {
    items: { type: string; typeName: string; fieldName?: string; offlineScopes?: string[] }[];
  };
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { version: { type: "string", default: "2026-10" } },
  });
  const from = positionals[0] ?? unpack();
  const here = import.meta.dirname;
  const file = join(from, "dist", "data", `admin_${values.version}.json.gz`);
  const text = gunzipSync(readFileSync(file)).toString();
  writeFileSync(join(here, `admin-${values.version}.graphql`), sdl(text));
  const tables = JSON.stringify(schemaTables(JSON.parse(text), values.version), null, 0);
  writeFileSync(
    join(here, `admin-${values.version}.tables.json`),
    tables.replaceAll('},"', '},\n"') + "\n",
  );
  copyFileSync(join(from, "LICENSE"), join(here, "LICENSE-dev-mcp"));
}

function unpack(): string {
  const folder = mkdtempSync(join(tmpdir(), "dev-mcp-"));
  execFileSync("npm", ["pack", `@shopify/dev-mcp@${packageVersion}`], { cwd: folder });
  execFileSync("tar", ["xzf", `shopify-dev-mcp-${packageVersion}.tgz`], { cwd: folder });
  return join(folder, "package");
}

function sdl(text: string): string {
  const bare: { data: IntrospectionQuery } = JSON.parse(text, (key, value) => {
    if (key === "description") return null;
    return key === "deprecationReason" && typeof value === "string" ? "deprecated" : value;
  });
  const schema = buildClientSchema(bare.data, { assumeValid: true });
  return printSchema(schema).replaceAll('@deprecated(reason: "deprecated")', "@deprecated") + "\n";
}

function schemaTables(raw: RawFile, apiVersion: string): SchemaTables {
  const tables: SchemaTables = {
    apiVersion,
    typeScopes: {},
    fieldScopes: {},
    requiredAccess: {},
    protected: {},
    gidTypes: {},
    searchFilters: {},
    idempotencyRequired: [],
  };
  for (const item of raw.offline_scopes.items) {
    if (item.offlineScopes === undefined || item.offlineScopes.length === 0) continue;
    if (item.type === "type") tables.typeScopes[item.typeName] = item.offlineScopes;
    else tables.fieldScopes[`${item.typeName}.${item.fieldName ?? ""}`] = item.offlineScopes;
  }
  const { __schema: introspected } = raw.data;
  for (const type of introspected.types) {
    if (type.requiredAccess && !(type.name in tables.typeScopes))
      tables.requiredAccess[type.name] = type.requiredAccess;
    for (const input of type.inputFields ?? [])
      if (input.gidTypes) tables.gidTypes[`${type.name}.${input.name}`] = input.gidTypes;
    for (const field of type.fields ?? []) readField(tables, type.name, field);
  }
  return tables;
}

function readField(tables: SchemaTables, typeName: string, field: RawField): void {
  const name = `${typeName}.${field.name}`;
  if (field.requiredAccess && !(name in tables.fieldScopes))
    tables.requiredAccess[name] = field.requiredAccess;
  if (field.isProtected) tables.protected[name] = field.protectedContent ?? "customer data";
  if (/idempotency key is required/.test(field.description ?? "") && typeName === "Mutation")
    tables.idempotencyRequired.push(field.name);
  for (const argument of field.args) {
    if (argument.gidTypes) tables.gidTypes[`${name}.${argument.name}`] = argument.gidTypes;
    const kept =
      (typeName === "QueryRoot" && searched.includes(field.name)) || searchedInside.includes(name);
    if (argument.name === "query" && kept)
      tables.searchFilters[name] = searchFilters(argument.description ?? "");
  }
}

/** the table rows look like `| name | type | …`; rows may be broken over several lines */
function searchFilters(description: string): Record<string, string> {
  const rows = [...description.matchAll(/^\| (\S+) \| (\w+) \|/gm)];
  return Object.fromEntries(
    rows.flatMap(([, name, type]) =>
      name === undefined || type === undefined || name === "name" ? [] : [[name, type]],
    ),
  );
}

main();

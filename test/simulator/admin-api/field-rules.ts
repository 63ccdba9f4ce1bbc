import { GraphQLError, getNamedType, isInputObjectType, isListType, isNonNullType } from "graphql";
import type { GraphQLField, GraphQLInputType } from "graphql";
import { parseGid } from "#test/simulator/gid.ts";
import type { SchemaTables } from "#test/simulator/schema/admin-schema.ts";
import { isGranted } from "#test/simulator/webhooks/topic-scopes.ts";
import { accessDenied } from "./api-error.ts";
import type { Args, RequestContext } from "./request-context.ts";

/**
 * Access in words only, where the schema lists no scopes: what those words mean for an app's offline token.
 * locationLocalPickup…: "Any of `shipping` access scopes".
 */
const scopesInWords: Record<string, string[]> = {
  "Mutation.locationLocalPickupEnable": ["write_shipping"],
  "Mutation.locationLocalPickupDisable": ["write_shipping"],
};

/** ACCESS_DENIED where the field itself or the type that it gives needs a scope which the app was not granted. */
export function checkAccess(
  parent: string,
  field: GraphQLField<unknown, unknown>,
  context: RequestContext,
): void {
  const needed = neededScopes(context.tables, parent, field);
  if (needed === null || needed.some((scope) => isGranted(scope, context.scopes))) return;
  const words = needed.map((scope) => `\`${scope}\` access scope`).join(" or ");
  throw accessDenied(field.name, `${words}.`);
}

function neededScopes(
  tables: SchemaTables,
  parent: string,
  field: GraphQLField<unknown, unknown>,
): string[] | null {
  const name = `${parent}.${field.name}`;
  const type = getNamedType(field.type).name.replace(/(Connection|Edge)$/, "");
  return tables.fieldScopes[name] ?? scopesInWords[name] ?? tables.typeScopes[type] ?? null;
}

/**
 * Protected customer data, level 2: without approval the field is null and an error says so.
 * https://shopify.dev/docs/apps/launch/protected-customer-data
 */
export function checkProtectedData(parent: string, name: string, context: RequestContext): void {
  if (context.shop.settings.protectedCustomerData) return;
  if (!(`${parent}.${name}` in context.tables.protected)) return;
  const documentation = "https://shopify.dev/docs/apps/launch/protected-customer-data";
  throw new GraphQLError(
    `This app is not approved to use the ${name} field. See ${documentation} for more details.`,
    { extensions: { code: "ACCESS_DENIED", documentation } },
  );
}

/** Every ID that is given must be a gid, and of a type that the argument takes (`gidTypes` in the introspection). */
export function checkGids(
  parent: string,
  field: GraphQLField<unknown, unknown>,
  args: Args,
  tables: SchemaTables,
): void {
  for (const argument of field.args)
    checkValue(
      `${parent}.${field.name}.${argument.name}`,
      argument.type,
      args[argument.name],
      tables,
    );
}

function checkValue(
  name: string,
  type: GraphQLInputType,
  value: unknown,
  tables: SchemaTables,
): void {
  if (value === null || value === undefined) return;
  if (isNonNullType(type)) return checkValue(name, type.ofType, value, tables);
  if (isListType(type)) {
    for (const one of Array.isArray(value) ? value : [value])
      checkValue(name, type.ofType, one, tables);
    return;
  }
  if (isInputObjectType(type) && typeof value === "object") {
    const given = new Map<string, unknown>(Object.entries(value));
    for (const inner of Object.values(type.getFields()))
      checkValue(`${type.name}.${inner.name}`, inner.type, given.get(inner.name), tables);
    return;
  }
  if (getNamedType(type).name === "ID" && typeof value === "string")
    checkGid(value, tables.gidTypes[name]);
}

function checkGid(value: string, allowed: string[] | undefined): void {
  const gid = parseGid(value);
  if (gid === null)
    throw new GraphQLError(`Invalid global id '${value}'`, {
      extensions: { code: "argumentLiteralsIncompatible", typeName: "CoercionError" },
    });
  // "Node", "HasMetafields" and such name an interface: any thing will do
  if (allowed === undefined || allowed.includes(gid.type) || allowed.some(isInterfaceName)) return;
  throw new GraphQLError("invalid id", { extensions: { code: "RESOURCE_NOT_FOUND" } });
}

function isInterfaceName(name: string): boolean {
  return name === "Node" || name.startsWith("Has");
}

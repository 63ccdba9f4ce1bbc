import type { GraphQLField } from "graphql";
import { notSimulated } from "./api-error.ts";
import { checkAccess, checkGids, checkProtectedData } from "./field-rules.ts";
import { Tagged } from "./request-context.ts";
import type { Args, RequestContext, Resolver, TypeFields } from "./request-context.ts";

/** type name → its simulated fields */
export type Registry = ReadonlyMap<string, Record<string, Resolver>>;

export function registryOf(types: TypeFields[]): Registry {
  const registry = new Map<string, Record<string, Resolver>>();
  for (const { type, fields } of types) registry.set(type, { ...registry.get(type), ...fields });
  return registry;
}

/** May this app read this field with these arguments at all? Throws the refusal. */
export function checkField(
  parent: string,
  field: GraphQLField<unknown, unknown>,
  args: Args,
  context: RequestContext,
): void {
  checkAccess(parent, field, context);
  checkProtectedData(parent, field.name, context);
  checkGids(parent, field, args, context.tables);
}

/** The value of one field, or SIMULATOR_NOT_IMPLEMENTED by name. */
export function fieldValue(
  registry: Registry,
  parent: string,
  name: string,
  source: unknown,
  args: Args,
  context: RequestContext,
  path: readonly (string | number)[] = [],
): unknown {
  const thing = source instanceof Tagged ? source.thing : source;
  const fields = registry.get(parent);
  const resolver = fields?.[name];
  if (resolver !== undefined) return resolver(thing, args, context, { parent, name, path });
  if (fields !== undefined) throw notSimulated(`${parent}.${name}`);
  if (typeof thing !== "object" || thing === null || !Object.hasOwn(thing, name)) {
    // a payload tells only what happened
    if (parent.endsWith("Payload") || parent.endsWith("Error")) return null;
    throw notSimulated(`${parent}.${name}`);
  }
  const value: unknown = Reflect.get(thing, name);
  return typeof value === "function" ? Reflect.apply(value, thing, [args, context]) : value;
}

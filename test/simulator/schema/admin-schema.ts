import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema } from "graphql";
import type { GraphQLSchema } from "graphql";

export const apiVersion = "2026-10";

/** What Shopify's introspection says beyond plain GraphQL; written by `make-schema.ts`. */
export interface SchemaTables {
  apiVersion: string;
  /** type → access scopes, of which one suffices */
  typeScopes: Record<string, string[]>;
  /** `Type.field` → access scopes, of which one suffices */
  fieldScopes: Record<string, string[]>;
  /** type or `Type.field` → access in words, where no scopes are listed */
  requiredAccess: Record<string, string>;
  /** `Type.field` → kind of protected customer data */
  protected: Record<string, string>;
  /** `Type.field.argument` or `Input.field` → allowed gid types */
  gidTypes: Record<string, string[]>;
  /** `Type.field` with a `query:` argument → filter name → its type */
  searchFilters: Record<string, Record<string, string>>;
  idempotencyRequired: string[];
}

let loaded: { schema: GraphQLSchema; tables: SchemaTables } | null = null;

/** Half a second the first time; kept for the process. */
export function adminSchema(): { schema: GraphQLSchema; tables: SchemaTables } {
  if (loaded !== null) return loaded;
  const read = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");
  // Shopify's schema is taken as valid: checking 3,500 types costs time and says nothing about our code
  const schema = buildSchema(read(`admin-${apiVersion}.graphql`), {
    assumeValid: true,
    assumeValidSDL: true,
    noLocation: true,
  });
  const tables: SchemaTables = JSON.parse(read(`admin-${apiVersion}.tables.json`));
  loaded = { schema, tables };
  return loaded;
}

import type { TokenOffice } from "#test/simulator/auth/token-office.ts";
import type { SchemaTables } from "#test/simulator/schema/admin-schema.ts";
import type { Shop } from "#test/simulator/shop.ts";
import type { BulkDesk } from "./bulk/bulk-desk.ts";
import type { SearchNote } from "./search-query.ts";
import type { SubscriptionDesk } from "./subscription-desk.ts";

/** What one request to the Admin API works with. */
export interface RequestContext {
  shop: Shop;
  scopes: ReadonlySet<string>;
  tables: SchemaTables;
  apiKey: string;
  office: TokenOffice;
  bulk: BulkDesk;
  subscriptions: SubscriptionDesk;
  /** ignored filter terms, told in `extensions.search` */
  searchNotes: SearchNote[];
  /** objects resolved so far: the actual cost */
  cost: { actual: number };
}

export type Args = Readonly<Record<string, unknown>>;
export type Resolver = (
  source: unknown,
  args: Args,
  context: RequestContext,
  field: FieldName,
) => unknown;
export type FieldName = { parent: string; name: string; path: readonly (string | number)[] };

/** The fields of one type over one kind of source. All are synchronous, because bulk queries walk millions of them. */
export type Fields<S> = Record<
  string,
  (source: S, args: Args, context: RequestContext, field: FieldName) => unknown
>;

export interface TypeFields {
  type: string;
  fields: Record<string, Resolver>;
}

export function fieldsOf<S>(type: string, fields: Fields<S>): TypeFields {
  // the schema decides which source meets which type; the resolvers of one type all take the same kind
  return { type, fields: fields as Record<string, Resolver> };
}

/** A thing behind an abstract type (`node`, `nodes`): says which type it is. */
export class Tagged {
  readonly type: string;
  readonly thing: unknown;
  constructor(type: string, thing: unknown) {
    this.type = type;
    this.thing = thing;
  }
}

export function textOf(args: Args, name: string): string | null {
  const value = args[name];
  return typeof value === "string" ? value : null;
}

export function countOf(args: Args, name: string): number | null {
  const value = args[name];
  return typeof value === "number" ? value : null;
}

export function flagOf(args: Args, name: string): boolean {
  return args[name] === true;
}

export function textsOf(args: Args, name: string): string[] | null {
  const value = args[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : null;
}

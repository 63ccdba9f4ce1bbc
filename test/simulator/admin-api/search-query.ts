/**
 * Shopify's search syntax as far as apps use it: terms, AND (or a blank), OR, NOT or "-", brackets, quotes, comparators, lists by comma,
 * a closing star. https://shopify.dev/docs/api/usage/search-syntax
 */
import { notSimulated } from "./api-error.ts";
import type { SchemaTables } from "#test/simulator/schema/admin-schema.ts";

export type Comparator = "=" | ">" | ">=" | "<" | "<=";
export interface Term {
  comparator: Comparator;
  value: string;
}
/** how one filter of one resource decides; `field: null` is the text without a field name */
export type Filters<T> = Record<string, (one: T, term: Term) => boolean>;

export interface SearchNote {
  path: readonly (string | number)[];
  query: string;
  parsed: { field: string; match_all: string };
  warnings: { field: string; message: string; code: "invalid_field" }[];
}

type Node =
  | { kind: "term"; field: string | null; terms: Term[] }
  | { kind: "not"; of: Node }
  | { kind: "and" | "or"; of: Node[] };

/**
 * The test that a `query:` argument stands for. A filter that Shopify does not know is ignored, as Shopify ignores it, with a
 * note for `extensions.search`; one that Shopify knows and the simulator does not fails by name.
 */
export function searchTest<T>(
  query: string | null,
  filters: Filters<T>,
  where: { parent: string; name: string; path: readonly (string | number)[] },
  context: { tables: SchemaTables; searchNotes: SearchNote[] },
): (one: T) => boolean {
  if (query === null || query.trim() === "") return () => true;
  const known = context.tables.searchFilters[`${where.parent}.${where.name}`] ?? {};
  const test = (node: Node): ((one: T) => boolean) | null => {
    if (node.kind === "not") {
      const inner = test(node.of);
      return inner === null ? null : (one) => !inner(one);
    }
    if (node.kind !== "term") {
      const parts = node.of.map(test).filter((part) => part !== null);
      if (parts.length === 0) return null;
      return node.kind === "and"
        ? (one) => parts.every((part) => part(one))
        : (one) => parts.some((part) => part(one));
    }
    const name = node.field ?? "default";
    const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
    if (filter !== undefined) return (one) => node.terms.some((term) => filter(one, term));
    if (name in known) throw notSimulated(`the search filter ${name} of ${where.name}`);
    context.searchNotes.push({
      path: where.path,
      query,
      parsed: { field: name, match_all: node.terms.map((term) => term.value).join(",") },
      warnings: [
        { field: name, message: "Invalid search field for this query.", code: "invalid_field" },
      ],
    });
    return null;
  };
  return test(parseSearch(query)) ?? (() => true);
}

export function parseSearch(query: string): Node {
  const tokens = [...query.matchAll(/\(|\)|(?:[^\s()'"]+|'[^']*'|"[^"]*")+/g)].map(
    ([text]) => text,
  );
  let at = 0;
  const either = (): Node => {
    const parts = [all()];
    while (tokens[at] === "OR") {
      at += 1;
      parts.push(all());
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "or", of: parts };
  };
  const all = (): Node => {
    const parts: Node[] = [];
    for (
      let token = tokens[at];
      token !== undefined && token !== ")" && token !== "OR";
      token = tokens[at]
    ) {
      if (token === "AND") at += 1;
      else parts.push(one());
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "and", of: parts };
  };
  const one = (): Node => {
    const token = tokens[at] ?? "";
    at += 1;
    if (token === "NOT" || token === "-") return { kind: "not", of: one() };
    if (token === "(") {
      const inner = either();
      at += 1;
      return inner;
    }
    if (token.startsWith("-") && token.length > 1)
      return { kind: "not", of: termOf(token.slice(1)) };
    return termOf(token);
  };
  return either();
}

function termOf(token: string): Node {
  const match = /^([A-Za-z_][\w.]*):(.*)$/s.exec(token);
  const field = match?.[1] ?? null;
  const text = match?.[2] ?? token;
  const comparator = /^(>=|<=|>|<)/.exec(text)?.[1];
  const rest = text.slice(comparator?.length ?? 0);
  const values = splitList(rest);
  return {
    kind: "term",
    field,
    terms: values.map((value) => ({ comparator: asComparator(comparator), value })),
  };
}

/** `a,b` is "either"; a quoted comma is a comma */
function splitList(text: string): string[] {
  return [...text.matchAll(/((?:[^,'"]+|'[^']*'|"[^"]*")+)/g)].map(([part]) =>
    part.replace(/^(['"])(.*)\1$/s, "$2"),
  );
}

function asComparator(text: string | undefined): Comparator {
  return text === ">" || text === ">=" || text === "<" || text === "<=" ? text : "=";
}

export function matchesText(value: string | null | undefined, term: Term): boolean {
  const have = (value ?? "").toLowerCase();
  const wanted = term.value.toLowerCase();
  return wanted.endsWith("*") ? have.startsWith(wanted.slice(0, -1)) : have === wanted;
}

export function containsText(values: (string | null | undefined)[], term: Term): boolean {
  const wanted = term.value.toLowerCase().replace(/\*$/, "");
  return values.some((value) => (value ?? "").toLowerCase().includes(wanted));
}

/** ids as numbers or gids */
export function matchesId(id: string | null, term: Term): boolean {
  const wanted = term.value.replace(/^gid:\/\/shopify\/\w+\//, "");
  if (id === null) return false;
  return compareNumbers(Number(id), Number(wanted), term.comparator);
}

export function matchesNumber(value: number, term: Term): boolean {
  return compareNumbers(value, Number(term.value), term.comparator);
}

/** times compare as instants; a bare date means its midnight */
export function matchesTime(value: string | null, term: Term): boolean {
  if (value === null) return false;
  return compareNumbers(Date.parse(value), Date.parse(term.value), term.comparator);
}

export function matchesFlag(value: boolean, term: Term): boolean {
  return value === (term.value === "true");
}

function compareNumbers(a: number, b: number, comparator: Comparator): boolean {
  switch (comparator) {
    case "=":
      return a === b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
  }
}

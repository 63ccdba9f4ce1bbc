import { badRequest } from "./api-error.ts";
import { countOf, flagOf, textOf } from "./request-context.ts";
import type { Args } from "./request-context.ts";

/** What sorting and cursors need of an element. */
export interface Place {
  value: string | number;
  id: string;
}

export interface Connection<T> {
  isConnection: true;
  /** everything, unsorted, one at a time: for bulk queries */
  all: () => Iterable<T>;
  nodes: () => T[];
  edges: () => { node: T; cursor: string }[];
  pageInfo: () => PageInfo;
}

interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

/** Shopify refuses more (docs: API limits, 250 per page). */
const largestPage = 250;

/**
 * A page over `all`. Cursors hold the last element's sort value and id, as Shopify's do: a page goes on after that place
 * even if elements came or went meanwhile.
 */
export function connection<T>(
  all: () => Iterable<T>,
  args: Args,
  placeOf: (one: T) => Place,
): Connection<T> {
  let page: Page<T> | null = null;
  const read = () => (page ??= readPage(all, args, placeOf));
  return {
    isConnection: true,
    all,
    nodes: () => read().elements,
    edges: () => read().elements.map((node) => ({ node, cursor: cursorOf(placeOf(node)) })),
    pageInfo: () => {
      const { elements, before, after } = read();
      const first = elements[0];
      const last = elements.at(-1);
      return {
        hasNextPage: after,
        hasPreviousPage: before,
        startCursor: first === undefined ? null : cursorOf(placeOf(first)),
        endCursor: last === undefined ? null : cursorOf(placeOf(last)),
      };
    },
  };
}

interface Page<T> {
  elements: T[];
  before: boolean;
  after: boolean;
}

function readPage<T>(all: () => Iterable<T>, args: Args, placeOf: (one: T) => Place): Page<T> {
  const first = countOf(args, "first");
  const last = countOf(args, "last");
  if (first === null && last === null) throw badRequest("you must provide one of first or last");
  if (first !== null && last !== null)
    throw badRequest("providing both first and last is not supported");
  const size = first ?? last ?? 0;
  if (size > largestPage || size < 0)
    throw badRequest(`${first === null ? "last" : "first"} must be between 0 and ${largestPage}`);
  const direction = flagOf(args, "reverse") ? -1 : 1;
  const placed = Array.from(all(), (one) => ({ one, place: placeOf(one) }));
  placed.sort((a, b) => direction * compare(a.place, b.place));
  const after = placeIn(args, "after");
  const before = placeIn(args, "before");
  const start = after === null ? 0 : count(placed, (p) => direction * compare(p, after) <= 0);
  const end =
    before === null ? placed.length : count(placed, (p) => direction * compare(p, before) < 0);
  const from = first === null ? Math.max(start, end - size) : start;
  const to = first === null ? end : Math.min(end, start + size);
  return {
    elements: placed.slice(from, to).map(({ one }) => one),
    before: from > 0,
    after: to < placed.length,
  };
}

function count(placed: { place: Place }[], holds: (place: Place) => boolean): number {
  return placed.findLastIndex(({ place }) => holds(place)) + 1;
}

export function compare(a: Place, b: Place): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return compareIds(a.id, b.id);
}

/** decimal strings without leading zeros: the longer one is the greater */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify({ last_id: place.id, last_value: place.value })).toString(
    "base64",
  );
}

function placeIn(args: Args, name: string): Place | null {
  const cursor = textOf(args, name);
  if (cursor === null) return null;
  try {
    const read: { last_id?: unknown; last_value?: unknown } = JSON.parse(
      Buffer.from(cursor, "base64").toString(),
    );
    const { last_id: id, last_value: value } = read;
    if (typeof id === "string" && (typeof value === "string" || typeof value === "number"))
      return { id, value };
  } catch {
    // not a cursor of ours: refused below
  }
  throw badRequest(`Invalid cursor for current pagination sort.`);
}

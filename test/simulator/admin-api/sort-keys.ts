import { notSimulated } from "./api-error.ts";
import type { Place } from "./connection.ts";
import { textOf } from "./request-context.ts";
import type { Args } from "./request-context.ts";

/** Where an element stands for the asked `sortKey`; equal values fall back on the id, as Shopify's do. */
export function sortedBy<T extends { id: string }>(
  keys: Record<string, (one: T) => string | number>,
  args: Args,
  usual: string,
): (one: T) => Place {
  const asked = textOf(args, "sortKey") ?? usual;
  const valueOf = Object.hasOwn(keys, asked) ? keys[asked] : undefined;
  if (valueOf === undefined) throw notSimulated(`the sort key ${asked}`);
  return (one) => ({ value: valueOf(one), id: one.id });
}

import { z } from "zod";
import { gidSchema } from "../catalogue-nodes.ts";
import { operation } from "../operation.ts";

/** Ids of the orders that the search finds; each is read by itself. */
export const readChangedOrders = operation<{ query: string; after: string | null }>()(
  "readChangedOrders",
  `query readChangedOrders($query: String, $after: String) {
    orders(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) { pageInfo { hasNextPage endCursor } nodes { id } }
  }`,
  z.object({
    orders: z.object({
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      nodes: z.array(z.object({ id: gidSchema("Order") })),
    }),
  }),
);

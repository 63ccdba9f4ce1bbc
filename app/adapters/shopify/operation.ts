import type { z } from "zod";

/**
 * One Admin API operation: its text (validated against Shopify's schema by test/adapters/operations.test.ts) and the shape
 * of the data that we use of its answer.
 */
export interface Operation<Variables extends Record<string, unknown>, Data> {
  name: string;
  text: string;
  data: z.ZodType<Data>;
  /** only carries the type */
  variables?: Variables;
}

export function operation<Variables extends Record<string, unknown>>() {
  return <Data>(name: string, text: string, data: z.ZodType<Data>): Operation<Variables, Data> => ({
    name,
    text,
    data,
  });
}

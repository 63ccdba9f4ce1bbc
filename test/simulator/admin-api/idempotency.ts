import { GraphQLError, Kind, valueFromASTUntyped } from "graphql";
import type { GraphQLResolveInfo } from "graphql";
import type { SimClock } from "#test/simulator/clock.ts";
import type { Args } from "./request-context.ts";

/** docs: implementing idempotency; how long a key is remembered [U] */
const rememberedMs = 24 * 3_600_000;

interface Attempt {
  field: string;
  parameters: string;
  result: unknown;
  at: number;
}

export interface IdempotencyLedger {
  /** runs a mutation, or gives the first result again where its key was seen with the same parameters */
  run(
    field: string,
    args: Args,
    key: string | null,
    required: boolean,
    act: () => unknown,
  ): unknown;
}

export function createIdempotencyLedger(clock: SimClock): IdempotencyLedger {
  const attempts = new Map<string, Attempt>();
  return {
    run(field, args, key, required, act) {
      if (key === null) {
        if (required)
          throw new GraphQLError(
            `The @idempotent directive is required for this mutation but was not provided. (${field})`,
            { extensions: { code: "BAD_REQUEST" } },
          );
        return act();
      }
      const parameters = JSON.stringify(args);
      const earlier = attempts.get(key);
      if (earlier !== undefined && clock.now() - earlier.at < rememberedMs) {
        if (earlier.field === field && earlier.parameters === parameters) return earlier.result;
        return {
          userErrors: [
            {
              field: null,
              code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
              message: "The idempotency key was used before with other parameters.",
            },
          ],
        };
      }
      const result = act();
      attempts.set(key, { field, parameters, result, at: clock.now() });
      return result;
    },
  };
}

/** The key of `@idempotent(key: …)` on this field, or null. */
export function idempotencyKey(info: GraphQLResolveInfo): string | null {
  const directive = info.fieldNodes
    .flatMap((node) => node.directives ?? [])
    .find((one) => one.name.value === "idempotent");
  const key = directive?.arguments?.find((one) => one.name.value === "key")?.value;
  if (key === undefined || key.kind === Kind.NULL) return null;
  const value = valueFromASTUntyped(key, info.variableValues);
  return typeof value === "string" && value !== "" ? value : null;
}

import { execute, getOperationAST, GraphQLError, parse, specifiedRules, validate } from "graphql";
import type { DocumentNode, GraphQLResolveInfo, GraphQLSchema } from "graphql";
import { idempotencyKey } from "./idempotency.ts";
import type { IdempotencyLedger } from "./idempotency.ts";
import { requestedCost } from "./query-cost.ts";
import { checkField, fieldValue } from "./resolve-field.ts";
import type { Registry } from "./resolve-field.ts";
import { Tagged } from "./request-context.ts";
import type { Args, RequestContext } from "./request-context.ts";
import type { Throttle } from "./throttle.ts";
import { shopifyError, variableError } from "./validation-errors.ts";

/** docs: rate limits, "a single query may not exceed a cost of 1,000 points" */
const largestQuery = 1_000;
const limitsPage = "https://shopify.dev/api/usage/rate-limits";

export interface ApiRequest {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
}

export interface ApiMachine {
  schema: GraphQLSchema;
  registry: Registry;
  throttle: Throttle;
  ledger: IdempotencyLedger;
}

/** Runs one request as Shopify would; the answer's HTTP status is 200 whatever the errors say. */
export async function executeRequest(
  request: ApiRequest,
  context: RequestContext,
  { schema, registry, throttle, ledger }: ApiMachine,
): Promise<Record<string, unknown>> {
  const document = parsed(request.query);
  if (document instanceof GraphQLError)
    return { errors: [{ message: document.message, locations: document.locations }] };
  const invalid = validate(schema, document, specifiedRules);
  if (invalid.length > 0) return { errors: invalid.map((error) => shopifyError(error, document)) };
  const operation = getOperationAST(document, request.operationName);
  if (!operation) return { errors: [{ message: "No operation named as asked" }] };

  const requested = requestedCost(schema, document, operation, request.variables);
  if (requested > largestQuery) return tooDear(requested);
  if (!throttle.take(requested))
    return {
      errors: [
        { message: "Throttled", extensions: { code: "THROTTLED", documentation: limitsPage } },
      ],
      extensions: { cost: costOf(requested, null, throttle) },
    };

  const result = await execute({
    schema,
    document,
    operationName: request.operationName,
    variableValues: request.variables,
    contextValue: context,
    rootValue: {},
    fieldResolver: (source: unknown, args: Args, _: unknown, info) =>
      resolved(source, args, context, info),
    typeResolver: (value: unknown) => (value instanceof Tagged ? value.type : undefined),
  });
  const actual =
    operation.operation === "mutation" ? requested : Math.min(requested, context.cost.actual);
  throttle.giveBack(requested - actual);
  const search = context.searchNotes.length === 0 ? {} : { search: context.searchNotes };
  const extensions = { cost: costOf(requested, actual, throttle), ...search };
  if (result.data === undefined)
    return { errors: (result.errors ?? []).map(variableError), extensions };
  const errors = (result.errors ?? []).map((error) => error.toJSON());
  return { data: result.data, ...(errors.length === 0 ? {} : { errors }), extensions };

  function resolved(
    source: unknown,
    args: Args,
    ctx: RequestContext,
    info: GraphQLResolveInfo,
  ): unknown {
    const parent = info.parentType.name;
    const field = info.parentType.getFields()[info.fieldName];
    if (field !== undefined) checkField(parent, field, args, ctx);
    const act = () =>
      fieldValue(registry, parent, info.fieldName, source, args, ctx, pathOf(info.path));
    const value =
      parent === "Mutation"
        ? ledger.run(
            info.fieldName,
            args,
            idempotencyKey(info),
            ctx.tables.idempotencyRequired.includes(info.fieldName),
            act,
          )
        : act();
    ctx.cost.actual += Array.isArray(value)
      ? value.filter(isObject).length
      : isObject(value)
        ? 1
        : 0;
    return value;
  }
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function tooDear(cost: number): Record<string, unknown> {
  return {
    errors: [
      {
        message: `Query cost is ${cost}, which exceeds the single query max cost limit (${largestQuery}).`,
        extensions: {
          code: "MAX_COST_EXCEEDED",
          cost,
          maxCost: largestQuery,
          documentation: limitsPage,
        },
      },
    ],
  };
}

function costOf(requested: number, actual: number | null, throttle: Throttle) {
  return {
    requestedQueryCost: requested,
    actualQueryCost: actual,
    throttleStatus: throttle.status(),
  };
}

function pathOf(path: GraphQLResolveInfo["path"]): (string | number)[] {
  return path.prev === undefined ? [path.key] : [...pathOf(path.prev), path.key];
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

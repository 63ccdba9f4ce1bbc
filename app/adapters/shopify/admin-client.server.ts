import { setTimeout as sleep } from "node:timers/promises";
import { ClientError, GraphQLClient } from "graphql-request";
import type { ShopDomain } from "../../domains/kernel/ids.ts";
import { parseJson } from "../../domains/kernel/parse-json.ts";
import { minutes, seconds } from "../../domains/kernel/time.ts";
import type { Operation } from "./operation.ts";
import { API_VERSION } from "./shopify-library.server.ts";
import type { ShopifyLibrary } from "./shopify-library.server.ts";
import { ShopifyRefused } from "./shopify-refused.ts";
import { tokenDesk } from "./token-desk.server.ts";
import { costOf, waitForPoints } from "./throttle.ts";

/**
 * Asks the shop's Admin API and returns the parsed data. Waits and asks again when throttled; once more with a fresh
 * token after a 401. Throws ShopifyRefused when Shopify answers with errors, and the network's own error otherwise.
 */
export type AskAdmin = <Variables extends Record<string, unknown>, Data>(
  shop: ShopDomain,
  operation: Operation<Variables, Data>,
  variables: Variables,
) => Promise<Data>;

export { ShopifyRefused } from "./shopify-refused.ts";

/** A whole bucket refills in 20 s; whoever waits longer than this is competing with others and may as well be retried. */
const PATIENCE = minutes(2);

export function adminClient(library: ShopifyLibrary): AskAdmin {
  const tokens = tokenDesk(library);
  return async (shop, operation, variables) => {
    let waited = 0;
    let renewed = false;
    for (;;) {
      const token = await tokens.current(shop, operation.name);
      const answer = await ask(clientFor(shop, token), operation.text, variables);
      if (answer.kind === "data") return operation.data.parse(answer.data);
      if (answer.kind === "unauthorized" && !renewed) {
        renewed = true;
        if (await tokens.discard(shop, token)) continue;
      }
      if (answer.kind === "throttled" && waited < PATIENCE) {
        await sleep(answer.wait);
        waited += answer.wait;
        continue;
      }
      throw new ShopifyRefused(
        operation.name,
        answer.kind === "refused" ? answer.code : answer.kind,
        describe(answer),
      );
    }
  };
}

type Answer =
  | { kind: "data"; data: unknown }
  | { kind: "throttled"; wait: number }
  | { kind: "unauthorized" }
  | { kind: "refused"; code: string; message: string };

async function ask(
  client: GraphQLClient,
  text: string,
  variables: Record<string, unknown>,
): Promise<Answer> {
  try {
    return { kind: "data", data: await client.request<unknown>(text, variables) };
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return refusal(error);
  }
}

function refusal(error: ClientError): Answer {
  const { status, errors, extensions, headers } = error.response;
  if (status === 401) return { kind: "unauthorized" };
  if (status === 429 || status === 503)
    return {
      kind: "throttled",
      wait: seconds(Number(new Headers(headers).get("retry-after") ?? 1) || 1),
    };
  const first = Array.isArray(errors) ? errors[0] : undefined;
  const given = first?.extensions?.["code"];
  const code = typeof given === "string" ? given : `HTTP_${status}`;
  if (code === "THROTTLED") return { kind: "throttled", wait: waitForPoints(costOf(extensions)) };
  return { kind: "refused", code, message: first?.message ?? `HTTP ${status}` };
}

function clientFor(shop: ShopDomain, token: string): GraphQLClient {
  return new GraphQLClient(`https://${shop}/admin/api/${API_VERSION}/graphql.json`, {
    headers: { "X-Shopify-Access-Token": token },
    jsonSerializer: { parse: parseJson, stringify: JSON.stringify },
    // the global is looked up at each call
    fetch: (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init),
  });
}

function describe(answer: Exclude<Answer, { kind: "data" }>): string {
  if (answer.kind === "refused") return answer.message;
  return answer.kind === "throttled"
    ? "still throttled after two minutes"
    : "the access token is no longer valid";
}

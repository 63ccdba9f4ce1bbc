import { setTimeout as sleep } from "node:timers/promises";
import { ClientError, GraphQLClient } from "graphql-request";
import type { ShopDomain } from "../../domains/kernel/ids.ts";
import { minutes, seconds } from "../../domains/kernel/time.ts";
import type { Operation } from "./operation.ts";
import { API_VERSION } from "./shopify-library.server.ts";
import type { ShopifyLibrary } from "./shopify-library.server.ts";
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

export class ShopifyRefused extends Error {
  override name = "ShopifyRefused";
  readonly code: string;
  constructor(operation: string, code: string, message: string) {
    super(`${operation}: ${message}`);
    this.code = code;
  }
}

/** A whole bucket refills in 20 s; whoever waits longer than this is competing with others and may as well be retried. */
const PATIENCE = minutes(2);

export function adminClient(library: ShopifyLibrary): AskAdmin {
  return async (shop, operation, variables) => {
    let waited = 0;
    let renewed = false;
    for (;;) {
      const answer = await ask(await clientFor(library, shop), operation.text, variables);
      if (answer.kind === "data") return operation.data.parse(answer.data);
      if (answer.kind === "unauthorized" && !renewed) {
        renewed = true;
        await expireToken(library, shop);
        continue;
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

async function clientFor(library: ShopifyLibrary, shop: ShopDomain): Promise<GraphQLClient> {
  const { session } = await library.unauthenticated.admin(shop);
  return new GraphQLClient(`https://${shop}/admin/api/${API_VERSION}/graphql.json`, {
    headers: { "X-Shopify-Access-Token": session.accessToken ?? "" },
    // the global is looked up at each call
    fetch: (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init),
  });
}

/** Makes the library refresh the token at its next use. */
async function expireToken(library: ShopifyLibrary, shop: ShopDomain): Promise<void> {
  const session = await library.sessionStorage.loadSession(`offline_${shop}`);
  if (!session?.refreshToken) return;
  session.expires = new Date(0);
  await library.sessionStorage.storeSession(session);
}

function describe(answer: Exclude<Answer, { kind: "data" }>): string {
  if (answer.kind === "refused") return answer.message;
  return answer.kind === "throttled"
    ? "still throttled after two minutes"
    : "the access token is no longer valid";
}

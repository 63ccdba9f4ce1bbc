import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { ApiRequest } from "./admin-api/execute-request.ts";
import { answerAccessToken } from "./auth/access-token-route.ts";
import type { TokenOffice } from "./auth/token-office.ts";
import { apiVersion } from "./schema/admin-schema.ts";
import type { Shop } from "./shop.ts";

interface Shopify {
  shops: ReadonlyMap<string, Shop>;
  apiKey: string;
  apiSecret: string;
  office: TokenOffice;
  graphql: (
    domain: string,
    scopes: ReadonlySet<string>,
    request: ApiRequest,
  ) => Promise<Record<string, unknown>>;
}

const graphqlBody = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** the doors of a shop's own host: tokens and the Admin API. True if it was one of them. */
export async function answerShopify(
  request: IncomingMessage,
  response: ServerResponse,
  shopify: Shopify,
): Promise<boolean> {
  const { pathname } = new URL(request.url ?? "/", "http://simulator");
  const isToken = pathname === "/admin/oauth/access_token";
  const version = /^\/admin\/api\/([^/]+)\/graphql\.json$/.exec(pathname)?.[1];
  if (!isToken && version === undefined) return false;
  if (request.method !== "POST") return reply(response, 405, { errors: "Method Not Allowed" });
  const domain = shopHost(request);
  if (!shopify.shops.has(domain)) return reply(response, 404, { errors: "Not Found" });
  const body = await readBody(request);
  if (isToken) {
    const { status, body: told } = await answerAccessToken(domain, body, shopify);
    return reply(response, status, told);
  }
  if (version !== apiVersion) return reply(response, 404, { errors: "Not Found" });
  return answerGraphql(request, response, shopify, domain, body);
}

async function answerGraphql(
  request: IncomingMessage,
  response: ServerResponse,
  shopify: Shopify,
  domain: string,
  body: unknown,
): Promise<boolean> {
  const token = request.headers["x-shopify-access-token"];
  const check = shopify.office.check(domain, typeof token === "string" ? token : "");
  if (!check.ok && check.reason === "not expiring")
    return reply(response, 403, {
      errors: "[API] Non-expiring access tokens are no longer accepted for the Admin API.",
    });
  if (!check.ok)
    return reply(response, 401, {
      errors: "[API] Invalid API key or access token (unrecognized login or wrong password)",
    });
  const parsed = graphqlBody.safeParse(body);
  if (!parsed.success)
    return reply(response, 400, { errors: { query: "Required parameter missing or invalid" } });
  const result = await shopify.graphql(domain, check.scopes, {
    query: parsed.data.query,
    variables: parsed.data.variables ?? {},
    operationName: parsed.data.operationName ?? null,
  });
  return reply(response, 200, result, { "x-shopify-api-version": apiVersion });
}

/** routed calls carry the shop's host in a header of ours */
function shopHost(request: IncomingMessage): string {
  const routed = request.headers["x-sim-host"];
  return (typeof routed === "string" ? routed : (request.headers.host ?? "")).split(":")[0] ?? "";
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  const type = request.headers["content-type"] ?? "";
  if (type.includes("x-www-form-urlencoded")) return Object.fromEntries(new URLSearchParams(text));
  if (type.includes("application/graphql")) return { query: text };
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function reply(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): true {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "x-request-id": randomUUID(),
    ...headers,
  });
  response.end(JSON.stringify(body));
  return true;
}

import { z } from "zod";
import { shopOfSessionToken } from "./session-token.ts";
import type { IssuedToken, TokenOffice } from "./token-office.ts";

const exchange = "urn:ietf:params:oauth:grant-type:token-exchange";
const offline = "urn:shopify:params:oauth:token-type:offline-access-token";
const online = "urn:shopify:params:oauth:token-type:online-access-token";

const requestBody = z.object({
  client_id: z.string().default(""),
  client_secret: z.string().default(""),
  grant_type: z.string().default(""),
  subject_token: z.string().default(""),
  requested_token_type: z.string().default(offline),
  expiring: z.union([z.string(), z.number(), z.boolean()]).optional(),
  refresh_token: z.string().default(""),
});

export interface TokenAnswer {
  status: number;
  body: unknown;
}

/**
 * POST /admin/oauth/access_token
 * https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/token-exchange
 */
export async function answerAccessToken(
  domain: string,
  rawBody: unknown,
  app: { apiKey: string; apiSecret: string; office: TokenOffice },
): Promise<TokenAnswer> {
  const parsed = requestBody.safeParse(rawBody);
  if (!parsed.success) return error(400, "invalid_request", "The request is malformed.");
  const body = parsed.data;
  if (body.client_id !== app.apiKey || body.client_secret !== app.apiSecret)
    return error(401, "invalid_client", "Client authentication failed.");
  if (body.grant_type === "refresh_token") {
    const issued = app.office.refresh(domain, body.refresh_token);
    if (issued === null) return error(400, "invalid_grant", "The refresh token is not valid.");
    return granted(issued);
  }
  if (body.grant_type !== exchange)
    return error(400, "unsupported_grant_type", "The grant type is not supported.");
  if ((await shopOfSessionToken(body.subject_token, app)) !== domain)
    return error(400, "invalid_subject_token", "The session token is not valid for this shop.");
  const isOnline = body.requested_token_type === online;
  const expiring = ["1", "true"].includes(String(body.expiring ?? ""));
  const issued = app.office.issue(domain, { expiring, online: isOnline });
  // unverified: what Shopify answers where the app is not installed
  if (issued === null) return error(400, "app_not_installed", "The app is not installed here.");
  return granted(issued, isOnline);
}

function granted(issued: IssuedToken, isOnline = false): TokenAnswer {
  const scope = issued.scopes.join(",");
  return {
    status: 200,
    body: {
      access_token: issued.accessToken,
      scope,
      ...(issued.expiresInSeconds === null ? {} : { expires_in: issued.expiresInSeconds }),
      ...(issued.refreshToken === null
        ? {}
        : {
            refresh_token: issued.refreshToken,
            refresh_token_expires_in: issued.refreshExpiresInSeconds,
          }),
      ...(isOnline ? { associated_user_scope: scope, associated_user: demoUser } : {}),
    },
  };
}

const demoUser = {
  id: 42,
  first_name: "Demo",
  last_name: "Staff",
  email: "staff@sambung-demo.example",
  email_verified: true,
  account_owner: true,
  locale: "en",
  collaborator: false,
};

function error(status: number, code: string, description: string): TokenAnswer {
  return { status, body: { error: code, error_description: description } };
}

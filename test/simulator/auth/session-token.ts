import { randomUUID } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import type { SessionTokenOptions } from "#test/simulator/simulator.ts";

/**
 * App Bridge's session token: HS256 with the app's secret, one minute long.
 * Written on the wall clock and not on the simulated one, because the app checks it on the wall clock.
 * https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens
 */
export async function sessionToken(
  app: { apiKey: string; apiSecret: string; domain: string },
  options: SessionTokenOptions = {},
): Promise<string> {
  const domain = options.domain ?? app.domain;
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: `https://${domain}/admin`,
    dest: `https://${domain}`,
    aud: app.apiKey,
    sub: options.userId ?? "42",
    exp: now + (options.expiresInSeconds ?? 60),
    nbf: now,
    iat: now,
    jti: randomUUID(),
    sid: randomUUID(),
    ...options.claims,
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .sign(new TextEncoder().encode(options.secret ?? app.apiSecret));
}

/** The shop that a valid token names, or null. */
export async function shopOfSessionToken(
  token: string,
  app: { apiKey: string; apiSecret: string },
): Promise<string | null> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(app.apiSecret), {
      audience: app.apiKey,
      algorithms: ["HS256"],
    });
    return typeof payload["dest"] === "string" ? new URL(payload["dest"]).hostname : null;
  } catch {
    return null;
  }
}

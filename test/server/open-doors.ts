import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import { Session } from "@shopify/shopify-api";
import { SignJWT, UnsecuredJWT } from "jose";
import type { Db } from "#app/db/open-database.server.ts";
import type { ShopDomain } from "#app/domains/kernel/ids.ts";
import { createHttpServer } from "#app/server/http-server.server.ts";
import { createLog } from "#app/server/log.server.ts";
import type { Services } from "#app/services.server.ts";
import { ensureBuild } from "#test/demo/ensure-build.ts";
import { routeShopifyTo } from "#test/simulator/route-shopify.ts";
import { USER_AGENT } from "#test/support/browser.ts";
import { testDatabase } from "#test/support/database.ts";
import { testServices } from "#test/support/services.ts";

export const API_KEY = "the-api-key";
export const API_SECRET = "the-api-secret-that-nobody-may-see";
export const APP_URL = "https://sambung.example.com";

/** The whole server, with the Remix build behind it, as the world meets it; everything that it logs is kept. */
export interface OpenDoors {
  db: Db;
  services: Services;
  build: ServerBuild;
  port: number;
  logged(): string;
  ask(path: string, init?: RequestInit): Promise<Answer>;
  /** as App Bridge asks, with this session token */
  asStaff(path: string, token: string, init?: RequestInit): Promise<Answer>;
  /** a delivery as Shopify sends it; headers that are undefined are left out */
  deliver(
    shop: string,
    topic: string,
    body: string | Buffer,
    headers?: Record<string, string | undefined>,
  ): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export async function openDoors(clock?: () => number): Promise<OpenDoors> {
  await ensureBuild();
  const unroute = routeShopifyTo("http://127.0.0.1:9"); // nobody answers there
  const db = await testDatabase();
  let logged = "";
  const keep = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  const services = testServices(db, {
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    appUrl: APP_URL,
    log: createLog("debug", keep),
    ...(clock ? { clock } : {}),
  });
  const file = pathToFileURL("build/server/index.js").href;
  const build: ServerBuild = await import(/* @vite-ignore */ file);
  const server = createHttpServer(services, build).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      redirect: "manual",
      ...init,
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  return {
    db,
    services,
    build,
    port,
    logged: () => logged,
    ask,
    asStaff: (path, token, init = {}) =>
      ask(path, {
        ...init,
        headers: {
          "user-agent": USER_AGENT,
          authorization: `Bearer ${token}`,
          ...Object.fromEntries(new Headers(init.headers)),
        },
      }),
    deliver: (shop, topic, body, headers = {}) => {
      const all: Record<string, string | undefined> = {
        "content-type": "application/json",
        "x-shopify-hmac-sha256": createHmac("sha256", API_SECRET).update(body).digest("base64"),
        "x-shopify-shop-domain": shop,
        "x-shopify-topic": topic,
        "x-shopify-webhook-id": randomUUID(),
        ...headers,
      };
      return ask("/webhooks", {
        method: "POST",
        body: typeof body === "string" ? body : new Uint8Array(body),
        headers: Object.entries(all).flatMap(([name, value]): [string, string][] =>
          value === undefined ? [] : [[name, value]],
        ),
      });
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      unroute();
      await db.close();
    },
  };
}

/** The app is installed and has its token, so that no exchange is needed. */
export async function hasToken({ shopify }: Services, shop: ShopDomain): Promise<void> {
  await shopify.sessionStorage.storeSession(
    new Session({
      id: `offline_${shop}`,
      shop,
      state: "",
      isOnline: false,
      accessToken: "shpat_that_nobody_may_see",
    }),
  );
}

export interface TokenChange {
  claims?: Record<string, unknown>;
  secret?: string;
  unsigned?: boolean;
}

/** App Bridge's session token for a shop; valid unless something is changed. */
export async function sessionTokenFor(shop: string, change: TokenChange = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: API_KEY,
    sub: "42",
    exp: now + 60,
    nbf: now - 5,
    iat: now - 5,
    jti: randomUUID(),
    sid: randomUUID(),
    ...change.claims,
  };
  if (change.unsigned) return new UnsecuredJWT(claims).encode();
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .sign(new TextEncoder().encode(change.secret ?? API_SECRET));
}

import { randomBytes } from "node:crypto";
import type { SimClock } from "#test/simulator/clock.ts";

/**
 * Which shop has the app installed, with which scopes, and the access tokens that follow from it. Expiring offline tokens:
 * an hour, refreshed by a token that rotates and lives 90 days. The old refresh token stays good until its successor is used,
 * 30 days at most (changelog of 28 August 2026), so a lost answer does not lock an app out.
 */
export interface TokenOffice {
  install(domain: string, scopes: string[]): void;
  uninstall(domain: string): boolean;
  changeScopes(domain: string, scopes: string[]): string[];
  scopesOf(domain: string): ReadonlySet<string> | null;
  issue(domain: string, kind: { expiring: boolean; online?: boolean }): IssuedToken | null;
  refresh(domain: string, refreshToken: string): IssuedToken | null;
  check(domain: string, accessToken: string): TokenCheck;
  save(): SavedOffice;
  load(saved: SavedOffice): void;
}

export interface IssuedToken {
  accessToken: string;
  scopes: string[];
  expiresInSeconds: number | null;
  refreshToken: string | null;
  refreshExpiresInSeconds: number | null;
}

export type TokenCheck =
  | { ok: true; scopes: ReadonlySet<string> }
  | { ok: false; reason: "unknown" | "expired" | "not expiring" };

interface AccessToken {
  domain: string;
  expiresAt: number | null;
  online: boolean;
}
interface RefreshToken {
  domain: string;
  expiresAt: number;
  replaces: string | null;
}
export interface SavedOffice {
  installed: [string, string[]][];
  access: [string, AccessToken][];
  refresh: [string, RefreshToken][];
}

const hourSeconds = 3_600;
const daySeconds = 24 * hourSeconds;
const refreshLifeSeconds = 90 * daySeconds;
const oldRefreshLifeSeconds = 30 * daySeconds;
const onlineLifeSeconds = daySeconds;

export function createTokenOffice(clock: SimClock): TokenOffice {
  let installed = new Map<string, string[]>();
  let access = new Map<string, AccessToken>();
  let refresh = new Map<string, RefreshToken>();

  return {
    install(domain, scopes) {
      installed.set(domain, scopes);
    },
    uninstall(domain) {
      for (const [token, one] of access) if (one.domain === domain) access.delete(token);
      for (const [token, one] of refresh) if (one.domain === domain) refresh.delete(token);
      return installed.delete(domain);
    },
    changeScopes(domain, scopes) {
      const before = installed.get(domain) ?? [];
      installed.set(domain, scopes);
      return before;
    },
    scopesOf(domain) {
      const scopes = installed.get(domain);
      return scopes === undefined ? null : new Set(scopes);
    },
    issue(domain, kind) {
      return installed.has(domain) ? newTokens(domain, kind, null) : null;
    },
    refresh(domain, refreshToken) {
      const known = refresh.get(refreshToken);
      if (known === undefined || known.domain !== domain || !installed.has(domain)) return null;
      if (known.expiresAt <= clock.now()) return null;
      if (known.replaces !== null) {
        refresh.delete(known.replaces);
        known.replaces = null;
      }
      known.expiresAt = Math.min(known.expiresAt, clock.now() + oldRefreshLifeSeconds * 1000);
      return newTokens(domain, { expiring: true }, refreshToken);
    },
    check(domain, accessToken) {
      const known = access.get(accessToken);
      const scopes = installed.get(domain);
      if (known === undefined || known.domain !== domain || scopes === undefined)
        return { ok: false, reason: "unknown" };
      if (known.expiresAt === null && !known.online) return { ok: false, reason: "not expiring" };
      if (known.expiresAt !== null && known.expiresAt <= clock.now())
        return { ok: false, reason: "expired" };
      return { ok: true, scopes: new Set(scopes) };
    },
    save: () => ({
      installed: [...installed],
      access: [...access],
      refresh: [...refresh],
    }),
    load(saved) {
      installed = new Map(saved.installed);
      access = new Map(saved.access);
      refresh = new Map(saved.refresh);
    },
  };

  function newTokens(
    domain: string,
    kind: { expiring: boolean; online?: boolean },
    replaces: string | null,
  ): IssuedToken {
    const online = kind.online ?? false;
    const life = online ? onlineLifeSeconds : kind.expiring ? hourSeconds : null;
    const accessToken = `shpat_${randomBytes(16).toString("hex")}`;
    const expiresAt = life === null ? null : clock.now() + life * 1000;
    access.set(accessToken, { domain, expiresAt, online });
    const scopes = installed.get(domain) ?? [];
    if (online || life === null)
      return {
        accessToken,
        scopes,
        expiresInSeconds: life,
        refreshToken: null,
        refreshExpiresInSeconds: null,
      };
    const refreshToken = `shprt_${randomBytes(16).toString("hex")}`;
    const until = clock.now() + refreshLifeSeconds * 1000;
    refresh.set(refreshToken, { domain, expiresAt: until, replaces });
    return {
      accessToken,
      scopes,
      expiresInSeconds: life,
      refreshToken,
      refreshExpiresInSeconds: refreshLifeSeconds,
    };
  }
}

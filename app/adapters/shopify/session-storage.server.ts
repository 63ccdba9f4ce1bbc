import { Session } from "@shopify/shopify-api";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import type { Db } from "../../db/open-database.server.ts";
import { seal, unseal } from "./seal.server.ts";

type SessionStorage = Pick<
  PrismaSessionStorage<Db["prisma"]>,
  "storeSession" | "loadSession" | "deleteSession" | "deleteSessions" | "findSessionsByShop"
>;

/** Shopify's own Prisma storage, with both tokens sealed on the way in and opened on the way out. */
export function sealedSessionStorage(prisma: Db["prisma"], key: Buffer): SessionStorage {
  const inner = new PrismaSessionStorage(prisma);
  return {
    storeSession: (session) =>
      inner.storeSession(withTokens(session, (text) => seal(key, text, session.id))),
    loadSession: async (id) => {
      const session = await inner.loadSession(id);
      return session && opened(session, key);
    },
    deleteSession: (id) => inner.deleteSession(id),
    deleteSessions: (ids) => inner.deleteSessions(ids),
    findSessionsByShop: async (shop) =>
      (await inner.findSessionsByShop(shop)).flatMap((s) => opened(s, key) ?? []),
  };
}

/** A session sealed with a key that we no longer have counts as absent: Shopify hands out a new token at the next visit. */
function opened(session: Session, key: Buffer): Session | undefined {
  try {
    return withTokens(session, (text) => unseal(key, text, session.id));
  } catch {
    return undefined;
  }
}

function withTokens(session: Session, change: (text: string) => string): Session {
  return new Session({
    ...session.toObject(),
    accessToken: change(session.accessToken ?? ""),
    ...(session.refreshToken ? { refreshToken: change(session.refreshToken) } : {}),
  });
}

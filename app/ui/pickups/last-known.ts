import { isRouteErrorResponse } from "@remix-run/react";

/** For one page: what the server says, or what it last said under the same key when it does not answer. */
export type LastKnown<T> = (key: string, ask: () => Promise<T>) => Promise<T>;

/**
 * Staff go on seeing their board while the shop's network or the app is away, instead of an error page. What a door refused
 * (4xx) and redirections go through.
 */
export function lastKnown<T extends { isStale: boolean }>(): LastKnown<T> {
  const known = new Map<string, T>();
  return async (key, ask) => {
    try {
      const said = await ask();
      known.set(key, said);
      return said;
    } catch (error) {
      const isAnswer =
        error instanceof Response || (isRouteErrorResponse(error) && error.status < 500);
      const before = known.get(key);
      if (isAnswer || !before) throw error;
      return { ...before, isStale: true };
    }
  };
}

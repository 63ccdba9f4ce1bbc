import type { PGlite } from "@electric-sql/pglite";

/** First bytes of the messages that end what a client may send in pieces: Sync and simple Query (protocol 3.0, 53.7). */
const ENDS = new Set(["S", "Q"].map((letter) => letter.charCodeAt(0)));
/** Parse, Bind, Describe, Execute, Close, Flush */
const GOES_ON = new Set(["P", "B", "D", "E", "C", "H"].map((letter) => letter.charCodeAt(0)));

/**
 * The socket server takes one message after another from all its clients in turn, and keeps to one client only during a
 * transaction. But every client names its statement "" in the same one session: between one client's Parse and its Bind
 * another's Parse must not come, or the wrong statement is executed. So from a client's first message to its Sync we say
 * that a transaction is open.
 */
export function wholePipelines(db: PGlite): PGlite {
  let isUnderWay = false;
  const changed: Partial<PGlite> = {
    isInTransaction: () => isUnderWay || db.isInTransaction(),
    execProtocolRawStream: async (message, options) => {
      const type = message[0] ?? 0;
      if (GOES_ON.has(type)) isUnderWay = true;
      await db.execProtocolRawStream(message, options);
      if (ENDS.has(type)) isUnderWay = false;
    },
    // the server's ROLLBACK for a client that went away in the middle
    exec: async (query, options) => {
      isUnderWay = false;
      return db.exec(query, options);
    },
  };
  return new Proxy(db, {
    get: (target, key) => {
      const own: unknown = Reflect.get(changed, key) ?? Reflect.get(target, key, target);
      return typeof own === "function" ? own.bind(target) : own;
    },
  });
}

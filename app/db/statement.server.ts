import type { QueryConfig } from "pg";
import type { Db } from "./open-database.server.ts";

/**
 * A query that a real Postgres plans once per connection. The embedded one has a single session behind all connections,
 * where a second connection's statement of the same name would collide: there it goes unnamed.
 */
export function statement(db: Db, name: string, text: string, values: unknown[]): QueryConfig {
  return db.kind === "postgres" ? { name, text, values } : { text, values };
}

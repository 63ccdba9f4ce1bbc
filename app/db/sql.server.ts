import type pg from "pg";
import type { Db, Tx } from "./open-database.server.ts";

/** Runs one statement in the transaction at hand, whoever opened it. */
export type Sql = <Row>(text: string, values: readonly unknown[]) => Promise<Row[]>;

export function sqlOf(tx: Tx): Sql {
  return (text, values) => tx.$queryRawUnsafe(text, ...values);
}

/** One transaction on a connection of the pool: for large batches, which Prisma would copy more than once. */
export async function inSqlTransaction<T>(db: Db, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client: pg.PoolClient = await db.pool.connect();
  try {
    await client.query("BEGIN");
    const result = await work(async <Row>(text: string, values: readonly unknown[]) => {
      const { rows } = await client.query<Row & pg.QueryResultRow>(text, [...values]);
      return rows;
    });
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {}); // the connection itself may be what failed
    throw error;
  } finally {
    client.release();
  }
}

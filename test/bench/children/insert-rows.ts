import { randomUUID } from "node:crypto";
import { openDatabase } from "#app/db/open-database.server.ts";
import { statement } from "#app/db/statement.server.ts";
import { answerParent } from "../answer-parent.ts";
import { BENCH_SHOP } from "../deliveries.ts";
import type { SampleDelivery } from "../deliveries.ts";

export interface InsertOptions {
  where: { url?: string; folder: string };
  atOnce: number;
  deliveries: SampleDelivery[];
}

export interface InsertAsk {
  seconds: number;
}

export interface InsertReply {
  rows: number;
  perSecond: number;
}

/** The least that keeping a delivery can cost: one row per INSERT by `pg` into a table shaped as the inbox, with its indexes. */
await answerParent<InsertOptions, InsertAsk, InsertReply>(async ({ where, atOnce, deliveries }) => {
  const db = await openDatabase(where);
  await db.pool.query(`CREATE TABLE "Plain" (LIKE "Inbox" INCLUDING ALL)`);
  const insert = ({ topic, body }: SampleDelivery) => {
    const now = new Date();
    return db.pool.query(
      statement(
        db,
        "plain-insert",
        `INSERT INTO "Plain" (shop, id, topic, body, "triggeredAt", "receivedAt", "notBefore") VALUES ($1, $2, $3, $4, $5, $6, $6)`,
        [BENCH_SHOP, randomUUID(), topic, body, now, now],
      ),
    );
  };
  return {
    ready: null,
    answer: async ({ seconds }) => {
      const began = performance.now();
      let rows = 0;
      const worker = async () => {
        while (performance.now() - began < seconds * 1_000) {
          const delivery = deliveries[rows++ % deliveries.length];
          if (delivery) await insert(delivery);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
      return { rows, perSecond: rows / ((performance.now() - began) / 1_000) };
    },
    close: () => db.close(),
  };
});

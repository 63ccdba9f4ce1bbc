import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Outcome } from "../kernel/outcome.ts";
import { done, refused } from "../kernel/outcome.ts";
import type { Millis } from "../kernel/time.ts";
import { minutes } from "../kernel/time.ts";
import { isSettled } from "./sent-message.ts";
import type { MessageIntent, MessageState } from "./sent-message.ts";

/** Longer than SMTP conversations of ours take (10 s to connect, 20 s of silence at each of its steps): the attempt has died. */
const LONGEST_ATTEMPT = minutes(3);

/**
 * Claims the intent for one attempt, before anything is sent. Refused with "settled" when the intent has had its outcome
 * (also when an earlier attempt is found dead: its outcome is unknown from here on), and with "under-way" while another
 * attempt may still be running.
 */
export async function beginSending(
  db: Db,
  shop: ShopDomain,
  intent: MessageIntent,
  attemptId: string,
  now: Millis,
): Promise<Outcome<undefined, "settled" | "under-way">> {
  const at = new Date(now);
  return db.transact(async (tx) => {
    const { count } = await tx.sentMessage.createMany({
      data: [{ shop, ...intent, state: "sending", attemptId, createdAt: at, at }],
      skipDuplicates: true,
    });
    if (count === 1) return done();
    const [before] = await tx.$queryRaw<{ state: MessageState; at: Date }[]>`
      SELECT state, at FROM "SentMessage"
       WHERE shop = ${shop} AND kind = ${intent.kind} AND "intentKey" = ${intent.intentKey} FOR UPDATE`;
    if (!before || isSettled(before.state)) return refused("settled");
    const { kind, intentKey } = intent;
    const where = { shop_kind_intentKey: { shop, kind, intentKey } };
    if (before.state === "retrying") {
      await tx.sentMessage.update({ where, data: { state: "sending", attemptId, at } });
      return done();
    }
    if (before.at.getTime() + LONGEST_ATTEMPT > now) return refused("under-way");
    await tx.sentMessage.update({
      where,
      data: { state: "unknown", reason: "interrupted", at },
    });
    return refused("settled");
  });
}

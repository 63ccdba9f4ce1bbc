import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { stateAfterResult } from "./sent-message.ts";
import type { MessageIntent, MessageState, SendResult } from "./sent-message.ts";

/** Records how the attempt ended. False when the attempt no longer has a say (another one does, or it is settled). */
export async function recordSendResult(
  db: Db,
  shop: ShopDomain,
  intent: MessageIntent,
  attempt: { id: string; language: string | null },
  result: SendResult,
  now: Millis,
): Promise<boolean> {
  const { kind, intentKey } = intent;
  return db.transact(async (tx) => {
    const [row] = await tx.$queryRaw<{ state: MessageState }[]>`
      SELECT state FROM "SentMessage"
       WHERE shop = ${shop} AND kind = ${kind} AND "intentKey" = ${intentKey}
         AND "attemptId" = ${attempt.id} FOR UPDATE`;
    const state = row && stateAfterResult(row.state, result.state);
    if (!state) return false;
    await tx.sentMessage.update({
      where: { shop_kind_intentKey: { shop, kind, intentKey } },
      data: {
        state,
        reason: result.state === "sent" ? null : result.reason,
        language: attempt.language,
        at: new Date(now),
      },
    });
    return true;
  });
}

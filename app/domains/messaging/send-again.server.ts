import { z } from "zod";
import type { Db } from "../../db/open-database.server.ts";
import { stateIntents } from "../../db/outbox.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Outcome } from "../kernel/outcome.ts";
import { done, refused } from "../kernel/outcome.ts";
import type { Millis } from "../kernel/time.ts";
import type { MessageKind } from "./message-kind.ts";
import { isSettled, keyOfRepetition, MESSAGE_STATES } from "./sent-message.ts";

/**
 * A person asks for a message once more: a new intent. Two clicks on the same message are one intent, whoever made them.
 * The job checks anew whether the pickup still wants it.
 */
export async function sendAgain(
  db: Db,
  shop: ShopDomain,
  message: { kind: MessageKind; intentKey: string },
  actor: string,
  now: Millis,
): Promise<Outcome<undefined, "not-found" | "under-way">> {
  const { kind, intentKey } = message;
  return db.transact(async (tx) => {
    const before = await tx.sentMessage.findUnique({
      where: { shop_kind_intentKey: { shop, kind, intentKey } },
    });
    if (!before) return refused("not-found");
    if (!isSettled(z.enum(MESSAGE_STATES).parse(before.state))) return refused("under-way");
    await stateIntents(tx, shop, [
      {
        kind: `mail.${kind}`,
        key: keyOfRepetition(intentKey),
        payload: { pickupId: before.pickupId },
      },
    ]);
    await tx.auditLog.create({
      data: {
        shop,
        at: new Date(now),
        actor,
        act: "message.sent-again",
        subject: `pickup:${before.pickupId}`,
        detail: { kind, before: before.state },
      },
    });
    return done();
  });
}

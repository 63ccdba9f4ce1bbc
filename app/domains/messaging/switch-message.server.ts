import type { Db } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import type { MessageKind } from "./message-kind.ts";

/** From now on the message is sent, or is not. */
export async function switchMessage(
  db: Db,
  shop: ShopDomain,
  kind: MessageKind,
  isOn: boolean,
  actor: string,
  now: Millis,
): Promise<void> {
  const updatedAt = new Date(now);
  await db.transact(async (tx) => {
    await tx.messageSwitch.upsert({
      where: { shop_kind: { shop, kind } },
      create: { shop, kind, isOn, updatedAt },
      update: { isOn, updatedAt },
    });
    await tx.auditLog.create({
      data: {
        shop,
        at: updatedAt,
        actor,
        act: isOn ? "message.switched-on" : "message.switched-off",
        subject: `message:${kind}`,
      },
    });
  });
}

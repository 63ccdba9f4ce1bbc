import { z } from "zod";
import type { Tx } from "../../db/open-database.server.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { MESSAGE_KINDS } from "./message-kind.ts";
import type { MessageKind } from "./message-kind.ts";
import { MESSAGE_STATES } from "./sent-message.ts";
import type { MessageState } from "./sent-message.ts";

export interface SentMessageView {
  kind: MessageKind;
  intentKey: string;
  pickupId: string;
  state: MessageState;
  /** a code, with ":" and a detail where there is one: "refused:550" */
  reason: string | null;
  at: Millis;
}

/** What became of the messages of these pickups, the newest first. */
export async function readSentMessages(
  prisma: Pick<Tx, "sentMessage">,
  shop: ShopDomain,
  pickupIds: string[],
): Promise<SentMessageView[]> {
  const rows = await prisma.sentMessage.findMany({
    where: { shop, pickupId: { in: pickupIds } },
    orderBy: [{ createdAt: "desc" }, { intentKey: "desc" }],
  });
  return rows.map(view);
}

/** The shop's latest messages. */
export async function readLatestMessages(
  prisma: Pick<Tx, "sentMessage">,
  shop: ShopDomain,
  most: number,
): Promise<SentMessageView[]> {
  const rows = await prisma.sentMessage.findMany({
    where: { shop },
    orderBy: { at: "desc" },
    take: most,
  });
  return rows.map(view);
}

function view(row: z.input<typeof stored> & { at: Date }): SentMessageView {
  return { ...stored.parse(row), at: row.at.getTime() };
}

const stored = z.object({
  kind: z.string().pipe(z.enum(MESSAGE_KINDS)),
  intentKey: z.string(),
  pickupId: z.string(),
  state: z.string().pipe(z.enum(MESSAGE_STATES)),
  reason: z.string().nullable(),
});

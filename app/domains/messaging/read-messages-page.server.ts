import type { Db } from "../../db/open-database.server.ts";
import { LANGUAGES } from "../../ui/language.ts";
import type { Language } from "../../ui/language.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import { MESSAGE_KINDS } from "./message-kind.ts";
import type { MessageKind } from "./message-kind.ts";
import { readLatestMessages } from "./read-sent-messages.server.ts";
import type { SentMessageView } from "./read-sent-messages.server.ts";
import { isSwitchedOn, readTemplate } from "./read-template.server.ts";

/** What the page of messages shows. */
export interface MessagesPage {
  kinds: {
    kind: MessageKind;
    isOn: boolean;
    /** in which languages the merchant has words of their own */
    own: Language[];
  }[];
  latest: SentMessageView[];
  /** the shop's own; messages of several stores stand together */
  timeZone: string;
}

const MOST_SHOWN = 25;

export async function readMessagesPage(
  { prisma }: Pick<Db, "prisma">,
  shop: ShopDomain,
): Promise<MessagesPage> {
  const kinds: MessagesPage["kinds"] = [];
  for (const kind of MESSAGE_KINDS) {
    const own: Language[] = [];
    for (const language of LANGUAGES) {
      const { version } = await readTemplate(prisma, shop, kind, language);
      if (version > 0) own.push(language);
    }
    kinds.push({ kind, isOn: await isSwitchedOn(prisma, shop, kind), own });
  }
  const latest = await readLatestMessages(prisma, shop, MOST_SHOWN);
  const row = await prisma.shop.findUnique({ where: { shop }, select: { timeZone: true } });
  return { kinds, latest, timeZone: row?.timeZone ?? "UTC" };
}

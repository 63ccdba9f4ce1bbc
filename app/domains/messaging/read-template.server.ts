import type { Tx } from "../../db/open-database.server.ts";
import type { Language } from "../../ui/language.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { DEFAULT_TEMPLATES } from "./default-templates.ts";
import type { MessageKind } from "./message-kind.ts";
import type { Template } from "./template.ts";

/** A template as it will be sent. Version 0: ours, the merchant has not written one. */
export interface TemplateView extends Template {
  version: number;
  updatedAt: Millis | null;
}

export async function readTemplate(
  prisma: Pick<Tx, "mailTemplate">,
  shop: ShopDomain,
  kind: MessageKind,
  language: Language,
): Promise<TemplateView> {
  const row = await prisma.mailTemplate.findUnique({
    where: { shop_kind_language: { shop, kind, language } },
  });
  if (!row) return { ...DEFAULT_TEMPLATES[kind][language], version: 0, updatedAt: null };
  const { subject, body, version, updatedAt } = row;
  return { subject, body, version, updatedAt: updatedAt.getTime() };
}

/** Whether the shop wants this message sent; it does until its merchant switches it off. */
export async function isSwitchedOn(
  prisma: Pick<Tx, "messageSwitch">,
  shop: ShopDomain,
  kind: MessageKind,
): Promise<boolean> {
  const row = await prisma.messageSwitch.findUnique({ where: { shop_kind: { shop, kind } } });
  return row?.isOn ?? true;
}

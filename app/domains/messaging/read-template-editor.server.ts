import type { Db } from "../../db/open-database.server.ts";
import { LANGUAGES } from "../../ui/language.ts";
import type { Language } from "../../ui/language.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import { DEFAULT_TEMPLATES } from "./default-templates.ts";
import type { MessageKind } from "./message-kind.ts";
import { isSwitchedOn, readTemplate } from "./read-template.server.ts";
import type { TemplateView } from "./read-template.server.ts";
import type { Template } from "./template.ts";

export interface TemplateEditor {
  isOn: boolean;
  /** where a test mail goes unless the merchant says otherwise */
  shopEmail: string | null;
  languages: { language: Language; saved: TemplateView; ours: Template }[];
}

export async function readTemplateEditor(
  { prisma }: Pick<Db, "prisma">,
  shop: ShopDomain,
  kind: MessageKind,
): Promise<TemplateEditor> {
  const installed = await prisma.shop.findUnique({ where: { shop } });
  const languages: TemplateEditor["languages"] = [];
  for (const language of LANGUAGES) {
    const saved = await readTemplate(prisma, shop, kind, language);
    languages.push({ language, saved, ours: DEFAULT_TEMPLATES[kind][language] });
  }
  return {
    isOn: await isSwitchedOn(prisma, shop, kind),
    shopEmail: installed?.email ?? null,
    languages,
  };
}

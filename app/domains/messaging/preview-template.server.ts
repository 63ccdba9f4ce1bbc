import type { Db } from "../../db/open-database.server.ts";
import type { Language } from "../../ui/language.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import { composePickupReady } from "./compose-pickup-ready.server.ts";
import { sampleFacts } from "./sample-facts.ts";
import type { Template, TemplateProblem, TemplateWarning } from "./template.ts";

export type Preview =
  | { ok: true; subject: string; html: string; warnings: TemplateWarning[] }
  | { ok: false; problems: TemplateProblem[] };

/** The mail as a shopper would get it, with made-up data and the shop's own name. */
export async function previewTemplate(
  { prisma }: Pick<Db, "prisma">,
  shop: ShopDomain,
  template: Template,
  language: Language,
): Promise<Preview> {
  const installed = await prisma.shop.findUnique({ where: { shop } });
  const facts = sampleFacts(language, installed?.name || shop);
  const composed = await composePickupReady(template, language, facts, { qrInline: true });
  if (!composed.ok) return composed;
  const { subject, html, warnings } = composed.value;
  return { ok: true, subject, html, warnings };
}

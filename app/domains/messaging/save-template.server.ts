import type { Db, Tx } from "../../db/open-database.server.ts";
import { LANGUAGES } from "../../ui/language.ts";
import type { Language } from "../../ui/language.ts";
import type { ShopDomain } from "../kernel/ids.ts";
import type { Outcome } from "../kernel/outcome.ts";
import { done, refused } from "../kernel/outcome.ts";
import type { Millis } from "../kernel/time.ts";
import { composePickupReady } from "./compose-pickup-ready.server.ts";
import { DEFAULT_TEMPLATES } from "./default-templates.ts";
import type { MessageKind } from "./message-kind.ts";
import { sampleFacts } from "./sample-facts.ts";
import type { Template, TemplateProblem } from "./template.ts";

/** What the merchant has in front of them: the text, and the version it was made from (0: ours). */
export interface TemplateDraft extends Template {
  language: Language;
  version: number;
}

export type SaveTemplates =
  | Outcome<undefined, "changed-meanwhile">
  | { ok: false; reason: "broken"; problems: (TemplateProblem & { language: Language })[] };

/**
 * Keeps the drafts, all or none. Refused when one cannot be sent, or when someone else has saved since it was opened.
 * A draft that says what ours says leaves no row: the shop follows our wording again.
 */
export async function saveTemplates(
  db: Db,
  shop: ShopDomain,
  kind: MessageKind,
  drafts: TemplateDraft[],
  actor: string,
  now: Millis,
): Promise<SaveTemplates> {
  const problems: (TemplateProblem & { language: Language })[] = [];
  for (const draft of drafts) {
    const { language } = draft;
    const tried = await composePickupReady(draft, language, sampleFacts(language, "Toko"));
    if (!tried.ok) problems.push(...tried.problems.map((problem) => ({ ...problem, language })));
  }
  if (problems.length > 0) return { ok: false, reason: "broken", problems };
  try {
    await db.transact(async (tx) => {
      // in one order, so that two who save at once wait for each other instead of locking each other out
      for (const language of LANGUAGES) {
        const draft = drafts.find((draft) => draft.language === language);
        if (draft) await saveOne(tx, shop, kind, draft, new Date(now));
      }
      await tx.auditLog.create({
        data: {
          shop,
          at: new Date(now),
          actor,
          act: "template.saved",
          subject: `template:${kind}`,
          detail: { languages: drafts.map(({ language }) => language) },
        },
      });
    });
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return refused("changed-meanwhile");
    throw error;
  }
  return done();
}

class ChangedMeanwhile extends Error {
  override name = "ChangedMeanwhile";
}

async function saveOne(
  tx: Tx,
  shop: ShopDomain,
  kind: MessageKind,
  { language, version, subject, body }: TemplateDraft,
  updatedAt: Date,
): Promise<void> {
  const ours = DEFAULT_TEMPLATES[kind][language];
  const where = { shop, kind, language, version };
  const isOurs = subject === ours.subject && body === ours.body;
  let saved: { count: number };
  if (isOurs) saved = await tx.mailTemplate.deleteMany({ where });
  else if (version > 0)
    saved = await tx.mailTemplate.updateMany({
      where,
      data: { subject, body, updatedAt, version: version + 1 },
    });
  else
    saved = await tx.mailTemplate.createMany({
      data: [{ shop, kind, language, subject, body, updatedAt }],
      skipDuplicates: true,
    });
  const hadNothing = isOurs && version === 0;
  if (saved.count === 0 && !hadNothing) throw new ChangedMeanwhile();
}

import { z } from "zod";
import type { Preview } from "#app/domains/messaging/preview-template.server.ts";
import type { SaveTemplates } from "#app/domains/messaging/save-template.server.ts";
import type { TestMailOutcome } from "#app/domains/messaging/send-test-mail.server.ts";
import { LANGUAGES } from "#app/ui/language.ts";
import type { Language } from "#app/ui/language.ts";

/** More than any template that can be saved, so that the reason is said in words. */
const text = z.string().max(100_000);
const draft = z.object({
  language: z.enum(LANGUAGES),
  subject: text,
  body: text,
});

/** What the editor asks of its action. */
export const editorRequest = z.discriminatedUnion("act", [
  z.object({
    act: z.literal("save"),
    drafts: z.array(draft.extend({ version: z.number().int().min(0) })).max(LANGUAGES.length),
  }),
  z.object({ act: z.literal("preview"), draft }),
  z.object({ act: z.literal("test"), draft, to: z.string().max(500) }),
  z.object({ act: z.literal("switch"), isOn: z.boolean() }),
]);
export type Draft = z.infer<typeof draft>;

/** What it is answered. */
export type EditorAnswer =
  | { act: "save"; outcome: SaveTemplates }
  | { act: "preview"; language: Language; preview: Preview }
  | { act: "test"; outcome: TestMailOutcome }
  | { act: "switch" };

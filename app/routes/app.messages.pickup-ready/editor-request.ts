import { z } from "zod";
import { LANGUAGES } from "#app/ui/language.ts";

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
export type EditorRequest = z.infer<typeof editorRequest>;
export type Draft = z.infer<typeof draft>;

/** What the merchant may change of a message: two Liquid texts. All else (code, store, lines) the layout adds by itself. */
export interface Template {
  subject: string;
  body: string;
}

export const LONGEST_SUBJECT = 200;
export const LONGEST_BODY = 10_000;

/** Why a template cannot be used. `line` counts from 1; null when the whole text is meant. */
export interface TemplateProblem {
  part: keyof Template;
  line: number | null;
  reason:
    | "empty"
    | "too-long"
    | "syntax"
    | "unknown-filter"
    | "unknown-tag"
    | "too-much-work"
    | "could-not-render";
  /** the engine's own words or the name that is not known, in English */
  detail: string;
}

/** Something that works but is probably not what was meant. */
export interface TemplateWarning {
  part: keyof Template;
  reason: "unknown-variable" | "tag-not-closed";
  /** the name as it stands in the template */
  detail: string;
}

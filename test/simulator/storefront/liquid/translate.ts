import { escapeHtml } from "../../web/escape-html.ts";
import type { SourceFiles } from "./source-files.ts";
import { textOf } from "../../web/text-of.ts";

export type Translate = (key: string, values: Record<string, unknown>) => string;

/** Shopify's `t`: dotted keys, plurals by `count`, escaped values unless the key ends in `_html`, the default file as fallback. */
export function translator(files: SourceFiles, locale: string): Translate {
  const read = (path: string) => files.derived<unknown>(path, "json", JSON.parse);
  const chosen = read(`locales/${locale}.json`) ?? read(`locales/${locale}.default.json`);
  const otherwise = read("locales/en.default.json");
  return (key, values) => {
    const found = pick(lookUp(chosen, key) ?? lookUp(otherwise, key), locale, values["count"]);
    if (found === null) throw new Error(`translation missing: ${locale}.${key}`);
    const raw = key.endsWith("_html");
    return found.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) =>
      raw ? textOf(values[name]) : escapeHtml(values[name]),
    );
  };
}

function lookUp(tree: unknown, key: string): unknown {
  let found = tree;
  for (const part of key.split(".")) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Object.entries(found).find(([name]) => name === part)?.[1];
  }
  return found;
}

function pick(found: unknown, locale: string, count: unknown): string | null {
  if (typeof found === "string") return found;
  if (typeof found !== "object" || found === null) return null;
  const form = new Intl.PluralRules(locale).select(Number(count ?? 0));
  const forms = new Map(Object.entries(found));
  const text = forms.get(form) ?? forms.get("other");
  return typeof text === "string" ? text : null;
}

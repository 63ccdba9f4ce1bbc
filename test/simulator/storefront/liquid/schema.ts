/** What stands in a section's or block's `{% schema %}`. */
export interface LiquidSchema {
  name?: string;
  target?: string;
  tag?: string;
  class?: string;
  stylesheet?: string;
  javascript?: string;
  settings?: SchemaSetting[];
  blocks?: { type: string; name?: string; settings?: SchemaSetting[] }[];
}

export interface SchemaSetting {
  type: string;
  id?: string;
  default?: unknown;
  autofill?: boolean;
}

const schemaTag = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/;

export function schemaOf(source: string): LiquidSchema {
  const json = schemaTag.exec(source)?.[1];
  return json === undefined ? {} : JSON.parse(json);
}

/** The schema must go before parsing: its JSON may hold `{{`. `{% doc %}` goes with it. */
export function withoutSchema(source: string): string {
  return source
    .replace(schemaTag, "")
    .replace(/\{%-?\s*doc\s*-?%\}[\s\S]*?\{%-?\s*enddoc\s*-?%\}/g, "");
}

/** Every setting has a value, as on Shopify: its default, or the blank of its type. */
export function settingDefaults(settings: SchemaSetting[] | undefined): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { id, type, default: value } of settings ?? []) {
    if (id !== undefined)
      values[id] = value ?? (type === "checkbox" ? false : isText(type) ? "" : null);
  }
  return values;
}

const isText = (type: string) =>
  ["text", "textarea", "richtext", "inline_richtext", "html", "liquid"].includes(type);

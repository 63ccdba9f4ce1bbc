import type { ExtensionFile } from "./extension-files.ts";

/**
 * What Shopify's server refuses at deploy and neither theme-check nor the CLI's local check sees
 * (research/storefront.md 0 and b1; "Configure theme app extensions", fetched 2026-10-03).
 */
const MOST_LIQUID_BYTES = 100_000;
const MOST_BLOCKS = 30;
const MOST_LOCALES = 100;
const LARGEST_LOCALE = 15_000;
const LARGEST_EXTENSION = 10_000_000;

const KINDS: Record<string, RegExp> = {
  assets: /\.(jpe?g|json|js|css|png|svg|wasm)$/,
  blocks: /\.liquid$/,
  snippets: /\.liquid$/,
  locales: /\.json$/,
};
const TARGETS = ["section", "head", "compliance_head", "body"];
const SETTING_TYPES = new Set(
  `article blog checkbox collection collection_list color color_background color_scheme font_picker header html image_picker
   inline_richtext link_list liquid metaobject metaobject_list number page paragraph product product_list radio range richtext select
   text text_alignment textarea url video video_url`.split(/\s+/),
);

interface BlockSchema {
  name?: string;
  target?: string;
  enabled_on?: unknown;
  disabled_on?: unknown;
  available_if?: string;
  settings?: Setting[];
}

interface Setting {
  type?: string;
  id?: string;
  label?: string;
  info?: string;
}

export function lintExtension(files: ExtensionFile[]): string[] {
  const of = (folder: string) => files.filter(({ name }) => name.startsWith(`${folder}/`));
  const liquid = files.filter(({ name }) => name.endsWith(".liquid"));
  const total = (some: ExtensionFile[]) => some.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return [
    ...limit("Liquid bytes", total(liquid), MOST_LIQUID_BYTES),
    ...limit("bytes in all", total(files), LARGEST_EXTENSION),
    ...limit("blocks", of("blocks").length, MOST_BLOCKS),
    ...limit("locales", of("locales").length, MOST_LOCALES),
    ...of("locales").flatMap(({ name, bytes }) =>
      limit(`bytes of ${name}`, bytes.length, LARGEST_LOCALE),
    ),
    ...files.flatMap(({ name }) =>
      KINDS[name.split("/")[0] ?? ""]?.test(name) ? [] : [`${name}: not a file of its folder`],
    ),
    ...files.flatMap((file) => lintFile(file)),
    ...of("blocks").flatMap((file) => lintSchema(file, of("locales"))),
    ...lintLocales(of("locales")),
  ];
}

function limit(what: string, value: number, most: number): string[] {
  return value > most ? [`${what}: ${value} is more than ${most}`] : [];
}

function lintFile({ name, text }: ExtensionFile): string[] {
  const found: string[] = [];
  if (name.endsWith(".json")) {
    try {
      JSON.parse(text);
    } catch {
      found.push(`${name}: not strict JSON (comments and trailing commas are not allowed here)`);
    }
  }
  const code = text.replace(/https?:\/\/(www\.w3\.org|shopify\.dev)\S*/g, "");
  if (/(https?:)?\/\/[\w-]+\.[a-z]{2,}/i.test(code.replace(/^\s*\/\/.*$/gm, "")))
    found.push(`${name}: names another origin`);
  // merchants rename the app proxy
  if (name.endsWith(".js") && text.includes("/apps/"))
    found.push(`${name}: knows the proxy's path`);
  return found;
}

function lintSchema({ name, text }: ExtensionFile, locales: ExtensionFile[]): string[] {
  const source = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/.exec(text)?.[1];
  if (source === undefined) return [`${name}: no schema`];
  let schema: BlockSchema;
  try {
    schema = JSON.parse(source) as BlockSchema;
  } catch {
    return [`${name}: the schema is not strict JSON`];
  }
  const schemas = locales.filter((file) => file.name.endsWith(".schema.json"));
  const shown: Shown = (key) =>
    schemas.map((file) => (key?.startsWith("t:") ? lookUp(file.text, key.slice(2)) : key));
  const settings = schema.settings ?? [];
  const ids = settings.flatMap(({ id }) => id ?? []);
  const found = [
    ...shown(schema.name).flatMap(nameProblem),
    ...placeProblems(schema),
    ...(new Set(ids).size < ids.length ? ["two settings have the same id"] : []),
    ...settings.flatMap((setting) => settingProblems(setting, text, shown)),
  ];
  return found.map((problem) => `${name}: ${problem}`);
}

/** a text of the schema, or its translations */
type Shown = (key: string | undefined) => (string | undefined)[];

function nameProblem(name: string | undefined): string[] {
  if (!name || name.length >= 25) return [`the name "${name}" must have 1 to 24 characters`];
  return /sambung/i.test(name) ? ["the name repeats the app's"] : [];
}

function placeProblems({ target, enabled_on, disabled_on, available_if }: BlockSchema): string[] {
  const found: string[] = [];
  if (!TARGETS.includes(target ?? "")) found.push(`unknown target "${target}"`);
  if (enabled_on && disabled_on) found.push("enabled_on and disabled_on exclude each other");
  if (available_if && !/^\{\{ app\.metafields\.\w+\.\w+ \}\}$/.test(available_if))
    found.push("available_if must name a metafield of the app");
  return found;
}

function settingProblems(setting: Setting, block: string, shown: Shown): string[] {
  const { type = "", id, label, info } = setting;
  const found = SETTING_TYPES.has(type) ? [] : [`unknown setting type "${type}"`];
  for (const key of [label, info])
    if (key !== undefined && shown(key).some((text) => !text)) found.push(`no text for ${key}`);
  if (id && !block.includes(`block.settings.${id}`)) found.push(`setting ${id} is not used`);
  return found;
}

/** Every locale has the keys and placeholders of the default one; theme-check looks at the default one only. */
function lintLocales(locales: ExtensionFile[]): string[] {
  return ["", ".schema"].flatMap((kind) => {
    const base = locales.find(({ name }) => name.endsWith(`.default${kind}.json`));
    if (!base) return [`no default${kind} locale`];
    const others = locales.filter(
      ({ name }) => name !== base.name && name.endsWith(".schema.json") === (kind !== ""),
    );
    if (others.length === 0) return [`only one language${kind}`];
    return others.flatMap((other) => {
      const [expected, actual] = [leaves(base.text), leaves(other.text)];
      const keys = new Set([...expected.keys(), ...actual.keys()]);
      return [...keys].flatMap((key) =>
        expected.get(key) === actual.get(key)
          ? []
          : [`${other.name}: ${key} differs in being there or in its placeholders`],
      );
    });
  });
}

/** key → its placeholders, sorted */
function leaves(text: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string) => {
    if (typeof value === "string") {
      found.set(
        path,
        [...value.matchAll(/\{\{\s*(\w+)\s*\}\}/g)]
          .map(([, name]) => name)
          .sort((a, b) => String(a).localeCompare(String(b)))
          .join(),
      );
    } else if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(inner, path ? `${path}.${key}` : key);
  };
  try {
    walk(JSON.parse(text), "");
  } catch {
    return found; // said by lintFile
  }
  return found;
}

function lookUp(json: string, key: string): string | undefined {
  let found: unknown = JSON.parse(json);
  for (const part of key.split("."))
    found =
      typeof found === "object" && found !== null
        ? new Map(Object.entries(found)).get(part)
        : undefined;
  return typeof found === "string" ? found : undefined;
}

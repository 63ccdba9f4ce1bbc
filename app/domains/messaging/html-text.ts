/** Text for HTML, attributes included. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const BLOCK = /^<(p|div|ul|ol|table|h[1-6]|hr|blockquote|pre|center|section)\b/i;

/** Merchants write paragraphs with an empty line between them; what already is a block of HTML stays as it is. */
export function paragraphs(html: string): string[] {
  return html
    .replaceAll("\r\n", "\n")
    .split(/\n[ \t]*\n+/)
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .map((text) => (BLOCK.test(text) ? text : `<p>${text.replaceAll("\n", "<br>")}</p>`));
}

const NEW_LINE = /<br\s*\/?>|<\/(p|div|tr|h[1-6]|blockquote|pre)>/gi;

/** What a reader without HTML sees of it: links with their addresses, list items with dashes. */
export function plainText(html: string): string {
  return decodeEntities(
    html
      .replace(/<(script|style|head|title)\b[\s\S]*?<\/\1>/gi, "")
      .replace(
        /<a\b[^>]*?\bhref\s*=\s*["']([^"']*)["'][^>]*>([\s\S]*?)<\/a>/gi,
        (_all, address: string, text: string) =>
          text.trim() === address.trim() ? address : `${text} (${address})`,
      )
      .replace(/[ \t]*\n[ \t]*/g, " ")
      .replace(/<li\b[^>]*>/gi, "\n- ")
      .replace(/<\/(ul|ol)>/gi, "\n\n")
      .replace(/<\/p>/gi, "\n\n")
      .replace(NEW_LINE, "\n")
      .replace(/<\/?[a-z!][^>]*>/gi, ""),
  )
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n[ \t]+/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const NAMED: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  middot: "·",
  ndash: "–",
  mdash: "—",
  hellip: "…",
};

function decodeEntities(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (all, entity: string) => {
    if (!entity.startsWith("#")) return NAMED[entity.toLowerCase()] ?? all;
    const hex = /^#x/i.test(entity);
    const code = Number.parseInt(entity.slice(hex ? 2 : 1), hex ? 16 : 10);
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : all;
  });
}

const VOID = ["area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"];

/** The names of tags that are opened and not closed, or closed and not opened: they would spill over into the layout. */
export function unbalancedTags(html: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, slash, name = "", rest = ""] of html.matchAll(
    /<(\/?)([a-z][a-z0-9]*)\b([^>]*)>/gi,
  )) {
    const tag = name.toLowerCase();
    if (VOID.includes(tag) || rest.endsWith("/")) continue;
    if (!slash) open.push(tag);
    else if (open.includes(tag)) wrong.push(...open.splice(open.lastIndexOf(tag)).slice(1));
    else wrong.push(tag);
  }
  return [...new Set([...wrong, ...open])];
}

/** JSON may spell what no table can hold: NUL, and half of a surrogate pair. */
const UNHOLDABLE = /\\u(?:0000|d[89a-f])/i;

/** The value that a JSON text states, with its texts as our tables can hold them. The error does not quote the text: it may be a customer's. */
export function parseJson(text: string): unknown {
  try {
    return UNHOLDABLE.test(text) ? JSON.parse(text, holdable) : JSON.parse(text);
  } catch {
    throw new Error("not JSON");
  }
}

function holdable(_key: string, value: unknown): unknown {
  return typeof value === "string" ? storableText(value) : value;
}

/** Without NUL, and with U+FFFD in place of half a surrogate pair. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

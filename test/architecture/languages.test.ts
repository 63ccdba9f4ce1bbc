import { expect, test } from "vitest";
import { WORDS } from "#app/ui/words/create-words.ts";

/** "board.ready" → the text; plural forms count once, as languages have different ones */
function flat(tree: object, prefix = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const path = `${prefix}${key}`;
    if (typeof value === "string")
      found.set(path.replace(/_(zero|one|two|few|many|other)$/, ""), value);
    else for (const [inner, text] of flat(value, `${path}.`)) found.set(inner, text);
  }
  return found;
}

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? "").toSorted();

test("English and Indonesian have the same keys, with the same placeholders", () => {
  const [english, indonesian] = [flat(WORDS.en), flat(WORDS.id)];
  expect([...indonesian.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  for (const [key, text] of english) {
    expect(placeholders(indonesian.get(key) ?? ""), key).toEqual(placeholders(text));
  }
});

test("no word is left empty", () => {
  for (const tree of Object.values(WORDS))
    for (const [key, text] of flat(tree)) expect(text.trim(), key).not.toBe("");
});

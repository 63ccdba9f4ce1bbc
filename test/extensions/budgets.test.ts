import { expect, test } from "vitest";
import type { ExtensionFile } from "./extension-files.ts";
import { extensionFiles, gzipped } from "./extension-files.ts";
import { lintExtension } from "./lint-extension.ts";

const files = extensionFiles();
const text = (name: string) => files.find((file) => file.name === name)?.text ?? "";
const style =
  /<style>([\s\S]*)<\/style>/.exec(text("snippets/availability-style.liquid"))?.[1] ?? "";

test("the extension keeps the rules of Shopify's server and ours", () => {
  expect(lintExtension(files)).toEqual([]);
});

test("what a product page loads at once is at most 8 KB, and the style at most 6", () => {
  const eager = ["availability.js", "availability-core.js"].map((name) =>
    gzipped(text(`assets/${name}`)),
  );
  const total = eager.reduce((sum, size) => sum + size, gzipped(style));
  expect(style.length).toBeGreaterThan(500);
  expect(total).toBeLessThanOrEqual(8_192);
  for (const css of [style, text("assets/store-chooser.css")])
    expect(gzipped(css)).toBeLessThanOrEqual(6_144);
});

test("a product page asks for two files and one answer: the chooser waits until it is opened", () => {
  const block = text("blocks/availability.liquid");
  const loaded = [...block.matchAll(/(?:src|href)="\{\{ '([^']+)' \| asset_url/g)].map(
    ([, name]) => name,
  );
  expect(loaded).toEqual(["availability.js"]);
  const imported = [...text("assets/availability.js").matchAll(/^import .* from "([^"]+)"/gm)];
  expect(imported.map(([, name]) => name)).toEqual(["./availability-core.js"]);
  expect(block).not.toMatch(/"(javascript|stylesheet)":|stylesheet_tag/);
  const chooser = text("snippets/store-chooser.liquid");
  // inside <template>, which loads nothing
  expect(chooser.indexOf("<template>")).toBeLessThan(chooser.indexOf("stylesheet_tag"));
  expect(text("assets/availability.js")).toContain("await import(");
});

test("every word that the files in assets ask for is in the words", () => {
  const words = new Set(
    [...text("snippets/words.liquid").matchAll(/"(\w+)":/g)].map(([, key]) => key),
  );
  const asked = files
    .filter(({ name }) => name.endsWith(".js"))
    .flatMap(({ text: code }) => [
      ...code.matchAll(/word\(words, "(\w+)"|fill\("(\w+)"|#word\("(\w+)"\)/g),
    ])
    .map(([, a, b, c]) => a ?? b ?? c);
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter((key) => !words.has(key))).toEqual([]);
});

test("the lint sees what it is for", () => {
  const change = (name: string, from: string, to: string): ExtensionFile[] =>
    files.map((file) => {
      if (file.name !== name) return file;
      const changed = file.text.replace(from, () => to);
      expect(changed).not.toBe(file.text);
      return { name, text: changed, bytes: Buffer.from(changed) };
    });
  const block = "blocks/availability.liquid";
  const cases: [ExtensionFile[], RegExp][] = [
    [change(block, `"target": "section"`, `"target": "footer"`), /unknown target "footer"/],
    [change(block, `"type": "checkbox"`, `"type": "nosuchtype"`), /unknown setting type/],
    [change(block, `"t:name"`, `"A name that goes on and on and on"`), /1 to 24 characters/],
    [change(block, `"autofill": true`, `"autofill": true, // why`), /strict JSON/],
    [change("locales/id.json", `"offline"`, `"oflline"`), /offline differs/],
    [change("locales/id.json", "{{ age }}", ""), /checked differs/],
    [change("locales/id.json", "{", "{ /* */"), /strict JSON/],
    [change("assets/availability.js", "POLL", `"https://evil.example.com/x.js"`), /another origin/],
    [change("assets/availability.js", "POLL", `"/apps/sambung"`), /knows the proxy's path/],
    [change(block, "{%- liquid", `${"x".repeat(100_000)}{%- liquid`), /Liquid bytes/],
    [change("locales/id.json", `"Toko"`, `"${"x".repeat(15_000)}"`), /bytes of locales\/id\.json/],
    [
      [...files, { name: "assets/font.woff2", text: "", bytes: Buffer.alloc(1) }],
      /not a file of its folder/,
    ],
  ];
  for (const [changed, complaint] of cases)
    expect(lintExtension(changed).join("\n")).toMatch(complaint);
});

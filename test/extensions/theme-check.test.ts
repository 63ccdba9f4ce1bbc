import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { check } from "@shopify/theme-check-node";
import { expect, test } from "vitest";

const EXTENSION = path.resolve("extensions/storefront");

// `shopify app build` prints these and carries on; here they fail
async function offences(folder: string): Promise<string[]> {
  const found = await check(folder, "theme-check:theme-app-extension");
  return found.map(({ check: rule, uri, message }) => `${rule} ${path.basename(uri)}: ${message}`);
}

test("Shopify's own check finds nothing in the extension", async () => {
  expect(await offences(EXTENSION)).toEqual([]);
});

test("and would have: a missing translation and an unknown object are found", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "extension-"));
  await cp(EXTENSION, folder, { recursive: true });
  const bad = `{{ 'availability.nowhere' | t }}{{ nobody.name }}{% schema %}{"name":"Bad","target":"section","settings":[]}{% endschema %}`;
  await writeFile(path.join(folder, "blocks/bad.liquid"), bad);
  const rules = (await offences(folder)).map((offence) => offence.split(" ")[0]);
  await rm(folder, { recursive: true });
  expect(rules).toEqual(expect.arrayContaining(["TranslationKeyExists", "UndefinedObject"]));
});

import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

test("every table carries its shop, and its key begins with it or its rows are found by it", async () => {
  const schema = await readFile("prisma/schema.prisma", "utf8");
  const models = [...schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)];
  expect(models.length).toBeGreaterThan(10);
  for (const [, name, body] of models) {
    expect(body, `${name} has no shop`).toMatch(/^\s+shop\s+String\s/m);
    expect(body, `${name} cannot be read by shop`).toMatch(
      /shop\s+String\s+@id|@@id\(\[shop[,\]]|@@index\(\[shop[,\]]|@@unique\(\[shop[,\]]/,
    );
  }
});

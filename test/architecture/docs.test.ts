import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\n")
  .filter(Boolean);
const docs = tracked.filter((file) => file.endsWith(".md"));
const scripts: unknown = JSON.parse(readFileSync("package.json", "utf8")).scripts;

/** `app/doors/admin.server.ts`, `test/bench`, not `GET /proxy/x` or `a.b` */
const PATH = /`((?:app|extensions|prisma|test|\.ci)\/[\w./*-]+)`/g;

test.each(docs)("%s names only files that exist", (doc) => {
  const text = readFileSync(doc, "utf8");
  const missing = [...text.matchAll(PATH)]
    .map(([, name]) => name ?? "")
    .filter((name) => !name.includes("*") && !existsSync(name));
  expect(missing).toEqual([]);
});

test.each(docs)("%s links only to files that exist", (doc) => {
  const text = readFileSync(doc, "utf8");
  const missing = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
    .map(([, target]) => path.join(path.dirname(doc), target ?? ""))
    .filter((target) => !existsSync(target));
  expect(missing).toEqual([]);
});

test.each(docs)("%s names only npm scripts that exist", (doc) => {
  const named = [...readFileSync(doc, "utf8").matchAll(/npm run ([\w:-]+)/g)].map(
    ([, name]) => name,
  );
  expect(Object.keys(scripts as object)).toEqual(expect.arrayContaining(named));
});

test("the repository names no package registry and no path of a build machine", () => {
  const texts = tracked.filter(
    (file) =>
      /\.(ts|tsx|js|mjs|cjs|json|md|toml|yml|liquid|css|sql)$/.test(file) && existsSync(file),
  );
  const hosts = ["registry", "npmjs", "org"].join("\\.");
  const machine = ["/work", "/root"].join("/|");
  const guilty = texts.filter((file) =>
    new RegExp(`${hosts}|${machine}/`).test(readFileSync(file, "utf8")),
  );
  expect(guilty).toEqual([]);
});

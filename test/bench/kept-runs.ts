import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { machine } from "./machine.ts";
import { asMarkdown } from "./report.ts";
import type { Run } from "./report.ts";

/** The last run of each row, so that `--only` renews one line of results.md and leaves the others. */
const FOLDER = path.join(import.meta.dirname, ".runs");
const RESULTS = path.join(import.meta.dirname, "results.md");

export async function keepRun(run: Run): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(path.join(FOLDER, `${run.row}-${run.database}.json`), JSON.stringify(run));
}

/** Writes results.md from what is kept, in the order of `rows`. */
export async function writeResults(rows: string[]): Promise<void> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith(".json"));
  const runs = await Promise.all(
    files.map(async (name): Promise<Run> =>
      JSON.parse(await readFile(path.join(FOLDER, name), "utf8")),
    ),
  );
  const known = runs
    .filter((run) => rows.includes(run.row))
    .sort(
      (a, b) => rows.indexOf(a.row) - rows.indexOf(b.row) || a.database.localeCompare(b.database),
    );
  const text = asMarkdown(known, { machine: machine() });
  const config = await resolveConfig(RESULTS);
  await writeFile(RESULTS, await format(text, { ...config, filepath: RESULTS }));
}

import { randomBytes } from "node:crypto";
import { access, constants, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Problem } from "./problem.ts";

export async function ensureFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch {
    throw new Problem(
      `The folder ${folder} cannot be written. Give yourself the right to write there, or name another: npm run demo -- --data some/folder`,
    );
  }
}

/** The demo's own key, made once, so that what it sealed can be opened at the next start. */
export async function demoKey(folder: string): Promise<string> {
  const file = path.join(folder, "encryption-key");
  const known = await readFile(file, "utf8").catch(() => null);
  if (known) return known;
  const key = randomBytes(32).toString("hex");
  await writeFile(file, key, { mode: 0o600 });
  return key;
}

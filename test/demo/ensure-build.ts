import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { access, glob, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "./problem.ts";

const STAMP = "build/stamp";
const TURN = ".cache/building";
const LONGEST_BUILD = 120_000;
const SOURCES = ["app/**/*.{ts,tsx,css}", "package.json", "vite.config.ts"];

/** Builds the app when its sources have changed since the last build; generates the Prisma client when it is missing. */
export async function ensureBuild(): Promise<void> {
  if (!(await exists("node_modules/.prisma/client/index.js")))
    run("prisma", ["generate", "--config", "prisma/config.ts", "--no-hints"]);
  const release = await takeTurn();
  try {
    const stamp = await fingerprint();
    if (
      (await readFile(STAMP, "utf8").catch(() => "")) === stamp &&
      (await exists("build/server/index.js"))
    )
      return;
    run("remix", ["vite:build", "--logLevel", "warn"]);
    await mkdir(path.dirname(STAMP), { recursive: true });
    await writeFile(STAMP, stamp);
  } finally {
    await release();
  }
}

/** Suites that run side by side share one build: whoever comes second waits for the first. */
async function takeTurn(): Promise<() => Promise<void>> {
  await mkdir(path.dirname(TURN), { recursive: true });
  for (;;) {
    try {
      await mkdir(TURN);
      return () => rm(TURN, { recursive: true, force: true });
    } catch {
      const since = await stat(TURN).then(
        ({ mtimeMs }) => mtimeMs,
        () => Date.now(),
      );
      // left by one that was killed
      if (Date.now() - since > LONGEST_BUILD) await rm(TURN, { recursive: true, force: true });
      await sleep(100);
    }
  }
}

async function fingerprint(): Promise<string> {
  const files = await Array.fromAsync(glob(SOURCES));
  const hash = createHash("sha256");
  for (const file of files.sort()) hash.update(file).update(await readFile(file));
  return hash.digest("hex");
}

function run(command: string, args: string[]): void {
  const { status, stdout, stderr } = spawnSync(path.join("node_modules/.bin", command), args, {
    encoding: "utf8",
  });
  if (status !== 0) throw new Problem(`${command} ${args[0]} failed:\n${stdout}${stderr}`);
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

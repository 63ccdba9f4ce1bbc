import { execFileSync, spawnSync } from "node:child_process";
import { cp, mkdir } from "node:fs/promises";
import path from "node:path";

/** The checkout's files in another folder, as a clone has them after `npm install`: no build, no data, no caches. */
export async function copyCheckout(to: string): Promise<void> {
  const files = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "-z"],
    { encoding: "utf8", maxBuffer: 64 * 2 ** 20 },
  );
  for (const file of files.split("\0").filter(Boolean)) {
    const target = path.join(to, file);
    await mkdir(path.dirname(target), { recursive: true });
    // a file that was deleted but not yet committed is still listed
    await cp(file, target).catch((error: unknown) => {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    });
  }
  copyDependencies("node_modules", path.join(to, "node_modules"));
}

/** Hard links where the disk allows: 1 GB is not worth copying, and nothing writes into installed packages. */
function copyDependencies(from: string, to: string): void {
  for (const flags of ["-al", "-a"]) {
    const { status } = spawnSync("cp", [flags, from, to], { stdio: "ignore" });
    if (status === 0) return;
    spawnSync("rm", ["-rf", to]);
  }
  throw new Error("node_modules could not be copied");
}

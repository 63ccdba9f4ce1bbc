import { readFileSync } from "node:fs";

/** The most memory (MB) that this process ever held: the kernel's own mark, else what is held now. */
export function peakMegabytes(): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    if (kilobytes) return Number(kilobytes) / 1_024;
  } catch {
    // no /proc here
  }
  return process.memoryUsage.rss() / 2 ** 20;
}

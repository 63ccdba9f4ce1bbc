import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

export function machine(): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return `${availableParallelism()} cores (${model}), ${gigabytes} GB, ${process.platform}, Node ${process.version}`;
}

/** The share of all cores (0…1) that is at work while we do nothing: what others take from the figures. */
export async function busyShare(forMs = 1_500): Promise<number> {
  const before = ticks();
  await sleep(forMs);
  const after = ticks();
  return (after.busy - before.busy) / Math.max(1, after.all - before.all);
}

export function load(): string {
  return loadavg()
    .map((value) => value.toFixed(1))
    .join(" ");
}

function ticks() {
  const all = cpus().map(({ times }) => times);
  const idle = all.reduce((sum, times) => sum + times.idle, 0);
  const total = all.reduce(
    (sum, times) => sum + times.idle + times.user + times.sys + times.nice + times.irq,
    0,
  );
  return { busy: total - idle, all: total };
}

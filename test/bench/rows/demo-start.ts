import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { busyPort } from "#test/demo/ports.ts";
import { copyCheckout } from "../checkout-copy.ts";
import { freePorts } from "../free-ports.ts";
import type { Figure, Row } from "../row.ts";

const FIRST_STARTS = 2;
const LATER_STARTS = 3;
const GOAL = { first: 60, later: 15 };
const GIVE_UP_AFTER_MS = 180_000;

export const demoStart: Row = {
  name: "demo",
  onEachDatabase: false,
  measure: async ({ folder, say }) => {
    const copy = path.join(folder, "clone");
    await mkdir(copy);
    await copyCheckout(copy);
    const start = async () => {
      const seconds = await secondsUntilOpen(copy);
      say(`open after ${seconds.toFixed(1)} s`);
      return seconds;
    };
    const first: number[] = [];
    for (let n = 0; n < FIRST_STARTS; n++) {
      for (const made of ["build", ".data", ".cache"])
        await rm(path.join(copy, made), { recursive: true, force: true });
      first.push(await start());
    }
    const later: number[] = [];
    for (let n = 0; n < LATER_STARTS; n++) later.push(await start());
    return [
      figure("first", first, GOAL.first, "Builds, creates the database's folder, migrates, seeds"),
      figure("later", later, GOAL.later, "Build and data are there"),
    ];
  },
};

function figure(which: string, seconds: number[], goal: number, does: string): Figure {
  const value = Math.max(...seconds);
  return {
    what: `demo start after install, ${which}`,
    measured: `${value.toFixed(1)} s`,
    baseline: "–",
    ratio: "–",
    goal: `≤ ${goal} s`,
    isMet: value <= goal,
    why: `${does}; from \`npm run demo\` in a copy of the checkout to the line that says the shop is open; the slowest of ${seconds.length} starts (${seconds.map((one) => one.toFixed(1)).join(", ")}), the disk's cache warm.`,
  };
}

/** Starts the demo by its npm script, waits until it says that it is open, and stops it as Ctrl-C does. */
async function secondsUntilOpen(folder: string): Promise<number> {
  const ports = await freePorts();
  const began = performance.now();
  const demo = spawn("npm", ["run", "demo", "--", "--port", String(ports.simulator)], {
    cwd: folder,
    detached: true, // a group of its own, so that it gets its Ctrl-C whole
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = once(demo, "exit");
  const seconds = await said(demo, "demo shop is open").then(
    () => (performance.now() - began) / 1_000,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  if (demo.pid && demo.exitCode === null) {
    process.kill(-demo.pid, "SIGINT");
    await exit;
  }
  if (typeof seconds !== "number") throw seconds;
  if (await busyPort(ports))
    throw new Error("the demo was stopped, but something still holds its ports");
  return seconds;
}

function said(demo: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    const hear = (piece: Buffer) => {
      output += piece.toString();
      if (output.includes(words)) finish(resolve);
    };
    const timer = setTimeout(
      () => finish(() => reject(new Error(`the demo did not open:\n${output}`))),
      GIVE_UP_AFTER_MS,
    );
    const finish = (then: () => void) => {
      clearTimeout(timer);
      then();
    };
    demo.stdout?.on("data", hear);
    demo.stderr?.on("data", hear);
    demo.on("exit", () => finish(() => reject(new Error(`the demo ended:\n${output}`))));
  });
}

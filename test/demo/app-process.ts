import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Ports } from "./ports.ts";
import { Problem } from "./problem.ts";

const READY_WITHIN = 60_000;
const STOPPED_WITHIN = 15_000;

/** The built app as a process of its own, with the local Shopify in Shopify's place. */
export interface AppProcess {
  process: ChildProcess;
  /** asks it to stop and waits; kills it when it does not */
  stop(): Promise<void>;
  /** kill -9 */
  kill(): Promise<void>;
}

/** Resolves when the app is ready. `folder` holds its database, unless `env` names another. */
export async function startApp(options: {
  ports: Ports;
  folder: string;
  encryptionKey: string;
  env?: Record<string, string>;
  quiet?: boolean;
}): Promise<AppProcess> {
  const { ports } = options;
  const child = spawn(
    process.execPath,
    ["--import", "./test/simulator/route-shopify.ts", "app/server/start.ts"],
    {
      stdio: ["ignore", options.quiet ? "ignore" : "inherit", "inherit"],
      detached: true, // so that Ctrl-C reaches it through us
      env: {
        ...process.env,
        NODE_ENV: "production",
        PORT: String(ports.app),
        DATA_FOLDER: `${options.folder}/app`,
        SHOPIFY_API_KEY: "sambung-demo-key",
        SHOPIFY_API_SECRET: "sambung-demo-secret",
        SHOPIFY_APP_URL: `http://localhost:${ports.front}`,
        SIMULATOR_URL: `http://127.0.0.1:${ports.simulator}`,
        SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
        MAIL_FROM: "Sambung <pickup@sambung.example>",
        ENCRYPTION_KEY: options.encryptionKey,
        LOG_LEVEL: process.env["LOG_LEVEL"] ?? "warn",
        ...options.env,
      },
    },
  );
  const takeAlong = () => child.kill("SIGKILL");
  process.once("exit", takeAlong); // whatever ends us, it does not outlive us
  child.once("exit", () => process.off("exit", takeAlong));
  const app: AppProcess = {
    process: child,
    stop: () => end(child, "SIGTERM"),
    kill: () => end(child, "SIGKILL"),
  };
  await ready(ports, child);
  return app;
}

async function ready(ports: Ports, child: ChildProcess): Promise<void> {
  const until = performance.now() + READY_WITHIN;
  while (performance.now() < until) {
    if (child.exitCode !== null)
      throw new Problem("The app stopped while it was starting; its own message stands above.");
    const answer = await fetch(`http://127.0.0.1:${ports.app}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  child.kill("SIGKILL");
  throw new Problem(
    "The app did not become ready within a minute. LOG_LEVEL=info npm run demo shows what it does.",
  );
}

async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  const killer = setTimeout(() => child.kill("SIGKILL"), STOPPED_WITHIN);
  await exited;
  clearTimeout(killer);
}

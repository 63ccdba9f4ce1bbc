import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startDemoWorld } from "#test/simulator/demo.ts";
import { ensureBuild } from "./ensure-build.ts";
import { demoKey, ensureFolder } from "./demo-folder.ts";
import { busyPort, portsFrom } from "./ports.ts";
import type { Ports } from "./ports.ts";
import { Problem } from "./problem.ts";

const READY_WITHIN = 60_000;

const USAGE =
  "npm run demo -- [--catalog products.csv] [--inventory inventory.csv] [--port 4010] [--data .data/demo]";

async function runDemo(): Promise<void> {
  const began = performance.now();
  const { values } = parseArgs({
    options: {
      catalog: { type: "string" },
      inventory: { type: "string" },
      port: { type: "string", default: "4010" },
      data: { type: "string", default: ".data/demo" },
    },
  });
  const ports = portsFrom(values.port);
  const busy = await busyPort(ports);
  if (busy)
    throw new Problem(
      `Port ${busy} is in use by another program. Stop it, or move the demo: npm run demo -- --port 5010`,
    );
  await ensureFolder(values.data);
  await ensureBuild();

  const appUrl = `http://localhost:${ports.front}`;
  const world = await startDemoWorld({
    ports,
    appUrl,
    dataFolder: values.data,
    ...(values.catalog ? { catalogPath: values.catalog } : {}),
    ...(values.inventory ? { inventoryPath: values.inventory } : {}),
  });
  const app = startApp(ports, appUrl, values.data, await demoKey(values.data));
  stopTogether(app, () => world.close());
  await ready(ports, app);
  say(ports, performance.now() - began);
}

function startApp(
  ports: Ports,
  appUrl: string,
  folder: string,
  encryptionKey: string,
): ChildProcess {
  return spawn(
    process.execPath,
    ["--import", "./test/simulator/route-shopify.ts", "app/server/start.ts"],
    {
      stdio: ["ignore", "inherit", "inherit"],
      detached: true, // so that Ctrl-C reaches it through us, after the world has saved
      env: {
        ...process.env,
        NODE_ENV: "production",
        PORT: String(ports.app),
        DATA_FOLDER: `${folder}/app`,
        SHOPIFY_API_KEY: "sambung-demo-key",
        SHOPIFY_API_SECRET: "sambung-demo-secret",
        SHOPIFY_APP_URL: appUrl,
        SIMULATOR_URL: `http://127.0.0.1:${ports.control}`,
        SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
        MAIL_FROM: "Sambung <pickup@sambung.example>",
        ENCRYPTION_KEY: encryptionKey,
        LOG_LEVEL: process.env["LOG_LEVEL"] ?? "warn",
      },
    },
  );
}

async function ready(ports: Ports, app: ChildProcess): Promise<void> {
  const until = performance.now() + READY_WITHIN;
  while (performance.now() < until) {
    if (app.exitCode !== null)
      throw new Problem("The app stopped while it was starting; its own message stands above.");
    const answer = await fetch(`http://127.0.0.1:${ports.app}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Problem(
    "The app did not become ready within a minute. LOG_LEVEL=info npm run demo shows what it does.",
  );
}

/** Ctrl-C, a kill, or the app's own end: everything stops, and nothing is left running. */
function stopTogether(app: ChildProcess, closeWorld: () => Promise<void>): void {
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    if (app.exitCode === null) {
      app.kill("SIGTERM");
      await Promise.race([once(app, "exit"), sleep(12_000).then(() => app.kill("SIGKILL"))]);
    }
    await closeWorld();
    process.exit(code);
  };
  process.on("SIGINT", () => void stop(0));
  process.on("SIGTERM", () => void stop(0));
  app.on("exit", (code) => void stop(code ?? 1));
}

function say(ports: Ports, tookMs: number): void {
  const at = (port: number, path = "") => `http://localhost:${port}${path}`;
  process.stdout.write(`
Sambung's demo shop is open (${(tookMs / 1000).toFixed(1)} s). Ctrl-C closes it.

  1. Merchant   ${at(ports.control, "/admin")}     install Sambung and watch the shop sync
  2. Shopper    ${at(ports.storefront)}           choose a product, choose your store, buy for pickup
  3. Staff      ${at(ports.control, "/admin/apps/sambung/app/pickups")}   pick it, mark it ready
  4. Mailbox    ${at(ports.control, "/mailbox")}   the shopper's mail with the code; hand over by code on the staff page
  5. Till       ${at(ports.control, "/till")}      sell the last one and watch the open product page change

  Everything else, faults included: ${at(ports.control)}
`);
}

runDemo().catch((error: unknown) => {
  process.stderr.write(
    error instanceof Problem
      ? `${error.message}\n`
      : `${error instanceof Error ? error.stack : String(error)}\n${USAGE}\n`,
  );
  process.exit(1);
});

import { parseArgs } from "node:util";
import { CatalogueError } from "#test/simulator/catalogue/csv-table.ts";
import { startDemoWorld } from "#test/simulator/demo.ts";
import { startApp } from "./app-process.ts";
import type { AppProcess } from "./app-process.ts";
import { ensureBuild } from "./ensure-build.ts";
import { demoKey, ensureFolder } from "./demo-folder.ts";
import { busyPort, portsFrom } from "./ports.ts";
import type { Ports } from "./ports.ts";
import { Problem } from "./problem.ts";

const USAGE =
  "npm run demo -- [--catalog products.csv] [--inventory inventory.csv] [--port 4010] [--data .data/demo]";

const STOPS = ["SIGINT", "SIGTERM"] as const;

async function runDemo(): Promise<void> {
  const began = performance.now();
  for (const signal of STOPS) process.once(signal, giveUp); // until there is something to stop in order
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

  const world = await startDemoWorld({
    ports,
    appUrl: `http://localhost:${ports.app}`,
    dataFolder: values.data,
    ...(values.catalog ? { catalogPath: values.catalog } : {}),
    ...(values.inventory ? { inventoryPath: values.inventory } : {}),
  });
  const app = await startApp({
    ports,
    folder: values.data,
    encryptionKey: await demoKey(values.data),
  }).catch(async (error: unknown) => {
    await world.close();
    throw error;
  });
  stopTogether(app, () => world.close());
  say(ports, performance.now() - began);
}

function giveUp(): never {
  process.exit(130);
}

/** Ctrl-C, a kill, or the app's own end: everything stops, and nothing is left running. */
function stopTogether(app: AppProcess, closeWorld: () => Promise<void>): void {
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    await app.stop();
    await closeWorld();
    process.exit(code);
  };
  for (const signal of STOPS) {
    process.off(signal, giveUp);
    process.on(signal, () => void stop(0));
  }
  app.process.on("exit", (code) => void stop(code ?? 1));
}

function say(ports: Ports, tookMs: number): void {
  const at = (port: number, path = "") => `http://localhost:${port}${path}`;
  process.stdout.write(`
Sambung's demo shop is open (${(tookMs / 1000).toFixed(1)} s). Ctrl-C closes it.

  1. Merchant   ${at(ports.simulator, "/admin")}     install Sambung and watch the shop sync
  2. Shopper    ${at(ports.storefront)}           choose a product, choose your store, buy for pickup
  3. Staff      ${at(ports.simulator, "/admin/apps/sambung/app/pickups")}   pick it, mark it ready
  4. Mailbox    ${at(ports.simulator, "/mailbox")}   the shopper's mail with the code; hand over by code on the staff page
  5. Till       ${at(ports.simulator, "/till")}      sell the last one and watch the open product page change

  Everything else, faults included: ${at(ports.simulator)}
`);
}

runDemo().catch((error: unknown) => {
  process.stderr.write(
    error instanceof Problem || error instanceof CatalogueError
      ? `${error.message}\n`
      : `${error instanceof Error ? error.stack : String(error)}\n${USAGE}\n`,
  );
  process.exit(1);
});

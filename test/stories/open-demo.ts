import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { startApp } from "#test/demo/app-process.ts";
import type { AppProcess } from "#test/demo/app-process.ts";
import { ensureBuild } from "#test/demo/ensure-build.ts";
import { busyPort, portsFrom } from "#test/demo/ports.ts";
import type { Ports } from "#test/demo/ports.ts";
import type { SimClock } from "#test/simulator/clock.ts";
import { startDemoWorld } from "#test/simulator/demo.ts";
import type { DemoWorld } from "#test/simulator/demo.ts";
import { launchBrowser, USER_AGENT } from "#test/support/browser.ts";

/** What `npm run demo` opens, on ports of its own and in a folder that goes away; and a browser in front of it. */
export interface OpenDemo {
  world: DemoWorld;
  ports: Ports;
  /** the app's database is in its `app` folder */
  folder: string;
  app: AppProcess;
  at: {
    admin(path?: string): string;
    storefront(path?: string): string;
    mailbox: string;
    till: string;
  };
  /** kill -9, then start again on the same data */
  crash(): Promise<void>;
  /** a person with a browser of their own; what goes wrong in its console is kept in `complaints` */
  person(options?: {
    phone?: boolean;
  }): Promise<{ page: Page; context: BrowserContext; complaints: string[] }>;
  close(): Promise<void>;
}

export const ENCRYPTION_KEY = "5a".repeat(32);

export interface DemoSetting {
  databaseUrl?: string;
  /** of the simulated Shopify; default: the wall clock */
  clock?: SimClock;
  /** more of the app's environment */
  env?: Record<string, string>;
}

export async function openDemo(options: DemoSetting = {}): Promise<OpenDemo> {
  await ensureBuild();
  const folder = await mkdtemp(path.join(tmpdir(), "sambung-story-"));
  const ports = await freePorts();
  const world = await startDemoWorld({
    ports,
    appUrl: `http://localhost:${ports.app}`,
    dataFolder: folder,
    ...(options.clock ? { clock: options.clock } : {}),
  });
  const start = () =>
    startApp({
      ports,
      folder,
      encryptionKey: ENCRYPTION_KEY,
      quiet: true,
      env: {
        ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
        ...options.env,
      },
    });
  let launched: Promise<Browser> | null = null; // stories without people need none
  const demo: OpenDemo = {
    world,
    ports,
    folder,
    app: await start(),
    at: {
      admin: (page = "/app") => `${world.addresses.control}/admin/apps/sambung${page}`,
      storefront: (page = "/") => `${world.addresses.storefront}${page}`,
      mailbox: world.addresses.mailbox,
      till: world.addresses.till,
    },
    crash: async () => {
      await demo.app.kill();
      demo.app = await start();
    },
    person: async ({ phone = false } = {}) => {
      const browser = await (launched ??= launchBrowser());
      const context = await browser.newContext({
        userAgent: USER_AGENT,
        viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 900 },
      });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on(
        "console",
        (message) => message.type() === "error" && complaints.push(message.text()),
      );
      page.on("pageerror", (error) => complaints.push(String(error)));
      return { page, context, complaints };
    },
    close: async () => {
      await (await launched)?.close();
      await demo.app.stop();
      await world.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return demo;
}

async function freePorts(): Promise<Ports> {
  for (;;) {
    const ports = portsFrom(String(20_000 + Math.floor(Math.random() * 20_000)));
    if ((await busyPort(ports)) === null) return ports;
  }
}

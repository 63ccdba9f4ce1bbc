import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { adminHost } from "./admin-host/admin-host.ts";
import type { Front } from "./admin-host/start-front.ts";
import { startFront } from "./admin-host/start-front.ts";
import { CatalogueError } from "./catalogue/csv-table.ts";
import { readCatalogue } from "./catalogue/read-catalogue.ts";
import { realClock } from "./clock.ts";
import type { SimClock } from "./clock.ts";
import { controlPages } from "./control/control-pages.ts";
import { mailboxPages } from "./mailbox/mailbox-pages.ts";
import type { Mailbox, SavedMail } from "./mailbox/start-mailbox.ts";
import { startMailbox } from "./mailbox/start-mailbox.ts";
import type { Route, Simulator } from "./simulator.ts";
import { startSimulator } from "./simulator.ts";
import type { SavedStorefront, Storefront } from "./storefront/start-storefront.ts";
import { startStorefront } from "./storefront/start-storefront.ts";
import { storefrontPictures } from "./storefront/storefront-pictures.ts";
import { tillPages } from "./till/till-pages.ts";

export interface DemoPorts {
  simulator: number;
  front: number;
  storefront: number;
  smtp: number;
}

export interface DemoOptions {
  ports?: Partial<DemoPorts>;
  appUrl: string;
  apiKey?: string;
  apiSecret?: string;
  catalogPath?: string | undefined;
  inventoryPath?: string | undefined;
  /** where the shop is kept between starts; without it nothing is kept */
  dataFolder?: string | undefined;
  /** default: the merchant installs by hand in the admin */
  installed?: boolean;
  /** default: the wall clock; a story that skips time brings its own */
  clock?: SimClock;
}

export interface DemoAddresses {
  control: string;
  admin: string;
  storefront: string;
  till: string;
  mailbox: string;
  front: string;
  simulator: string;
  smtp: string;
}

export interface DemoWorld {
  addresses: DemoAddresses;
  simulator: Simulator;
  storefront: Storefront;
  mailbox: Mailbox;
  front: Front;
  close(): Promise<void>;
}

export const demoPorts: DemoPorts = { simulator: 4010, front: 4011, storefront: 4012, smtp: 4025 };

const saveEveryMs = 1_000;

/** The whole local Shopify: Admin API, webhooks, admin host, storefront, till, mailbox and control page. */
export async function startDemoWorld(options: DemoOptions): Promise<DemoWorld> {
  const ports = { ...demoPorts, ...options.ports };
  const saved = options.dataFolder === undefined ? {} : readSaved(options.dataFolder);
  const apiKey = options.apiKey ?? "sambung-demo-key";
  const apiSecret = options.apiSecret ?? "sambung-demo-secret";
  const catalogue = catalogueMark(options);
  if (saved.simulator !== undefined && catalogue !== null && catalogue !== saved.catalogue) {
    throw new CatalogueError(basename(options.catalogPath ?? options.inventoryPath ?? ""), [
      `${options.dataFolder ?? ""} already holds the shop of another catalogue; name a new folder with --data`,
    ]);
  }
  const mailbox = await startMailbox({
    port: ports.smtp,
    ...(saved.mails === undefined ? {} : { saved: saved.mails }),
  });
  let routes: Route[] = [];
  const simulator = await startSimulator({
    port: ports.simulator,
    clock: options.clock ?? realClock(),
    appUrl: options.appUrl,
    apiKey,
    apiSecret,
    installed: options.installed ?? false,
    ...(saved.simulator === undefined
      ? {
          catalogue: await readCatalogue({
            ...options,
            at: new Date().toISOString(),
            pictureBase: `http://localhost:${ports.simulator}`,
          }),
        }
      : { saved: saved.simulator }),
    mount: () => [(request, response) => firstOf(routes, request, response)],
  });
  const { shop } = simulator;
  const front = await startFront({
    port: ports.front,
    appUrl: () => simulator.appUrl,
    hostOrigin: () => simulator.url,
  });
  const storefront = await startStorefront({
    shop,
    port: ports.storefront,
    appUrl: () => simulator.appUrl,
    apiSecret,
    saved: saved.storefront,
  });
  shop.state.info.storefrontUrl = storefront.origin;
  routes = [
    adminHost({ simulator, frontOrigin: () => front.origin }),
    controlPages({ simulator, storefront }),
    tillPages(shop),
    mailboxPages(mailbox, () => shop.state),
    storefrontPictures,
  ];
  const stopSaving =
    options.dataFolder === undefined
      ? () => undefined
      : keepSaving(options.dataFolder, {
          simulator,
          storefront,
          mailbox,
          catalogue: catalogue ?? saved.catalogue ?? null,
        });
  return {
    addresses: {
      control: simulator.url,
      admin: `${simulator.url}/admin/apps/sambung/app`,
      storefront: storefront.origin,
      till: `${simulator.url}/till`,
      mailbox: `${simulator.url}/mailbox`,
      front: front.origin,
      simulator: simulator.url,
      smtp: mailbox.url,
    },
    simulator,
    storefront,
    mailbox,
    front,
    async close() {
      stopSaving();
      await Promise.all([simulator.close(), storefront.close(), front.close(), mailbox.close()]);
    },
  };
}

async function firstOf(
  routes: Route[],
  ...[request, response]: Parameters<Route>
): Promise<boolean> {
  for (const route of routes) if (await route(request, response)) return true;
  return false;
}

interface Saved {
  /** which catalogue the shop was made from */
  catalogue?: string | null;
  simulator?: string;
  storefront?: SavedStorefront;
  mails?: SavedMail[];
}

const fileName = "local-shopify.json";

function readSaved(folder: string): Saved {
  try {
    const saved: Saved = JSON.parse(readFileSync(join(folder, fileName), "utf8"));
    return saved;
  } catch {
    return {};
  }
}

/** Tells one catalogue of the merchant's own from another; null: ours. */
function catalogueMark({ catalogPath, inventoryPath }: DemoOptions): string | null {
  const files = [catalogPath, inventoryPath].filter((path) => path !== undefined);
  if (files.length === 0) return null;
  const hash = createHash("sha256");
  for (const path of files) hash.update(readFileSync(path));
  return hash.digest("hex");
}

/** Writes what changed at most once a second and at the end; a new file takes the old one's place whole. */
function keepSaving(
  folder: string,
  parts: {
    simulator: Simulator;
    storefront: Storefront;
    mailbox: Mailbox;
    catalogue: string | null;
  },
): () => void {
  mkdirSync(folder, { recursive: true });
  let last = "";
  const save = () => {
    const text = JSON.stringify({
      catalogue: parts.catalogue,
      simulator: parts.simulator.save(),
      storefront: parts.storefront.save(),
      mails: parts.mailbox.save(),
    });
    if (text === last) return;
    last = text;
    const target = join(folder, fileName);
    writeFileSync(`${target}.new`, text);
    renameSync(`${target}.new`, target);
  };
  save();
  const timer = setInterval(save, saveEveryMs);
  return () => {
    clearInterval(timer);
    save();
  };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  await runAsProcess();

async function runAsProcess(): Promise<void> {
  const { env } = process;
  const port = (name: string, otherwise: number) => Number(env[name] ?? otherwise);
  const option = (name: string) => {
    const at = process.argv.indexOf(name);
    return at < 0 ? undefined : process.argv[at + 1];
  };
  try {
    const world = await startDemoWorld({
      ports: {
        simulator: port("SIMULATOR_PORT", demoPorts.simulator),
        front: port("FRONT_PORT", demoPorts.front),
        storefront: port("STOREFRONT_PORT", demoPorts.storefront),
        smtp: port("SMTP_PORT", demoPorts.smtp),
      },
      appUrl: env["APP_URL"] ?? "http://localhost:4020",
      ...(env["SHOPIFY_API_KEY"] === undefined ? {} : { apiKey: env["SHOPIFY_API_KEY"] }),
      ...(env["SHOPIFY_API_SECRET"] === undefined ? {} : { apiSecret: env["SHOPIFY_API_SECRET"] }),
      catalogPath: option("--catalog"),
      inventoryPath: option("--inventory"),
      dataFolder: env["DATA_FOLDER"] === "" ? undefined : (env["DATA_FOLDER"] ?? ".data"),
    });
    console.log(JSON.stringify({ ready: true, ...world.addresses }));
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void world.close().then(() => process.exit(0)));
    }
  } catch (error) {
    // a wrong catalogue or a busy port is told in words, not as a stack
    console.log(
      JSON.stringify({
        ready: false,
        problem: error instanceof Error ? error.message : String(error),
      }),
    );
    process.exitCode = 1;
  }
}

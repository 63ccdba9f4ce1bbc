import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { openBenchDatabase, serverVersion } from "./database.ts";
import { keepRun, writeResults } from "./kept-runs.ts";
import { busyShare, load, machine } from "./machine.ts";
import { asText } from "./report.ts";
import type { DatabaseKind, Row } from "./row.ts";
import { availability } from "./rows/availability.ts";
import { bulkImport } from "./rows/bulk-import.ts";
import { demoStart } from "./rows/demo-start.ts";
import { productPage } from "./rows/product-page.ts";
import { saleToPage } from "./rows/sale-to-page.ts";
import { webhookIntake } from "./rows/webhook-intake.ts";

const ROWS: Row[] = [availability, saleToPage, webhookIntake, bulkImport, productPage, demoStart];

async function runBench(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: "string" }, database: { type: "string" } },
  });
  const rows = ROWS.filter((row) => !values.only || values.only.split(",").includes(row.name));
  if (rows.length === 0) throw new Error(`--only takes: ${ROWS.map((row) => row.name).join(", ")}`);
  const version = await serverVersion();
  const kinds = (["embedded", "postgres"] as const).filter(
    (kind) => (kind === "embedded" || version) && (!values.database || values.database === kind),
  );
  say(`${machine()}; databases: ${kinds.join(", ")}; load ${load()}`);
  if (!version)
    say("TEST_DATABASE_URL names no Postgres that answers: measuring on the embedded one alone.");

  for (const row of rows) {
    for (const kind of row.onEachDatabase ? kinds : kinds.slice(0, 1))
      await runRow(
        row,
        kind,
        kind === "postgres" && version ? version : "embedded (PGlite, on disk)",
      );
  }
  await writeResults(ROWS.map((row) => row.name));
  say("Written: test/bench/results.md");
}

/** What must not be left behind, also when someone loses patience. */
const leftovers: (() => Promise<unknown>)[] = [];
process.once("SIGINT", () => {
  say("Stopping …");
  void cleanUp().finally(() => process.exit(130));
});

async function cleanUp(): Promise<void> {
  for (const remove of leftovers.splice(0).reverse()) await remove();
}

async function runRow(row: Row, kind: DatabaseKind, databaseName: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "sambung-bench-"));
  leftovers.push(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const othersBefore = await busyShare();
  const at = new Date().toISOString();
  const began = performance.now();
  say(`\n${row.name} on ${kind} …`);
  try {
    const figures = await row.measure({
      kind,
      folder,
      say: (text) => say(`   ${text}`),
      openDatabase: async () => {
        const database = await openBenchDatabase(kind, folder);
        leftovers.push(() => database.drop());
        return database;
      },
    });
    const run = {
      row: row.name,
      database: row.onEachDatabase ? kind : ("any" as const),
      at,
      databaseName,
      commit: commit(),
      tookSeconds: (performance.now() - began) / 1_000,
      othersBefore,
      othersAfter: await busyShare(),
      figures,
    };
    await keepRun(run);
    say(asText(run));
  } catch (error) {
    process.exitCode = 1;
    say(`   could not be measured: ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    await cleanUp();
  }
}

function commit(): string {
  try {
    return execFileSync("git", ["describe", "--always", "--dirty"], { encoding: "utf8" }).trim();
  } catch {
    return "not a git checkout";
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

await runBench();

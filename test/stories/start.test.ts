import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ensureBuild } from "#test/demo/ensure-build.ts";

let folder: string;
beforeAll(async () => {
  await ensureBuild();
  folder = await mkdtemp(path.join(tmpdir(), "sambung-start-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(env: Record<string, string>) {
  const app = spawn(process.execPath, ["app/server/start.ts"], {
    env: { NODE_ENV: "production", PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  app.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  app.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return { app, said: () => said };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const environment = (port: number, data: string) => ({
  PORT: String(port),
  DATA_FOLDER: data,
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "the-secret",
  SHOPIFY_APP_URL: "https://sambung.example.com",
  ENCRYPTION_KEY: "ab".repeat(32),
  SMTP_URL: "smtp://127.0.0.1:1",
  MAIL_FROM: "Sambung <pickup@example.com>",
});

test("an incomplete environment stops the start and names what is missing", async () => {
  const { app, said } = start({ PORT: "4020" });
  const [code] = await once(app, "exit");
  expect(code).toBe(1);
  expect(said()).toContain("SHOPIFY_API_SECRET is not set.");
  expect(said()).toContain("ENCRYPTION_KEY is not set.");
});

test("the built app starts, is ready, stops on SIGTERM within its time and leaves its folder free", async () => {
  const port = await freePort();
  const data = path.join(folder, "data");
  for (const round of [1, 2]) {
    const { app, said } = start(environment(port, data));
    await vi.waitFor(
      async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200),
      { timeout: 30_000, interval: 100 },
    );
    if (round === 1) {
      const second = start(environment(await freePort(), data));
      await once(second.app, "exit");
      expect(second.said()).toMatch(/in use by process \d+/);
    }
    app.kill("SIGTERM");
    const [code] = await once(app, "exit");
    expect(code).toBe(0);
    expect(said()).not.toContain("the-secret");
  }
});

test("a port that is taken gets a sentence that says what to do", async () => {
  const holder = createServer().listen(0);
  await once(holder, "listening");
  const { port } = holder.address() as AddressInfo;
  const { app, said } = start(environment(port, path.join(folder, "other")));
  const [code] = await once(app, "exit");
  holder.close();
  expect(code).toBe(1);
  expect(said()).toMatch(new RegExp(`Port ${port} is in use.*set PORT`));
});

test("a folder that cannot be written gets a sentence that says what to do", async () => {
  const file = path.join(folder, "a-file");
  await writeFile(file, "");
  const { app, said } = start(environment(await freePort(), path.join(file, "data")));
  const [code] = await once(app, "exit");
  expect(code).toBe(1);
  expect(said()).toMatch(/cannot be written.*DATA_FOLDER/);
});

import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtFiles } from "#app/server/built-files.server.ts";

let folder: string;
let server: Server;
let at: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "built-"));
  await mkdir(path.join(folder, "assets"));
  await writeFile(path.join(folder, "assets/app-abc.js"), "export {};".repeat(100));
  await writeFile(path.join(folder, "secret.txt"), "outside assets, yet inside the folder");
  const serve = builtFiles(folder);
  server = createServer((request, response) =>
    serve(request, response, new URL(request.url ?? "/", "http://x")),
  ).listen(0);
  await once(server, "listening");
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

test("a built file is served for a year, compressed for who can read that", async () => {
  const answer = await fetch(`${at}/assets/app-abc.js`);
  expect(answer.headers.get("content-encoding")).toBe("gzip");
  expect(answer.headers.get("content-type")).toMatch("text/javascript");
  expect(answer.headers.get("cache-control")).toMatch("immutable");
  expect(await answer.text()).toBe("export {};".repeat(100));
  const plain = await fetch(`${at}/assets/app-abc.js`, {
    headers: { "accept-encoding": "identity" },
  });
  expect(plain.headers.get("content-encoding")).toBeNull();
});

test("a build beside the running app takes nothing away from it", async () => {
  await rm(path.join(folder, "assets"), { recursive: true });
  expect((await fetch(`${at}/assets/app-abc.js`)).status).toBe(200);
});

test("what is not of the build is not there, however it is spelt", async () => {
  for (const spelt of [
    "/assets/none.js",
    "/assets/../../../../etc/passwd",
    "/assets/%2e%2e/%2e%2e/etc/passwd",
    "/assets/",
  ])
    expect((await fetch(at + spelt)).status).toBe(404);
});

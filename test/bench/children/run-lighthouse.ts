import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import lighthouse from "lighthouse";
import { chromiumPath } from "#test/support/browser.ts";
import { answerParent } from "../answer-parent.ts";

export interface LighthouseAsk {
  url: string;
}

export interface LighthouseReply {
  /** 0…100 */
  performance: number;
  layoutShift: number;
  blockedMs: number;
  paintedMs: number;
}

/** One Lighthouse run (its mobile preset: a slow phone on a slow line, simulated) in a browser of its own. */
await answerParent<object, LighthouseAsk, LighthouseReply>(async () => ({
  ready: null,
  answer: async ({ url }) => {
    const profile = await mkdtemp(path.join(tmpdir(), "sambung-lighthouse-"));
    const browser = spawn(
      await chromiumPath(),
      [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--remote-debugging-port=0",
        `--user-data-dir=${profile}`,
        "about:blank",
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    try {
      const port = await debuggingPort(createInterface({ input: browser.stderr }));
      const result = await lighthouse(url, {
        port,
        output: "json",
        logLevel: "error",
        onlyCategories: ["performance"],
      });
      const { audits, categories, runtimeError } = result?.lhr ?? {};
      if (runtimeError) throw new Error(runtimeError.message);
      const value = (name: string) => audits?.[name]?.numericValue ?? Number.NaN;
      return {
        performance: (categories?.["performance"]?.score ?? Number.NaN) * 100,
        layoutShift: value("cumulative-layout-shift"),
        blockedMs: value("total-blocking-time"),
        paintedMs: value("largest-contentful-paint"),
      };
    } finally {
      const exit = once(browser, "exit");
      browser.kill("SIGKILL");
      await exit;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  },
}));

async function debuggingPort(lines: AsyncIterable<string>): Promise<number> {
  for await (const line of lines) {
    const [, port] = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(line) ?? [];
    if (port) return Number(port);
  }
  throw new Error("the browser did not start");
}

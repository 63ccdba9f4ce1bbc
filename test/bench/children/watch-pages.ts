import { once } from "node:events";
import { Agent, get } from "node:http";
import type { IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { answerParent } from "../answer-parent.ts";

export type WatchAsk =
  | { act: "open"; pages: number; stream: string; store: string }
  /** resolves when every page shows this count */
  | { act: "wait"; count: number; withinMs: number }
  | { act: "seen" };

/** For each page, what it was told and when (ms since 1970). */
export type WatchReply = Sight[][];

export interface Sight {
  at: number;
  count: number;
}

/** Open product pages, as far as the network is concerned: one EventSource each. */
await answerParent<object, WatchAsk, WatchReply>(async () => {
  const agent = new Agent({ maxSockets: Infinity });
  const pages: Sight[][] = [];
  return {
    ready: null,
    answer: async (ask) => {
      if (ask.act === "open")
        for (let page = 0; page < ask.pages; page++) {
          const sights: Sight[] = [];
          pages.push(sights);
          await openPage(agent, ask.stream, ask.store, sights);
        }
      if (ask.act === "wait")
        await until(() => pages.every((page) => page.at(-1)?.count === ask.count), ask.withinMs);
      return ask.act === "seen" ? pages : [];
    },
    close: async () => agent.destroy(),
  };
});

async function openPage(agent: Agent, stream: string, store: string, sights: Sight[]) {
  const [response]: IncomingMessage[] = await once(
    get(stream, { agent, headers: { accept: "text/event-stream" } }),
    "response",
  );
  if (response?.statusCode !== 200) throw new Error(`stream: ${String(response?.statusCode)}`);
  createInterface({ input: response }).on("line", (line) => {
    if (!line.startsWith("data:")) return;
    const at = Date.now();
    const count = countAt(store, line.slice("data:".length));
    if (count !== sights.at(-1)?.count) sights.push({ at, count });
  });
}

/** The count shown for a store; -1 where none is shown. */
function countAt(store: string, data: string): number {
  const answer: { columns: string[]; stores: unknown[][] } = JSON.parse(data);
  const row = answer.stores.find((one) => one[answer.columns.indexOf("id")] === store);
  const count = row?.[answer.columns.indexOf("count")];
  return typeof count === "number" ? count : -1;
}

async function until(isSo: () => boolean, withinMs: number): Promise<void> {
  const began = performance.now();
  while (!isSo()) {
    if (performance.now() - began > withinMs) throw new Error("the pages did not follow in time");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

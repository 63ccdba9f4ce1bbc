import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";

/** A process of its own that answers questions: a server, a load generator, an importer. */
export interface Child<Ready, Ask, Reply> {
  pid: number;
  /** what it said when it was up */
  ready: Ready;
  ask(question: Ask): Promise<Reply>;
  stop(): Promise<void>;
}

/** Node options that lead *.myshopify.com to SIMULATOR_URL. */
export const routeShopify = [
  "--import",
  path.resolve(import.meta.dirname, "../simulator/route-shopify.ts"),
];

interface Message {
  ready?: unknown;
  reply?: unknown;
  failure?: string;
}

/** Starts children/<name>.ts with `options`; the other half is answer-parent.ts. */
export async function startChild<Ready, Ask = never, Reply = never>(
  name: string,
  options: unknown,
  settings: { env?: Record<string, string>; nodeOptions?: string[] } = {},
): Promise<Child<Ready, Ask, Reply>> {
  const file = path.join(import.meta.dirname, "children", `${name}.ts`);
  const child = fork(file, [JSON.stringify(options)], {
    env: { ...process.env, ...settings.env },
    execArgv: [
      ...(process.env["BENCH_NODE_OPTIONS"]?.split(" ") ?? []),
      ...(settings.nodeOptions ?? []),
    ],
  });
  const { ready } = await hear(child, name);
  return {
    pid: child.pid ?? 0,
    ready: ready as Ready,
    ask: async (question) => {
      const answer = hear(child, name);
      child.send({ ask: question });
      return (await answer).reply as Reply;
    },
    stop: () => stopProcess(child),
  };
}

/** The child's next message; fails when it ends instead. */
async function hear(child: ChildProcess, name: string): Promise<Message> {
  const heard = new AbortController();
  const options = { signal: heard.signal };
  try {
    const message = await Promise.race([
      once(child, "message", options).then(([message]) => message as Message),
      once(child, "exit", options).then(([code]): Message => ({
        failure: `ended (${String(code)})`,
      })),
    ]);
    if (message.failure) throw new Error(`${name}: ${message.failure}`);
    return message;
  } finally {
    heard.abort();
  }
}

/** SIGTERM and, after ten seconds, SIGKILL; resolves when the process has ended. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await exit;
  clearTimeout(timer);
}

/** Seconds of processor time that a process has used so far; NaN where there is no /proc. */
export async function cpuSeconds(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // the name, in brackets, may hold blanks: fields are counted from behind it
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

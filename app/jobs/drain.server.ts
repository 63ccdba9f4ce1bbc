import type { Settled } from "../db/settled.ts";
import type { Clock, Millis } from "../domains/kernel/time.ts";
import { errorInWords } from "../domains/kernel/error-in-words.ts";
import { minutes, seconds } from "../domains/kernel/time.ts";

/** How one table of waiting rows is read and settled; the inbox and the outbox are drained alike. */
export interface Waiting<Row> {
  claim(limit: number, now: Date, until: Date): Promise<Row[]>;
  settle(row: Row, result: Settled): Promise<void>;
  attempts(row: Row): number;
  /** Does what the row asks for. Throwing means: not yet, try again later. GiveUp means: never, keep it for a person. */
  handle(row: Row): Promise<void>;
  /** tells that a row failed; must not throw */
  report(row: Row, error: unknown, final: boolean): void;
}

/** What a handler throws when trying again cannot help. */
export class GiveUp extends Error {
  override name = "GiveUp";
}

export interface Drain {
  /** there is new work; returns at once */
  wake(): void;
  /** resolves when every row that is due now has been tried */
  settle(): Promise<void>;
  /** finishes what is under way and takes nothing more */
  stop(): Promise<void>;
}

const LEASE = minutes(2);
const LOOK_EVERY = seconds(1);
const AT_ONCE = 8;
const MOST_ATTEMPTS = 12;
const LONGEST_REASON = 500;

/** 1 s, 2 s, 4 s … at most 10 minutes: twelve attempts span more than an hour. */
export function retryDelay(attempts: number): Millis {
  return Math.min(minutes(10), seconds(2 ** Math.max(0, attempts - 1)));
}

export function drain<Row>(
  waiting: Waiting<Row>,
  clock: Clock,
  options: { lookEvery?: Millis } = {},
): Drain {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  const loop = async () => {
    do {
      again = false;
      while (!stopped && (await takeSome(waiting, clock)) > 0);
    } while (again && !stopped);
  };
  const wake = () => {
    again = true;
    if (running || stopped) return;
    running = loop()
      .catch(() => {}) // the database is away: the next look tries again
      .finally(() => {
        running = null;
        if (again) wake();
      });
  };
  const timer = setInterval(wake, options.lookEvery ?? LOOK_EVERY);
  timer.unref();

  return {
    wake,
    settle: async () => {
      wake();
      while (running) await running;
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      while (running) await running;
    },
  };
}

async function takeSome<Row>(waiting: Waiting<Row>, clock: Clock): Promise<number> {
  const now = clock();
  const rows = await waiting.claim(AT_ONCE, new Date(now), new Date(now + LEASE));
  await Promise.all(rows.map((row) => attempt(waiting, row, clock)));
  return rows.length;
}

async function attempt<Row>(waiting: Waiting<Row>, row: Row, clock: Clock): Promise<void> {
  try {
    await waiting.handle(row);
    await waiting.settle(row, { status: "done", at: new Date(clock()) });
  } catch (error) {
    const attempts = waiting.attempts(row);
    const final = error instanceof GiveUp || attempts >= MOST_ATTEMPTS;
    const reason = reasonOf(error).slice(0, LONGEST_REASON);
    waiting.report(row, error, final);
    await waiting.settle(
      row,
      final
        ? { status: "failed", reason }
        : { status: "pending", notBefore: new Date(clock() + retryDelay(attempts)), reason },
    );
  }
}

/** Ours in our own words, without the name of a plain Error or GiveUp. */
function reasonOf(error: unknown): string {
  return errorInWords(error).replace(/^(Error|GiveUp): /, "");
}

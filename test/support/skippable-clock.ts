import { writeFileSync } from "node:fs";
import type { SimClock } from "#test/simulator/clock.ts";

/** Runs like the wall clock, until a story skips some time: then what waits falls due, here and (through `file`) in the app. */
export interface SkippableClock extends SimClock {
  /** lets the app and the simulated Shopify be that much later; what falls due runs in order and is awaited */
  skip(ms: number): Promise<void>;
}

interface Waiting {
  due: number;
  run: () => void | Promise<void>;
  timer: NodeJS.Timeout;
}

export function skippableClock(file: string): SkippableClock {
  let skipped = 0;
  const waiting = new Set<Waiting>();
  const tell = () => writeFileSync(file, `${skipped};`);
  tell();
  const now = () => Date.now() + skipped;
  const arm = (due: number, run: Waiting["run"]): Waiting => {
    const one: Waiting = {
      due,
      run,
      timer: setTimeout(
        () => {
          waiting.delete(one);
          void run();
        },
        Math.min(Math.max(0, due - now()), LONGEST_TIMER),
      ),
    };
    waiting.add(one);
    return one;
  };
  const skip = async (ms: number) => {
    skipped += ms;
    tell();
    const all = [...waiting].toSorted((a, b) => a.due - b.due);
    for (const { timer } of all) clearTimeout(timer);
    waiting.clear();
    for (const { due, run } of all) {
      if (due <= now()) await run();
      else arm(due, run);
    }
  };
  return {
    now,
    after: (ms, run) => {
      const one = arm(now() + ms, run);
      return () => {
        clearTimeout(one.timer);
        waiting.delete(one);
      };
    },
    skip,
    // the post looks with advance(0) whether something is due
    advance: (ms) => (ms === 0 ? Promise.resolve() : skip(ms)),
    stop: () => {
      for (const { timer } of waiting) clearTimeout(timer);
      waiting.clear();
    },
  };
}

const LONGEST_TIMER = 2 ** 31 - 1;

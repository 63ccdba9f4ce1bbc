/**
 * The simulated time. In the demo it is the real one; in tests it stands still until somebody advances it, so that
 * "eight retries in four hours" takes a millisecond and happens in the same order every time.
 */
export interface SimClock {
  /** milliseconds since 1970 */
  now(): number;
  /** lets time pass: everything that falls due runs in order, one after the other, and is awaited */
  advance(ms: number): Promise<void>;
  /** returns a way to call it off */
  after(ms: number, run: () => void | Promise<void>): () => void;
  /** forgets everything that still waits */
  stop(): void;
}

interface Waiting {
  due: number;
  order: number;
  run: () => void | Promise<void>;
}

/**
 * Runs on the wall clock. `advance` does not change `now()` (the app's own clock would disagree about every session token);
 * it brings what waits nearer by that much, so that the control page can skip "48 hours until shop/redact".
 */
export function realClock(): SimClock {
  const waiting = new Map<number, Waiting & { timer: NodeJS.Timeout }>();
  let order = 0;
  const arm = (due: number, run: Waiting["run"]): number => {
    const id = ++order;
    const timer = setTimeout(
      () => {
        // Node fires a timer longer than 24.8 days at once: wait again instead
        if (due - Date.now() > longestTimer) {
          waiting.delete(id);
          arm(due, run);
          return;
        }
        waiting.delete(id);
        void run();
      },
      Math.min(Math.max(due - Date.now(), 0), longestTimer),
    );
    waiting.set(id, { due, order: id, run, timer });
    return id;
  };
  return {
    now: () => Date.now(),
    after(ms, run) {
      const id = arm(Date.now() + ms, run);
      return () => {
        clearTimeout(waiting.get(id)?.timer);
        waiting.delete(id);
      };
    },
    async advance(ms) {
      const moved = [...waiting.values()].sort((a, b) => a.due - b.due || a.order - b.order);
      waiting.clear();
      for (const { timer } of moved) clearTimeout(timer);
      for (const { due, run } of moved) {
        if (due - ms <= Date.now()) await run();
        else arm(due - ms, run);
      }
    },
    stop() {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}

const longestTimer = 2 ** 31 - 1;

/** Stands still; nothing fires until `advance()`. */
export function steppedClock(start: number): SimClock {
  let now = start;
  let order = 0;
  let waiting: Waiting[] = [];
  const next = (until: number): Waiting | undefined =>
    waiting
      .filter((one) => one.due <= until)
      .sort((a, b) => a.due - b.due || a.order - b.order)
      .at(0);
  return {
    now: () => now,
    after(ms, run) {
      const one = { due: now + Math.max(ms, 0), order: ++order, run };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
    async advance(ms) {
      const until = now + ms;
      for (let one = next(until); one !== undefined; one = next(until)) {
        const running = one;
        waiting = waiting.filter((other) => other !== running);
        now = Math.max(now, running.due);
        await running.run();
      }
      now = Math.max(now, until);
    },
    stop() {
      waiting = [];
    },
  };
}

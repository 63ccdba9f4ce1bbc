import { readFileSync } from "node:fs";

/**
 * Preloaded into the app (NODE_OPTIONS=--import …), it adds to the app's clock what a story has skipped: the number of milliseconds
 * that the file SKIPPED_TIME_FILE holds. So a lease of two minutes passes in a moment, and the app knows nothing of it.
 */
const LOOK_EVERY = 10;

const file = process.env["SKIPPED_TIME_FILE"];
if (file !== undefined) {
  const RealDate = Date;
  let skipped = read(file, 0);
  setInterval(() => (skipped = read(file, skipped)), LOOK_EVERY).unref();
  const now = () => RealDate.now() + skipped;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given: unknown[], as) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, as),
    get: (target, key) => (key === "now" ? now : Reflect.get(target, key, target)),
  });
}

function read(from: string, before: number): number {
  const text = readFileSync(from, "utf8");
  return /^\d+;$/.test(text) ? Number(text.slice(0, -1)) : before; // it may just be written
}

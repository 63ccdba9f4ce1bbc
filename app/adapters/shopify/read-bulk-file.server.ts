/** One stretch of a bulk result: whole lines, and the byte after them, from which reading may go on. */
export interface BulkChunk {
  lines: string[];
  end: number;
}

/** The result can be had no more (Shopify keeps it seven days): ask anew. */
export class BulkFileGone extends Error {
  override name = "BulkFileGone";
}

export class BulkFileUnreachable extends Error {
  override name = "BulkFileUnreachable";
}

/** Some 5,000 counts: a transaction of a tenth of a second, and a few megabytes while it lasts. */
const CHUNK_BYTES = 1024 * 1024;
const NEWLINE = 10;

/** Reads a JSONL result from byte `from` on, in chunks of whole lines, holding one chunk at a time. Throws when the connection breaks. */
export async function* readBulkFile(
  url: string,
  from: number,
  signal: AbortSignal,
  chunkBytes = CHUNK_BYTES,
): AsyncGenerator<BulkChunk> {
  const response = await fetch(url, {
    signal,
    headers: from > 0 ? { range: `bytes=${from}-` } : {},
  });
  if (response.status === 416) return; // nothing is left after `from`
  if (response.status === 403 || response.status === 404 || response.status === 410)
    throw new BulkFileGone(`HTTP ${response.status}`);
  if (!response.ok || !response.body) throw new BulkFileUnreachable(`HTTP ${response.status}`);
  // a server that ignores the range sends everything again
  let toSkip = response.status === 206 ? 0 : from;
  let end = from;
  let waiting: Buffer[] = [];
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value: bytes } = await reader.read();
    if (done) break;
    let piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (toSkip > 0) {
      const skipped = Math.min(toSkip, piece.length);
      toSkip -= skipped;
      piece = piece.subarray(skipped);
    }
    waiting.push(piece);
    size += piece.length;
    if (size < chunkBytes) continue;
    const whole = Buffer.concat(waiting);
    const cut = whole.lastIndexOf(NEWLINE) + 1;
    if (cut === 0) continue; // a line longer than a chunk
    end += cut;
    yield { lines: linesOf(whole.subarray(0, cut)), end };
    waiting = [Buffer.from(whole.subarray(cut))];
    size = whole.length - cut;
  }
  if (size === 0) return;
  yield { lines: linesOf(Buffer.concat(waiting)), end: end + size };
}

function linesOf(bytes: Buffer): string[] {
  return bytes
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
}

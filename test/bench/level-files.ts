import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { BENCH_SHOP } from "./deliveries.ts";
import { someIds } from "./shopify-ids.ts";

/** The same inventory levels twice: as Shopify's bulk answer and as lines for COPY. */
export interface LevelFiles {
  levels: number;
  jsonl: string;
  jsonlBytes: number;
  /** lines of the answer: the levels and their locations */
  jsonlRows: number;
  copy: string;
  /** of all counts, to see that what was written is what was sent */
  sum: number;
}

const UPDATED_AT = "2026-11-21T09:00:00Z";
const LINES_PER_PIECE = 2_000;

export async function writeLevelFiles(
  folder: string,
  size: { locations: number; items: number },
): Promise<LevelFiles> {
  const jsonl = path.join(folder, "levels.jsonl");
  const copy = path.join(folder, "levels.copy");
  await pipeline(Readable.from(pieces(answerLines(size))), createWriteStream(jsonl));
  await pipeline(Readable.from(pieces(copyLines(size))), createWriteStream(copy));
  let sum = 0;
  for (const { available } of levels(size)) sum += available;
  return {
    levels: size.locations * size.items,
    jsonl,
    jsonlBytes: (await stat(jsonl)).size,
    jsonlRows: size.locations * (size.items + 1),
    copy,
    sum,
  };
}

interface Level {
  item: string;
  location: string;
  available: number;
}

function* levels(size: { locations: number; items: number }): Generator<Level> {
  for (let location = 0; location < size.locations; location++) {
    for (let item = 0; item < size.items; item++)
      yield {
        item: someIds.item(item),
        location: someIds.location(location),
        available: (item * 7 + location) % 23,
      };
  }
}

/** As Shopify writes the answer to app/adapters/shopify/bulk-queries.ts: the locations, and not beside them their levels. */
function* answerLines(size: { locations: number; items: number }): Generator<string> {
  for (let at = 0; at < size.locations; at++)
    yield JSON.stringify({ id: `gid://shopify/Location/${someIds.location(at)}` });
  let id = 100_000_000_000;
  for (const { item, location, available } of levels(size))
    yield JSON.stringify({
      id: `gid://shopify/InventoryLevel/${id++}?inventory_item_id=${item}`,
      updatedAt: UPDATED_AT,
      item: { id: `gid://shopify/InventoryItem/${item}` },
      quantities: [{ quantity: available }],
      __parentId: `gid://shopify/Location/${location}`,
    });
}

/** In the order of COPY_COLUMNS. */
function* copyLines(size: { locations: number; items: number }): Generator<string> {
  for (const { item, location, available } of levels(size))
    yield `${BENCH_SHOP}\t${item}\t${location}\t${available}\tt\t${UPDATED_AT}\t${UPDATED_AT}`;
}

export const COPY_COLUMNS = `shop, "inventoryItemId", "locationId", available, "isActive", "updatedAt", "knownAt"`;

function* pieces(lines: Iterable<string>): Generator<string> {
  let piece: string[] = [];
  for (const line of lines) {
    piece.push(line);
    if (piece.length < LINES_PER_PIECE) continue;
    yield `${piece.join("\n")}\n`;
    piece = [];
  }
  if (piece.length > 0) yield `${piece.join("\n")}\n`;
}

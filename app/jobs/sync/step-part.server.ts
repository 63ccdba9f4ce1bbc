import { ShopifyRefused } from "../../adapters/shopify/admin-client.server.ts";
import type { BulkOperation } from "../../adapters/shopify/operations/bulk.ts";
import {
  readBulkOperation,
  readBulkOperations,
  runBulkQuery,
} from "../../adapters/shopify/operations/bulk.ts";
import { BulkFileGone, readBulkFile } from "../../adapters/shopify/read-bulk-file.server.ts";
import { inSqlTransaction } from "../../db/sql.server.ts";
import type { PartChange, PartRow } from "../../db/sync-parts.server.ts";
import { savePart } from "../../db/sync-parts.server.ts";
import type { Millis } from "../../domains/kernel/time.ts";
import { minutes, moment, seconds } from "../../domains/kernel/time.ts";
import { finishPart } from "../../domains/shop/finish-part.server.ts";
import { readSyncState } from "../../domains/shop/read-sync-state.server.ts";
import type { Services } from "../../services.server.ts";
import { GiveUp } from "../drain.server.ts";
import type { Decoded, SyncKind } from "./sync-kind.ts";
import { SYNC_KINDS } from "./sync-kinds.server.ts";

export interface StepOptions {
  /** how long one step may read before others have their turn */
  readFor?: Millis;
  chunkBytes?: number;
}

/** What changed shortly before we last asked may not have been in the answer. */
const OVERLAP = minutes(5);
const POLL_EVERY = seconds(2);
/** Shopify works on as many bulk operations as it allows at once. */
const WAIT_WHEN_BUSY = seconds(10);
const READ_FOR = seconds(5);

/** Takes a part of a sync run one step further and notes it; safe to be killed anywhere and to run twice. */
export async function stepPart(
  services: Services,
  part: PartRow,
  options: StepOptions = {},
): Promise<void> {
  const kind = SYNC_KINDS[part.kind];
  switch (part.status) {
    case "recent":
      return lookAtRecent(services, part, kind);
    case "waiting":
      return prepareToAsk(services, part);
    case "asking":
      return ask(services, part, kind);
    case "asked":
      return poll(services, part);
    case "reading":
      return read(services, part, kind, options);
    case "done":
    case "failed":
  }
}

async function lookAtRecent(services: Services, part: PartRow, kind: SyncKind): Promise<void> {
  const { db, clock } = services;
  const askedAt = clock();
  const state = await readSyncState(db, part.shop, part.kind);
  const since = state?.reconciledAt ? state.reconciledAt.getTime() - OVERLAP : null;
  const { rows, drift, lookAtEverything } = await kind.recent(services, part, since, askedAt);
  const change: PartChange = {
    startedAt: part.startedAt ?? new Date(askedAt),
    rowsRead: rows,
    drift: part.drift + drift,
  };
  await inSqlTransaction(db, async (sql) => {
    if (lookAtEverything)
      return savePart(sql, part, { ...change, status: "waiting" }, new Date(clock()));
    const sawEverything = kind.bulkQuery === null;
    return finishPart(
      sql,
      part,
      { askedAt: new Date(askedAt), sawEverything, change: { ...change, rowsTotal: rows } },
      clock(),
    );
  });
}

/** Notes when we ask before we ask: whoever finds this note after a crash looks for the operation first. */
async function prepareToAsk({ db, clock }: Services, part: PartRow): Promise<void> {
  const now = new Date(clock());
  const change: PartChange = {
    status: "asking",
    startedAt: part.startedAt ?? now,
    askedAt: now,
    bulkOperationId: null,
    resultUrl: null,
    bytesRead: 0,
    bytesTotal: null,
    rowsRead: 0,
    rowsTotal: null,
  };
  await inSqlTransaction(db, (sql) => savePart(sql, part, change, now));
}

async function ask(services: Services, part: PartRow, kind: SyncKind): Promise<void> {
  const { db, clock, askAdmin } = services;
  if (!kind.bulkQuery || !part.askedAt) throw new GiveUp("shopify-refused");
  const query = kind.bulkQuery(part);
  let id = part.attempts > 1 ? await askedBefore(services, part, query) : null;
  if (!id) {
    const { bulkOperationRunQuery: answer } = await askAdmin(part.shop, runBulkQuery, { query });
    const code = answer.userErrors[0]?.code;
    if (code === "LIMIT_REACHED" || code === "OPERATION_IN_PROGRESS")
      return wait(services, part, { status: "waiting", reason: part.reason ?? "busy" });
    if (!answer.bulkOperation)
      throw new ShopifyRefused(
        "runBulkQuery",
        code ?? "INVALID",
        answer.userErrors[0]?.message ?? "",
      );
    id = answer.bulkOperation.id;
  }
  const change: PartChange = {
    status: "asked",
    bulkOperationId: id,
    reason: part.reason === "no-contact-data" ? part.reason : null,
    notBefore: new Date(clock() + POLL_EVERY),
  };
  await inSqlTransaction(db, (sql) => savePart(sql, part, change, new Date(clock())));
}

async function wait({ db, clock }: Services, part: PartRow, change: PartChange): Promise<void> {
  const notBefore = new Date(clock() + WAIT_WHEN_BUSY);
  await inSqlTransaction(db, (sql) =>
    savePart(sql, part, { ...change, notBefore }, new Date(clock())),
  );
}

/** The operation that a worker asked for and did not live to note. */
async function askedBefore(
  { askAdmin }: Services,
  part: PartRow,
  query: string,
): Promise<string | null> {
  const { bulkOperations } = await askAdmin(part.shop, readBulkOperations, {});
  const since = (part.askedAt?.getTime() ?? 0) - seconds(1);
  const usable = ["CREATED", "RUNNING", "COMPLETED"];
  const found = bulkOperations.nodes.find(
    (one) =>
      one.query === query && usable.includes(one.status) && (moment(one.createdAt) ?? 0) >= since,
  );
  return found?.id ?? null;
}

async function poll(services: Services, part: PartRow): Promise<void> {
  const { db, clock, askAdmin } = services;
  const id = part.bulkOperationId ?? "";
  const { bulkOperation } = await askAdmin(part.shop, readBulkOperation, { id });
  const now = clock();
  if (!bulkOperation || bulkOperation.status === "EXPIRED" || bulkOperation.status === "CANCELED")
    return wait(services, part, { status: "waiting" });
  if (bulkOperation.status === "FAILED") return afterFailure(services, part, bulkOperation);
  if (bulkOperation.status !== "COMPLETED") {
    const change = { rowsTotal: bulkOperation.objectCount, notBefore: new Date(now + POLL_EVERY) };
    return inSqlTransaction(db, (sql) => savePart(sql, part, change, new Date(now)));
  }
  const change: PartChange = {
    status: "reading",
    resultUrl: bulkOperation.url,
    bytesTotal: bulkOperation.fileSize,
    rowsTotal: bulkOperation.objectCount ?? 0,
  };
  await inSqlTransaction(db, (sql) => savePart(sql, part, change, new Date(now)));
}

/** Customers' names, mails and phones need an access that the shop may not have: then go on without them. */
async function afterFailure(
  services: Services,
  part: PartRow,
  { errorCode }: BulkOperation,
): Promise<void> {
  if (errorCode === "ACCESS_DENIED" && part.kind === "customers")
    return withoutContactData(services, part);
  if (errorCode === "ACCESS_DENIED") throw new GiveUp("shopify-refused");
  // Shopify's own trouble: ask anew, as often as anything else is tried
  if (part.attempts > 1) return wait(services, part, { status: "waiting" });
  throw new ShopifyRefused("bulk operation", errorCode ?? "FAILED", "the operation failed");
}

export async function withoutContactData(services: Services, part: PartRow): Promise<void> {
  const { db, clock } = services;
  const now = clock();
  await inSqlTransaction(db, (sql) =>
    part.reason === "no-contact-data"
      ? finishPart(
          sql,
          part,
          {
            askedAt: part.askedAt ?? new Date(now),
            sawEverything: false,
            change: { reason: "no-customer-access", rowsTotal: 0 },
          },
          now,
        )
      : savePart(sql, part, { status: "waiting", reason: "no-contact-data" }, new Date(now)),
  );
}

/** Reads on from the last noted byte. While one chunk is being recorded, the next is read and decoded. */
async function read(
  services: Services,
  part: PartRow,
  kind: SyncKind,
  options: StepOptions,
): Promise<void> {
  const { clock } = services;
  const until = clock() + (options.readFor ?? READ_FOR);
  const state = await readSyncState(services.db, part.shop, part.kind);
  const isFirst = !state?.fullyCheckedAt;
  const stop = new AbortController();
  let at = part;
  let recording: Promise<PartRow> = Promise.resolve(part);
  let isAll = true;
  try {
    if (part.resultUrl) {
      const chunkBytes = options.chunkBytes ?? kind.chunkBytes;
      for await (const chunk of readBulkFile(
        part.resultUrl,
        part.bytesRead,
        stop.signal,
        chunkBytes,
      )) {
        const decoded = decode(kind, chunk.lines);
        at = await recording;
        const from = at;
        recording = recordChunk(services, from, { decoded, ...chunk, isFirst });
        recording.catch(() => {}); // heard at the next await
        if (clock() < until) continue;
        isAll = false;
        break;
      }
    }
    at = await recording;
  } catch (error) {
    await recording.catch(() => {});
    if (!(error instanceof BulkFileGone)) throw error;
    return wait(services, at, { status: "waiting" });
  } finally {
    stop.abort();
  }
  if (isAll) await finishReading(services, at, kind);
}

/** Decoding touches nothing: when it throws, the lines are not what we know, and will not be at the next attempt. */
function decode(kind: SyncKind, lines: readonly string[]): Decoded {
  try {
    return kind.decode(lines);
  } catch (error) {
    throw new GiveUp("answer-unreadable", { cause: error });
  }
}

async function recordChunk(
  services: Services,
  part: PartRow,
  chunk: { decoded: Decoded; lines: string[]; end: number; isFirst: boolean },
): Promise<PartRow> {
  const { db, clock } = services;
  const askedAt = part.askedAt?.getTime() ?? 0;
  const followed = (await chunk.decoded.follow?.(services, part.shop)) ?? 0;
  return inSqlTransaction(db, async (sql) => {
    const change = { bytesRead: chunk.end, rowsRead: part.rowsRead + chunk.lines.length };
    // first of all the lock on the part: two workers must not record the same chunk
    await savePart(sql, part, change, new Date(clock()));
    const asked = { at: askedAt, isFirst: chunk.isFirst };
    const recorded = (await chunk.decoded.record?.(sql, part.shop, asked)) ?? 0;
    const drift = part.drift + followed + recorded;
    const moved: PartRow = { ...part, ...change };
    if (drift !== part.drift) await savePart(sql, moved, { drift }, new Date(clock()));
    return { ...moved, drift };
  });
}

/** A listing with holes must not bury anything: it is read only as far as it goes, and asked for anew. */
async function finishReading(services: Services, part: PartRow, kind: SyncKind): Promise<void> {
  const { db, clock } = services;
  const askedAt = part.askedAt ?? new Date(0);
  const isComplete =
    part.rowsRead >= (part.rowsTotal ?? 0) && part.bytesRead >= (part.bytesTotal ?? 0);
  if (!isComplete) throw new GiveUp("answer-incomplete");
  await inSqlTransaction(db, async (sql) => {
    const buried = await kind.buryUnseen(sql, part.shop, askedAt.getTime());
    const change = { drift: part.drift + buried };
    await finishPart(sql, part, { askedAt, sawEverything: true, change }, clock());
  });
}

import type { Sql } from "../../db/sql.server.ts";
import type { PartRow } from "../../db/sync-parts.server.ts";
import type { ShopDomain } from "../../domains/kernel/ids.ts";
import type { Millis } from "../../domains/kernel/time.ts";
import type { Services } from "../../services.server.ts";

/** What a look at recent changes found: rows looked at, rows that differed, and whether only everything will do. */
export interface Recent {
  rows: number;
  drift: number;
  /** too much changed to ask page by page, or there are signs of what a search by time cannot show */
  lookAtEverything: boolean;
}

/** Some lines of an answer, decoded: what is to be done with them. Both answer how many differed from ours. */
export interface Decoded {
  /** outside the part's transaction, and safe to repeat */
  follow?(services: Services, shop: ShopDomain): Promise<number>;
  /** in the part's transaction */
  record?(sql: Sql, shop: ShopDomain, asked: { at: Millis; isFirst: boolean }): Promise<number>;
}

/** How one kind of data is read from Shopify and recorded. */
export interface SyncKind {
  /** everything, in one bulk query; null: `recent` always looks at everything */
  bulkQuery: ((part: PartRow) => string) | null;
  /** lines of the bulk query's answer; throws on a shape that we do not know */
  decode(lines: readonly string[]): Decoded;
  /** after everything was read: what was not in it is gone; answers how much that was */
  buryUnseen(sql: Sql, shop: ShopDomain, askedAt: Millis): Promise<number>;
  /** `since`: when we last asked, less an overlap; null: never */
  recent(services: Services, part: PartRow, since: Millis | null, askedAt: Millis): Promise<Recent>;
  chunkBytes?: number;
}

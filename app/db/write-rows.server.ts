import type { ShopDomain } from "../domains/kernel/ids.ts";
import type { Millis } from "../domains/kernel/time.ts";
import type { Sql } from "./sql.server.ts";

/** How a column travels: `time` as milliseconds, `json` as its text. */
type ColumnType = "text" | "int" | "bool" | "float" | "time" | "json";
type Value = string | number | boolean | null;

/** A table that copies a kind of Shopify's things. Every statement below is made of this. */
export interface CopiedTable<Row> {
  name: string;
  /** besides the shop */
  key: readonly string[];
  columns: Record<string, { type: ColumnType; of: (row: Row) => Value }>;
  /** versions: a difference in them alone is no drift */
  versions: readonly string[];
  /** true for a row of ours, `k`, that stands for something gone, and since when */
  gone: string;
  goneSince: string;
  /** what makes such a row live again */
  revive?: string;
  /** a tombstone gives way to news with a later version (true: levels) or never (false: ids that are not used again) */
  goneMayReturn: boolean;
  /** more that must hold before a row of ours is overwritten */
  unless?: string;
  /** columns that are not simply overwritten; `n` names what came, `k` what we hold */
  overwrite?: Record<string, (n: string) => string>;
}

/** told: by a delivery. seen: in Shopify's own answer to a question that was asked at `at`. */
export type Source = "told" | "seen";

/** Writes what is not older than what we hold. Rows must have distinct keys. `rowsThatDiffer`, asked before, says which will change. */
export async function writeRows<Row>(
  sql: Sql,
  table: CopiedTable<Row>,
  shop: ShopDomain,
  rows: readonly Row[],
  at: Millis,
  source: Source,
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(table.columns);
  const sets = names
    .filter((name) => !table.key.includes(name))
    .map((name) => `${q(name)} = ${written(table, name, "excluded")}`);
  if (table.revive) sets.push(table.revive);
  await sql(
    `INSERT INTO ${q(table.name)} AS k (shop, "knownAt", ${names.map(q).join(", ")})
     SELECT $1, $2, ${names.map((name) => `n.${q(name)}`).join(", ")} FROM ${arrived(table)}
     ON CONFLICT (shop, ${table.key.map(q).join(", ")}) DO UPDATE
        SET "knownAt" = greatest(k."knownAt", excluded."knownAt"), ${sets.join(", ")}
      WHERE ${givesWay(table, source, "excluded")}`,
    [shop, new Date(at), ...columnValues(table, rows)],
  );
}

/** The keys of those rows that say something else than what we hold, and would be written. */
export async function rowsThatDiffer<Row>(
  sql: Sql,
  table: CopiedTable<Row>,
  shop: ShopDomain,
  rows: readonly Row[],
  at: Millis,
  source: Source,
): Promise<Record<string, string>[]> {
  if (rows.length === 0) return [];
  const differs = Object.keys(table.columns)
    .filter((name) => !table.key.includes(name) && !table.versions.includes(name))
    .map((name) => `k.${q(name)} IS DISTINCT FROM ${written(table, name, "n")}`);
  if (table.revive) differs.unshift(table.gone);
  const same = table.key.map((name) => `k.${q(name)} = n.${q(name)}`);
  return sql(
    `SELECT ${table.key.map((name) => `n.${q(name)}`).join(", ")}
       FROM ${arrived(table)} LEFT JOIN ${q(table.name)} k ON k.shop = $1 AND ${same.join(" AND ")}
      WHERE $2::timestamptz IS NOT NULL
        AND (k.shop IS NULL
             OR (${givesWay(table, source, "n")} AND (${differs.join(" OR ")})))`,
    [shop, new Date(at), ...columnValues(table, rows)],
  );
}

/**
 * The version of what we hold under this key, locked until the transaction ends; null: nothing. There is no row to lock then:
 * the key itself is, so that of two first news at once the second sees the first.
 */
export async function lockVersion<Row>(
  sql: Sql,
  table: CopiedTable<Row>,
  shop: ShopDomain,
  key: readonly string[],
): Promise<{ at: Millis; isGone: boolean } | null> {
  const known = await selectVersion(sql, table, shop, key);
  if (known) return known;
  await sql(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text`, [
    [table.name, shop, ...key].join("/"),
  ]);
  return selectVersion(sql, table, shop, key);
}

async function selectVersion<Row>(
  sql: Sql,
  table: CopiedTable<Row>,
  shop: ShopDomain,
  key: readonly string[],
): Promise<{ at: Millis; isGone: boolean } | null> {
  const same = table.key.map((name, at) => `k.${q(name)} = $${at + 2}`);
  const [row] = await sql<{ at: Date; isGone: boolean }>(
    `SELECT k."updatedAt" AS at, (${table.gone}) AS "isGone" FROM ${q(table.name)} k
      WHERE k.shop = $1 AND ${same.join(" AND ")} FOR UPDATE`,
    [shop, ...key],
  );
  return row ? { at: row.at.getTime(), isGone: row.isGone } : null;
}

function written<Row>(table: CopiedTable<Row>, column: string, n: string): string {
  return table.overwrite?.[column]?.(n) ?? `${n}.${q(column)}`;
}

function givesWay<Row>(table: CopiedTable<Row>, source: Source, n: string): string {
  const newer = `${n}."updatedAt" >= k."updatedAt"`;
  const live = table.goneMayReturn ? newer : `(NOT (${table.gone}) AND ${newer})`;
  // Shopify's own answer, asked for after the burial, shows it alive: whole seconds leave one of doubt
  const risen = `((${table.gone}) AND ${table.goneSince} < $2::timestamptz - interval '1 second')`;
  const rule = source === "seen" ? `(${live} OR ${risen})` : live;
  return table.unless ? `(${rule} AND NOT (${table.unless}))` : rule;
}

const SQL_TYPE = {
  text: "text",
  int: "int",
  bool: "boolean",
  float: "float8",
  time: "float8",
  json: "text",
} as const;

/** What came, as a table `n`: its columns travel as one array each, from $3 on. */
function arrived<Row>(table: CopiedTable<Row>): string {
  const columns = Object.entries(table.columns);
  const arrays = columns.map(([, { type }], at) => `$${at + 3}::${SQL_TYPE[type]}[]`);
  const picked = columns.map(([name, { type }]) => {
    if (type === "time") return `to_timestamp(${q(name)} / 1000.0)::timestamptz(3) AS ${q(name)}`;
    return type === "json" ? `${q(name)}::jsonb AS ${q(name)}` : q(name);
  });
  return `(SELECT ${picked.join(", ")} FROM unnest(${arrays.join(", ")}) AS u(${columns.map(([name]) => q(name)).join(", ")})) AS n`;
}

function columnValues<Row>(table: CopiedTable<Row>, rows: readonly Row[]): string[] {
  return Object.values(table.columns).map(({ type, of }) =>
    arrayLiteral(rows.map(of), type === "text" || type === "json"),
  );
}

/** A Postgres array as text; much faster than handing pg an array to quote. */
function arrayLiteral(values: Value[], isText: boolean): string {
  const parts = values.map((value) => {
    if (value === null) return "NULL";
    return isText ? quoted(String(value)) : String(value);
  });
  return `{${parts.join(",")}}`;
}

function quoted(text: string): string {
  // Postgres' text cannot hold NUL
  const clean = text.includes("\0") ? text.replaceAll("\0", "") : text;
  return /["\\]/.test(clean) ? `"${clean.replaceAll(/["\\]/g, "\\$&")}"` : `"${clean}"`;
}

function q(name: string): string {
  return `"${name}"`;
}

import type { BenchDatabase } from "./database.ts";

/** One line of the table. */
export interface Figure {
  what: string;
  measured: string;
  baseline: string;
  ratio: string;
  goal: string;
  /** null: no goal, for information */
  isMet: boolean | null;
  /** one sentence on what stands behind the figure */
  why: string;
}

export interface BenchContext {
  /** a fresh, migrated database of the kind that this run is about; dropped after the row */
  openDatabase(): Promise<BenchDatabase>;
  kind: DatabaseKind;
  /** a folder of this row's own, removed after it */
  folder: string;
  /** tells the person who waits what goes on */
  say(text: string): void;
}

export type DatabaseKind = "embedded" | "postgres";

export interface Row {
  /** for --only */
  name: string;
  /** rows that no database can change are measured once, on the embedded one */
  onEachDatabase: boolean;
  measure(context: BenchContext): Promise<Figure[]>;
}

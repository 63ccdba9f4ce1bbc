import { parse } from "csv-parse/sync";

/** One row of a CSV file with its line number, read by header names whatever their case. */
export interface Row {
  line: number;
  /** the first of the named columns that exists and is not blank, trimmed; "" if none */
  get(...names: string[]): string;
}

export interface Table {
  columns: Set<string>;
  rows: Row[];
}

export function readTable(text: string, fileName: string): Table {
  let records: string[][];
  try {
    records = parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    throw new CatalogueError(fileName, [error instanceof Error ? error.message : String(error)]);
  }
  const [header, ...body] = records;
  if (header === undefined) throw new CatalogueError(fileName, ["the file is empty"]);
  const index = new Map(header.map((name, at) => [key(name), at]));
  return {
    columns: new Set(index.keys()),
    rows: body.map((cells, at) => ({
      line: at + 2,
      get(...names) {
        for (const name of names) {
          const cell = cells[index.get(key(name)) ?? -1]?.trim();
          if (cell) return cell;
        }
        return "";
      },
    })),
  };
}

const key = (name: string) => name.trim().toLowerCase();

/** Everything that is wrong with a file at once, each with its row, so that the merchant repairs it in one go. */
export class CatalogueError extends Error {
  readonly problems: string[];
  constructor(fileName: string, problems: string[]) {
    const shown = problems.slice(0, 20).map((problem) => `  ${problem}`);
    const rest =
      problems.length > shown.length ? [`  … and ${problems.length - shown.length} more`] : [];
    super([`${fileName} cannot be loaded:`, ...shown, ...rest].join("\n"));
    this.name = "CatalogueError";
    this.problems = problems;
  }
}

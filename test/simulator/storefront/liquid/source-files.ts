import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** A folder of theme or extension sources. Files are read again when they change on disk, so that an author sees each save. */
export interface SourceFiles {
  folder: string;
  /** null: no such file */
  read(path: string): string | null;
  bytes(path: string): Buffer | null;
  /** parsed and derived values, kept until the file changes */
  derived<T>(path: string, kind: string, derive: (source: string) => T): T | null;
  list(folder: string): string[];
  exists(): boolean;
}

interface Kept {
  changedAt: number;
  bytes: Buffer;
  derived: Map<string, unknown>;
}

export function sourceFiles(folder: string): SourceFiles {
  const kept = new Map<string, Kept>();
  const load = (path: string): Kept | null => {
    const full = join(folder, path);
    const stat = statSync(full, { throwIfNoEntry: false });
    if (stat === undefined || !stat.isFile()) return null;
    const known = kept.get(path);
    if (known?.changedAt === stat.mtimeMs) return known;
    const fresh = { changedAt: stat.mtimeMs, bytes: readFileSync(full), derived: new Map() };
    kept.set(path, fresh);
    return fresh;
  };
  return {
    folder,
    read: (path) => load(path)?.bytes.toString() ?? null,
    bytes: (path) => load(path)?.bytes ?? null,
    derived<T>(path: string, kind: string, derive: (source: string) => T): T | null {
      const file = load(path);
      if (file === null) return null;
      if (!file.derived.has(kind)) file.derived.set(kind, derive(file.bytes.toString()));
      // the same kind is always derived by the same function
      return file.derived.get(kind) as T;
    },
    list: (inside) => {
      try {
        return readdirSync(join(folder, inside)).sort();
      } catch {
        return [];
      }
    },
    exists: () => statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false,
  };
}

import { Liquid } from "liquidjs";
import type { LiquidOptions } from "liquidjs";
import type { SourceFiles } from "./source-files.ts";
import { addFilters } from "./filters.ts";
import { addBlockTags } from "./tags.ts";

/**
 * One strict engine per folder of sources: an unknown filter, tag or variable fails with its name instead of printing nothing, so that
 * the simulator never flatters a theme. Snippets come from the folder's own `snippets/` only, as on Shopify.
 */
export function createEngine(files: SourceFiles): Liquid {
  const pathOf = (key: string) => `snippets/${key.replace(/^\w+:/, "")}.liquid`;
  const parsed = new Map<string, { bytes: Buffer | null; value: CachedValue }>();
  const engine = new Liquid({
    root: ["."],
    partials: ["snippets"],
    layouts: ["layout"],
    extname: ".liquid",
    relativeReference: false,
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    ownPropertyOnly: true,
    cache: {
      // parsed snippets are kept until their file changes
      read(key) {
        const known = parsed.get(key);
        return known !== undefined && known.bytes === files.bytes(pathOf(key))
          ? known.value
          : undefined;
      },
      write(key, value) {
        parsed.set(key, { bytes: files.bytes(pathOf(key)), value });
      },
      remove(key) {
        parsed.delete(key);
      },
    },
    fs: {
      sep: "/",
      resolve: (folder, file, extension) => `${folder}/${file}${extension}`,
      existsSync: (path) => files.read(path) !== null,
      exists: (path) => Promise.resolve(files.read(path) !== null),
      readFileSync: (path) => sourceOf(files, path),
      readFile: (path) => Promise.resolve(sourceOf(files, path)),
      contains: () => Promise.resolve(true),
      containsSync: () => true,
    },
  });
  addFilters(engine);
  addBlockTags(engine);
  return engine;
}

type Cache = Exclude<LiquidOptions["cache"], boolean | number | undefined>;
type CachedValue = Parameters<Cache["write"]>[1];

function sourceOf(files: SourceFiles, path: string): string {
  const source = files.read(path);
  if (source === null) throw new Error(`there is no ${path}`);
  return source.replace(/\{%-?\s*doc\s*-?%\}[\s\S]*?\{%-?\s*enddoc\s*-?%\}/g, "");
}

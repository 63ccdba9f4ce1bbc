import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const ROOT = path.resolve("extensions/storefront");

export interface ExtensionFile {
  /** "blocks/availability.liquid" */
  name: string;
  bytes: Buffer;
  text: string;
}

export function extensionFiles(root: string = ROOT): ExtensionFile[] {
  return ["assets", "blocks", "snippets", "locales"].flatMap((folder) =>
    readdirSync(path.join(root, folder)).map((file) => {
      const bytes = readFileSync(path.join(root, folder, file));
      return { name: `${folder}/${file}`, bytes, text: bytes.toString() };
    }),
  );
}

export const gzipped = (bytes: Buffer | string): number => gzipSync(bytes, { level: 9 }).length;

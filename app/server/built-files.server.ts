import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { answerRefusal } from "./answer.server.ts";

const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".json": "application/json",
};

interface BuiltFile {
  bytes: Buffer;
  zipped: Buffer;
  type: string;
}

/**
 * The built client files, read once at start: less than two megabytes, and always of the same build as the pages that name
 * them, even when someone builds anew beside the running app. Their names carry their content's hash.
 */
export function builtFiles(
  folder: string,
): (request: IncomingMessage, response: ServerResponse, url: URL) => void {
  const files = new Map(readAll(folder));
  return (request, response, url) => {
    const file = files.get(url.pathname);
    if (!file) return answerRefusal(response, "not-found");
    const zipped = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    const body = zipped ? file.zipped : file.bytes;
    response.writeHead(200, {
      "content-type": file.type,
      "content-length": body.length,
      "cache-control": "public, max-age=31536000, immutable",
      vary: "accept-encoding",
      "x-content-type-options": "nosniff",
      ...(zipped ? { "content-encoding": "gzip" } : {}),
    });
    response.end(request.method === "HEAD" ? undefined : body);
  };
}

function readAll(folder: string): [string, BuiltFile][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const bytes = readFileSync(file);
      const type = TYPES[path.extname(entry.name)] ?? "application/octet-stream";
      return [`/${path.relative(folder, file)}`, { bytes, zipped: gzipSync(bytes), type }];
    });
}

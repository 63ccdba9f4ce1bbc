import { once } from "node:events";
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { answerParent } from "../answer-parent.ts";
import type { ServeReady } from "./serve-door.ts";

/** A file as the storage serves bulk results: from any byte on. */
await answerParent<{ file: string }>(async ({ file }) => {
  const { size } = statSync(file);
  const server = createServer((request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    if (start >= size) {
      response.writeHead(416).end();
      return;
    }
    response.writeHead(start > 0 ? 206 : 200, { "content-length": size - start });
    createReadStream(file, { start, highWaterMark: 256 * 1024 })
      .pipe(response)
      .on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ready: ServeReady = { url: `http://127.0.0.1:${port}` };
  return { ready };
});

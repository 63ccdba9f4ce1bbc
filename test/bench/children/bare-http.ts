import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { answerParent } from "../answer-parent.ts";
import type { ServeReady } from "./serve-door.ts";

export interface BareOptions {
  body: string;
  headers: Record<string, string>;
}

/** As little as a Node server can do: the same bytes to everyone. */
await answerParent<BareOptions>(async ({ body, headers }) => {
  const bytes = Buffer.from(body);
  const server = createServer((_request, response) => {
    response.writeHead(200, { ...headers, "content-length": bytes.length }).end(bytes);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ready: ServeReady = { url: `http://127.0.0.1:${port}` };
  return { ready };
});

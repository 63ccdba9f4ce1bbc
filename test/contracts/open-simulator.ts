import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import { z } from "zod";
import { steppedClock } from "#test/simulator/clock.ts";
import { smallShopStart } from "#test/simulator/small-shop.ts";
import { startSimulator } from "#test/simulator/simulator.ts";
import type { Simulator, SimulatorOptions } from "#test/simulator/simulator.ts";

export const allScopes = [
  "write_products",
  "write_inventory",
  "write_locations",
  "write_orders",
  "write_customers",
  "read_fulfillments",
  "write_merchant_managed_fulfillment_orders",
  "write_shipping",
  "write_publications",
];

const apiAnswer = z.object({
  data: z.any().optional(),
  errors: z.array(z.any()).optional(),
  extensions: z.any().optional(),
});
export type ApiAnswer = z.infer<typeof apiAnswer>;

export interface OpenSimulator extends AsyncDisposable {
  sim: Simulator;
  /** what an app's Admin API call would get; the shop's own host, a valid token */
  graphql(query: string, variables?: Record<string, unknown>, domain?: string): Promise<ApiAnswer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** The small shop on a clock that stands still; webhooks are held unless an app address is given. */
export async function openSimulator(
  options: Partial<SimulatorOptions> = {},
): Promise<OpenSimulator> {
  const sim = await startSimulator({
    appUrl: "http://localhost:9",
    clock: steppedClock(smallShopStart),
    scopes: allScopes,
    ...options,
  });
  if (options.appUrl === undefined) sim.webhooks.hold();
  const home = sim.shop.state.info.domain;
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(sim.url + path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", "x-sim-host": home, ...headers },
    });
  return {
    sim,
    post,
    async graphql(query, variables = {}, domain = home) {
      const headers = {
        "x-sim-host": domain,
        "x-shopify-access-token": sim.offlineToken(domain),
      };
      const response = await post("/admin/api/2026-10/graphql.json", { query, variables }, headers);
      return apiAnswer.parse(await response.json());
    },
    [Symbol.asyncDispose]: () => sim.close(),
  };
}

export interface Received {
  topic: string;
  webhookId: string;
  headers: IncomingMessage["headers"];
  body: string;
}

/** An app that only takes webhooks: answers as told, keeps what came. */
export async function openReceiver(
  answer: (one: Received) => number | Promise<number> = () => 200,
) {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      const one: Received = {
        topic: String(request.headers["x-shopify-topic"]),
        webhookId: String(request.headers["x-shopify-webhook-id"]),
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      received.push(one);
      response.writeHead(await answer(one)).end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    topics: () => received.map((one) => one.topic),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { Agent, request as httpRequest } from "node:http";
import type { IncomingMessage } from "node:http";
import { answerParent } from "../answer-parent.ts";
import { percentile } from "../figures.ts";
import type { LoadReply, LoadRequest } from "./load-http.ts";

/**
 * Sends at evenly spaced moments whatever the answers do, and counts each latency from the moment it was due, so that a
 * stall is seen by everyone who would have waited. autocannon's own rate limit sends a second's share in one burst.
 */
export interface SteadyAsk {
  url: string;
  seconds: number;
  perSecond: number;
  requests: LoadRequest[];
}

await answerParent<object, SteadyAsk, LoadReply>(async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  return {
    ready: null,
    answer: (ask) => steady(agent, ask),
    close: async () => agent.destroy(),
  };
});

async function steady(agent: Agent, ask: SteadyAsk): Promise<LoadReply> {
  const began = performance.now();
  const latencies: number[] = [];
  let failed = 0;
  const total = ask.seconds * ask.perSecond;
  const answers: Promise<number>[] = [];
  let sent = 0;
  while (sent < total) {
    const dueCount = Math.min(total, ((performance.now() - began) / 1_000) * ask.perSecond);
    for (; sent < dueCount; sent++) {
      const due = began + (sent / ask.perSecond) * 1_000;
      const request = ask.requests[sent % ask.requests.length];
      if (!request) continue;
      answers.push(
        send(agent, ask.url, request)
          .catch(() => false)
          .then((isGood) => (isGood ? latencies.push(performance.now() - due) : ++failed)),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(answers);
  const seconds = (performance.now() - began) / 1_000;
  return {
    answered: latencies.length,
    perSecond: latencies.length / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    failed,
  };
}

/** Whether the answer was 2xx, once its body has been read. */
async function send(agent: Agent, url: string, request: LoadRequest): Promise<boolean> {
  const fresh = request.freshHeader ? { [request.freshHeader]: randomUUID() } : {};
  const sent = httpRequest(new URL(request.path, url), {
    agent,
    method: request.method,
    headers: { ...request.headers, ...fresh },
  });
  sent.end(request.body);
  const [response]: IncomingMessage[] = await once(sent, "response");
  if (!response) return false;
  response.resume();
  await once(response, "end");
  return (response.statusCode ?? 500) < 300;
}

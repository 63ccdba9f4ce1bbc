import { randomUUID } from "node:crypto";
import autocannon from "autocannon";
import { answerParent } from "../answer-parent.ts";

export interface LoadOptions {
  connections: number;
}

/** What to send for `seconds`, each connection going round the requests. */
export interface LoadAsk {
  url: string;
  seconds: number;
  requests: LoadRequest[];
}

export interface LoadRequest {
  path: string;
  method: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  /** the name of a header that gets a new UUID each time it is sent */
  freshHeader?: string;
}

export interface LoadReply {
  /** answers with 2xx */
  answered: number;
  perSecond: number;
  p50: number;
  p99: number;
  /** anything but 2xx, and connection errors */
  failed: number;
}

await answerParent<LoadOptions, LoadAsk, LoadReply>(async ({ connections }) => ({
  ready: null,
  answer: async ({ url, seconds, requests }) => {
    const result = await autocannon({
      url,
      connections,
      duration: seconds,
      requests: requests.map((request) => toAutocannon(request)),
    });
    return {
      answered: result["2xx"],
      perSecond: result["2xx"] / result.duration,
      p50: result.latency.p50,
      p99: result.latency.p99,
      failed: result.non2xx + result.errors + result.timeouts,
    };
  },
}));

function toAutocannon({
  path,
  method,
  headers,
  body,
  freshHeader,
}: LoadRequest): autocannon.Request {
  const request: autocannon.Request = {
    path,
    method,
    ...(headers ? { headers } : {}),
    ...(body === undefined ? {} : { body }),
  };
  if (!freshHeader) return request;
  return {
    ...request,
    setupRequest: (again) => ({ ...again, headers: { ...headers, [freshHeader]: randomUUID() } }),
  };
}

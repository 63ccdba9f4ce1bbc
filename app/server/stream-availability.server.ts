import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { admitStream } from "../doors/stream-token.server.ts";
import { seconds } from "../domains/kernel/time.ts";
import { availabilityAnswer } from "../domains/pickup/availability-answer.ts";
import type { AvailabilityFacts } from "../domains/pickup/store-availability.ts";
import type { Services } from "../services.server.ts";
import { answerRefusal } from "./answer.server.ts";
import { turnAway } from "./admit-shopper.server.ts";
import { availabilityOf } from "./live-availability.server.ts";

/** Proxies on the way close what is silent for 30 to 60 s. */
const HEARTBEAT = seconds(20);
const RETRY_AFTER = seconds(3);
/** A page that does not read: it gets the latest state when it does, not all that it missed. */
const UNREAD_BYTES = 16 * 1024;
const MOST_STREAMS = 10_000;

const streams = new Set<ServerResponse>();

/** GET /stream?token=…: the variant's availability now and after each change, as server-sent events, until the token expires. */
export async function streamAvailability(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const { config, clock } = services;
  // any origin: the storefront has another one, and what opens the stream is the token, never a cookie
  response.setHeader("access-control-allow-origin", "*");
  const grant = admitStream(url.searchParams.get("token"), config.encryptionKey, clock());
  if (!grant.ok) return void turnAway(services, response, "stream", grant.reason);
  if (streams.size >= MOST_STREAMS) return answerRefusal(response, "too-many-requests");
  const live = availabilityOf(services);
  const { shop, variant, expires } = grant.value;
  if (!(await live.read(shop, variant)))
    return void turnAway(services, response, "stream", "shop-unknown");
  if (response.destroyed) return;

  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
  });
  response.write(`retry: ${RETRY_AFTER}\n\n`);
  let last = request.headers["last-event-id"] ?? "";
  let missed: AvailabilityFacts | null = null;
  const send = (latest: AvailabilityFacts) => {
    if (response.writableLength > UNREAD_BYTES) {
      missed = latest;
      return;
    }
    const event = eventOf(latest, services);
    if (event.id === last) return;
    last = event.id;
    response.write(event.text);
  };
  const unwatch = live.watch(shop, variant, send);
  response.on("drain", () => {
    const latest = missed;
    missed = null;
    if (latest) send(latest);
  });
  const beat = setInterval(() => {
    if (clock() >= expires) response.end();
    else if (response.writableLength === 0) response.write(":\n\n");
  }, HEARTBEAT);
  streams.add(response);
  response.on("close", () => {
    clearInterval(beat);
    unwatch();
    streams.delete(response);
  });
  // read after the watch began, so that no change falls between the two
  const facts = await live.read(shop, variant);
  if (facts) send(facts);
}

/** Ends what would never end by itself, so that the server can stop; pages fall back to asking, and come again. */
export function endStreams(): void {
  for (const response of streams) response.end();
}

interface StreamEvent {
  id: string;
  text: string;
}

/** All pages that look at one variant are told the same bytes. */
const events = new WeakMap<AvailabilityFacts, StreamEvent>();

function eventOf(facts: AvailabilityFacts, services: Services): StreamEvent {
  const known = events.get(facts);
  if (known) return known;
  const answer = availabilityAnswer(facts, services.clock());
  const data = JSON.stringify(answer);
  const id = createHash("sha1").update(data).digest("base64url").slice(0, 16);
  const event = { id, text: `id: ${id}\nevent: availability\ndata: ${data}\n\n` };
  events.set(facts, event);
  return event;
}

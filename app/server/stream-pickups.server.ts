import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { admitBoard } from "../doors/board-token.server.ts";
import { seconds } from "../domains/kernel/time.ts";
import type { Services } from "../services.server.ts";
import { turnAway } from "./admit-shopper.server.ts";
import { answerRefusal } from "./answer.server.ts";

/** Proxies on the way close what is silent for 30 to 60 s. */
const HEARTBEAT = seconds(20);
const RETRY_AFTER = seconds(3);
const MOST_BOARDS = 5_000;

interface Boards {
  /** open boards by shop */
  open: Map<string, Set<ServerResponse>>;
  listening: Promise<unknown>;
}

const ofServices = new WeakMap<Services, Boards>();
const all = new Set<ServerResponse>();

/**
 * GET /app-stream?token=…: one event for each pickup of the shop that changed. It names the pickup and its location, nothing
 * else; the board then reads what it shows as ever, through the admin's door.
 */
export async function streamPickups(
  services: Services,
  _request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const { config, clock } = services;
  const grant = admitBoard(url.searchParams.get("token"), config.encryptionKey, clock());
  if (!grant.ok) return void turnAway(services, response, "board", grant.reason);
  if (all.size >= MOST_BOARDS) return answerRefusal(response, "too-many-requests");
  const { shop, expires } = grant.value;
  const boards = boardsOf(services);
  await boards.listening;
  if (response.destroyed) return;

  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
  });
  // the first event makes the board read once more: something may have changed between its reading and this listening
  response.write(`retry: ${RETRY_AFTER}\nevent: listening\ndata: {}\n\n`);
  const ofShop = boards.open.get(shop) ?? new Set();
  boards.open.set(shop, ofShop.add(response));
  all.add(response);
  const beat = setInterval(() => {
    if (clock() >= expires) response.end();
    else if (response.writableLength === 0) response.write(":\n\n");
  }, HEARTBEAT);
  response.on("close", () => {
    clearInterval(beat);
    ofShop.delete(response);
    all.delete(response);
    if (ofShop.size === 0 && boards.open.get(shop) === ofShop) boards.open.delete(shop);
  });
}

/** Ends what would never end by itself, so that the server can stop. */
export function endBoards(): void {
  for (const response of all) response.end();
}

/** One listening for the process, shared by all boards. */
function boardsOf(services: Services): Boards {
  const known = ofServices.get(services);
  if (known) return known;
  const open = new Map<string, Set<ServerResponse>>();
  const listening = services.db.listen("pickups", (payload) => {
    const news = readNews(payload);
    if (!news) return;
    const event = `event: pickup\ndata: ${JSON.stringify({ pickup: news.pickup, location: news.location })}\n\n`;
    for (const response of open.get(news.shop) ?? []) response.write(event);
  });
  const boards = { open, listening };
  ofServices.set(services, boards);
  listening.catch(() => ofServices.delete(services));
  return boards;
}

const news = z.object({ shop: z.string(), pickup: z.string(), location: z.string().nullable() });

function readNews(payload: string): z.infer<typeof news> | null {
  try {
    return news.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}

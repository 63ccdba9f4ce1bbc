import type { Id, IsoTime } from "#test/simulator/state.ts";

/** Shopify's post office: what it sends, how it misbehaves on demand, and the log of what happened. */
export interface WebhookPost {
  /** switched while running; probabilities are drawn from the simulator's seed */
  faults: WebhookFaults;
  /** Shopify gives an app five seconds (real time); shorter in tests of slowness */
  deadlineMs: number;
  /** every delivery ever queued, oldest first */
  readonly log: readonly Delivery[];
  /** queues one delivery per matching subscription */
  send(domain: string, topic: string, payload: unknown): Delivery[];
  /** sends what is due now and waits until nothing due or under way is left; later retries stay on the clock */
  drain(): Promise<void>;
  /** from now on everything waits in `pending()` */
  hold(): void;
  pending(): Delivery[];
  /**
   * Without an order: sends all that was held, one after the other, and stops holding.
   * With one: sends exactly these webhook ids in this order (an id twice is a duplicate; one not named stays held).
   */
  release(order?: readonly string[]): Promise<void>;
  /** held deliveries that will never be sent: all, or these webhook ids */
  lose(ids?: readonly string[]): void;
  /** sends one logged delivery again as it was: same id, same body, newly signed */
  redeliver(webhookId: string): Promise<Attempt>;
  onChange(listener: (delivery: Delivery) => void): () => void;
}

export interface WebhookFaults {
  /** probability that a delivery is sent twice */
  duplicate?: number;
  /** probability that a delivery never leaves */
  lose?: number;
  /** deliveries overtake each other: each waits a seeded time up to `reorderWithinMs` (default 2 s) */
  reorder?: boolean;
  reorderWithinMs?: number;
  delayMs?: number;
  /** probability that a delivery comes a day late */
  dayLate?: number;
  /** only these topics suffer; default all */
  topics?: readonly string[];
}

export interface Delivery {
  webhookId: string;
  eventId: string;
  domain: string;
  topic: string;
  name: string | null;
  uri: string;
  /** the exact bytes that are signed and sent, also on a retry */
  body: string;
  resourceId: Id | null;
  triggeredAt: IsoTime;
  state: "waiting" | "held" | "sending" | "delivered" | "retrying" | "lost" | "given up";
  attempts: Attempt[];
  nextAttemptAt: IsoTime | null;
}

export interface Attempt {
  at: IsoTime;
  /** HTTP status; null when no answer came */
  status: number | null;
  tookMs: number;
  error: string | null;
}

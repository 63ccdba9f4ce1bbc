import type { SimClock } from "#test/simulator/clock.ts";
import { seededUuid } from "#test/simulator/seeded-random.ts";
import { sendDelivery } from "./send-delivery.ts";
import type { Attempt, Delivery, WebhookFaults, WebhookPost } from "./webhook-post.ts";

export interface Subscription {
  uri: string;
  name: string | null;
  includeFields: string[] | null;
  /** made by the Admin API: dropped after eight failures in a row; undefined for the app's own */
  subscriptionId?: string;
}

export interface PostOptions {
  clock: SimClock;
  random: () => number;
  secret: string;
  apiVersion: string;
  appUrl: () => string;
  subscriptions: (domain: string, topic: string) => Subscription[];
  dropSubscription: (domain: string, subscriptionId: string) => void;
}

/** Eight retries in four hours: delays double from 56.5 s, 56.5 · (2⁸ − 1) = 4 h. */
const retries = 8;
const firstRetryMs = (4 * 3_600_000) / (2 ** retries - 1);
const dayMs = 86_400_000;

export interface RunningPost extends WebhookPost {
  /** what was not delivered yet, for `save()` */
  unfinished(): Delivery[];
  resume(deliveries: Delivery[]): void;
}

export function createWebhookPost(options: PostOptions): RunningPost {
  const { clock, random } = options;
  const log: Delivery[] = [];
  const listeners = new Set<(delivery: Delivery) => void>();
  const inFlight = new Set<Promise<unknown>>();
  const dueAt = new Map<Delivery, number>();
  const subscriptionIds = new Map<Delivery, string>();
  const failuresInARow = new Map<string, number>();
  let held: Delivery[] | null = null;
  let sequence = 0;

  const post: RunningPost = {
    faults: {},
    deadlineMs: 5_000,
    log,
    send(domain, topic, payload) {
      const eventId = seededUuid(random);
      const triggeredAt = nextTriggeredAt();
      return options.subscriptions(domain, topic).map((to) => {
        const delivery: Delivery = {
          webhookId: seededUuid(random),
          eventId,
          domain,
          topic,
          name: to.name,
          uri: to.uri,
          body: JSON.stringify(picked(payload, to.includeFields)),
          resourceId: resourceId(payload),
          triggeredAt,
          state: "waiting",
          attempts: [],
          nextAttemptAt: null,
        };
        if (to.subscriptionId !== undefined) subscriptionIds.set(delivery, to.subscriptionId);
        log.push(delivery);
        hand(delivery);
        return delivery;
      });
    },
    async drain() {
      for (;;) {
        await clock.advance(0);
        const due = [...dueAt.values()].some((at) => at <= clock.now());
        if (inFlight.size === 0 && !due) return;
        if (inFlight.size > 0) await Promise.race(inFlight);
        else await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
    hold() {
      held ??= [];
    },
    pending: () => [...(held ?? [])],
    async release(order) {
      const waiting = held ?? [];
      const chosen =
        order === undefined
          ? waiting
          : order.map((id) => {
              const one = log.find((delivery) => delivery.webhookId === id);
              if (one === undefined) throw new Error(`no delivery ${id}`);
              return one;
            });
      held = order === undefined ? null : waiting.filter((one) => !chosen.includes(one));
      for (const delivery of chosen) await attempt(delivery);
    },
    lose(ids) {
      const lost = (held ?? []).filter((one) => ids === undefined || ids.includes(one.webhookId));
      for (const delivery of lost) change(delivery, "lost");
      if (held !== null) held = held.filter((one) => !lost.includes(one));
    },
    async redeliver(webhookId) {
      const delivery = log.find((one) => one.webhookId === webhookId);
      if (delivery === undefined) throw new Error(`no delivery ${webhookId}`);
      return attempt(delivery);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    unfinished: () =>
      log.filter((one) => ["waiting", "held", "sending", "retrying"].includes(one.state)),
    resume(deliveries) {
      for (const delivery of deliveries) {
        log.push(delivery);
        schedule(delivery, 0);
      }
    },
  };
  return post;

  /** nanoseconds in the last digits keep two events of one instant apart, as Shopify's do */
  function nextTriggeredAt(): string {
    sequence = (sequence + 1) % 1_000_000;
    const millis = new Date(clock.now()).toISOString().slice(0, -1);
    return `${millis}${String(sequence).padStart(6, "0")}Z`;
  }

  function hand(delivery: Delivery): void {
    if (held !== null) {
      held.push(delivery);
      change(delivery, "held");
      return;
    }
    const faults = concerns(post.faults, delivery.topic) ? post.faults : {};
    if (happens(faults.lose)) {
      change(delivery, "lost");
      return;
    }
    const late = happens(faults.dayLate) ? dayMs : 0;
    const jumbled = faults.reorder === true ? random() * (faults.reorderWithinMs ?? 2_000) : 0;
    const wait = (faults.delayMs ?? 0) + late + jumbled;
    schedule(delivery, wait);
    if (happens(faults.duplicate)) clock.after(wait + 1 + random() * 1_000, () => again(delivery));
    change(delivery, "waiting");
  }

  async function again(delivery: Delivery): Promise<void> {
    await attempt(delivery);
  }

  function happens(probability: number | undefined): boolean {
    return probability !== undefined && random() < probability;
  }

  function schedule(delivery: Delivery, wait: number): void {
    dueAt.set(delivery, clock.now() + wait);
    delivery.nextAttemptAt = new Date(clock.now() + wait).toISOString();
    clock.after(wait, async () => {
      dueAt.delete(delivery);
      delivery.nextAttemptAt = null;
      await attempt(delivery);
    });
  }

  async function attempt(delivery: Delivery): Promise<Attempt> {
    change(delivery, "sending");
    const at = new Date(clock.now()).toISOString();
    const sending = sendDelivery(delivery, {
      appUrl: options.appUrl(),
      secret: options.secret,
      apiVersion: options.apiVersion,
      deadlineMs: post.deadlineMs,
    });
    inFlight.add(sending);
    const outcome = await sending.finally(() => inFlight.delete(sending));
    const done: Attempt = { at, ...outcome };
    delivery.attempts.push(done);
    settle(delivery, done);
    return done;
  }

  function settle(delivery: Delivery, last: Attempt): void {
    const subscriptionId = subscriptionIds.get(delivery);
    if (last.status !== null && last.status >= 200 && last.status < 300) {
      if (subscriptionId !== undefined) failuresInARow.delete(subscriptionId);
      change(delivery, "delivered");
      return;
    }
    // a duplicate that fails does not undo a delivery that succeeded
    if (delivery.attempts.some(({ status }) => status !== null && status >= 200 && status < 300)) {
      change(delivery, "delivered");
      return;
    }
    countFailure(delivery, subscriptionId);
    const failed = delivery.attempts.length;
    if (failed > retries) {
      change(delivery, "given up");
      return;
    }
    schedule(delivery, firstRetryMs * 2 ** (failed - 1));
    change(delivery, "retrying");
  }

  function countFailure(delivery: Delivery, subscriptionId: string | undefined): void {
    if (subscriptionId === undefined) return;
    const failures = (failuresInARow.get(subscriptionId) ?? 0) + 1;
    failuresInARow.set(subscriptionId, failures);
    if (failures > retries) options.dropSubscription(delivery.domain, subscriptionId);
  }

  function change(delivery: Delivery, state: Delivery["state"]): void {
    delivery.state = state;
    for (const listener of listeners) listener(delivery);
  }
}

function concerns(faults: WebhookFaults, topic: string): boolean {
  return faults.topics === undefined || faults.topics.includes(topic);
}

function picked(payload: unknown, includeFields: string[] | null): unknown {
  if (includeFields === null || !isRecord(payload)) return payload;
  return Object.fromEntries(Object.entries(payload).filter(([key]) => includeFields.includes(key)));
}

function resourceId(payload: unknown): string | null {
  if (!isRecord(payload)) return null;
  const id = payload["id"] ?? payload["inventory_item_id"];
  return typeof id === "number" || typeof id === "string" ? String(id) : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

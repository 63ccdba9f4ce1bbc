import type { Id, IsoTime } from "#test/simulator/state.ts";

/** Webhook subscriptions that the app made through the Admin API, beside those of its toml. */
export interface ApiSubscription {
  id: Id;
  domain: string;
  /** as in the Admin API: ORDERS_CREATE */
  topic: string;
  uri: string;
  name: string | null;
  includeFields: string[];
  createdAt: IsoTime;
}

export class SubscriptionDesk {
  #all: ApiSubscription[] = [];

  of(domain: string): ApiSubscription[] {
    return this.#all.filter((one) => one.domain === domain);
  }

  add(subscription: ApiSubscription): void {
    this.#all.push(subscription);
  }

  remove(domain: string, id: Id): boolean {
    const before = this.#all.length;
    this.#all = this.#all.filter((one) => one.domain !== domain || one.id !== id);
    return this.#all.length < before;
  }

  forget(domain: string): void {
    this.#all = this.#all.filter((one) => one.domain !== domain);
  }

  save(): ApiSubscription[] {
    return [...this.#all];
  }

  load(saved: ApiSubscription[]): void {
    this.#all = saved;
  }
}

/** "orders/create" → "ORDERS_CREATE" */
export function topicName(topic: string): string {
  return topic.replaceAll("/", "_").toUpperCase();
}

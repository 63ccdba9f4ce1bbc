import { Drop } from "liquidjs";

/** A map whose keys are the shop's own words (`cart.attributes["Pickup store"]`): an unknown key is nil, not a mistake. */
export class OpenMap extends Drop {
  readonly #entries: () => [string, unknown][];
  constructor(entries: () => [string, unknown][]) {
    super();
    this.#entries = entries;
  }
  override liquidMethodMissing(key: string | number): unknown {
    if (key === "size") return this.#entries().length;
    return this.#entries().find(([name]) => name === String(key))?.[1] ?? null;
  }
  [Symbol.iterator](): Iterator<[string, unknown]> {
    return this.#entries()[Symbol.iterator]();
  }
  toJSON(): object {
    return Object.fromEntries(this.#entries());
  }
}

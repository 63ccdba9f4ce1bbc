// @ts-check
/** @import { Answer, State, Store, Trouble, View, Words } from "./availability-types.js" */

/** @param {any} json @returns {Answer} throws when it is not an answer */
export function readAnswer(json) {
  const known = Date.parse(json.knownAt ?? "");
  const stores = json.stores.map((/** @type {any[]} */ row) => ({
    id: String(row[0]),
    name: String(row[1]),
    state: row[2],
    count: row[3] ?? null,
    ready: row[4] ?? null,
    zone: json.zones[row[5]] ?? null,
    knownAt: row[6] ? row[6] * 1000 : known || null,
    lastKnown: row[7] ?? null,
  }));
  return {
    variant: String(json.variant),
    freshness: json.freshness,
    stores,
    stream: json.stream ?? null,
  };
}

/**
 * The store to show: the shopper's own, else the one that the page was drawn with, else the first, which has it if any does.
 * `gone`: the shopper's store offers no pickup any more.
 * @param {Store[]} stores @param {{ id: string, name: string } | null} chosen @param {string} drawn
 */
export function storeToShow(stores, chosen, drawn) {
  const own = chosen && stores.find((store) => store.id === chosen.id);
  if (own) return { store: own, gone: null };
  return {
    store: stores.find((store) => store.id === drawn) ?? stores[0] ?? null,
    gone: chosen ? chosen.name : null,
  };
}

/**
 * What the block says.
 * @param {object} facts
 * @param {Answer | null} facts.answer the last one
 * @param {{ id: string, name: string } | null} facts.chosen
 * @param {string} facts.drawn
 * @param {Trouble} facts.trouble
 * @param {boolean} facts.showCount
 * @param {Words} words @param {string} locale @param {number} now
 * @returns {View}
 */
export function viewOf({ answer, chosen, drawn, trouble, showCount }, words, locale, now) {
  const fill = (/** @type {string} */ key, /** @type {Words} */ values = {}) =>
    word(words, key, values);
  if (!answer)
    return { tone: "wait", state: fill(trouble ?? "checking"), promise: "", freshness: "" };
  const { store, gone } = storeToShow(answer.stores, chosen, drawn);
  if (!store) return { tone: "none", state: fill("no_pickup"), promise: "", freshness: "" };
  const freshness = freshnessText(answer, store, trouble, words, now);
  if (gone) return { tone: "none", state: fill("gone", { store: gone }), promise: "", freshness };
  return {
    tone: store.state,
    state: fill(stateKey(store.state, showCount ? store.count : null), {
      store: store.name,
      n: String(store.count ?? ""),
    }),
    promise: promiseText(answer, store, words, locale, now),
    freshness,
  };
}

/** @param {State} state @param {Store["count"]} count @returns {string} the key of its sentence */
export function stateKey(state, count) {
  if (state !== "here" || count === null || count === "plenty") return state;
  if (count === "low") return "here_low";
  return count === 1 ? "here_one" : "here_many";
}

/** @param {Answer} answer @param {Store} store @param {Words} words @param {string} locale @param {number} now */
function promiseText(answer, store, words, locale, now) {
  const ready = readyWords(store, words, locale, now);
  if (ready) return ready;
  if (store.state === "unknown")
    return store.lastKnown
      ? word(words, "last_known", { state: words[`short_${store.lastKnown}`] ?? "" })
      : "";
  if (store.state === "none") {
    const others = answer.stores.filter((other) => other.state === "here").length;
    if (others === 0) return "";
    return word(words, others === 1 ? "others_one" : "others_many", { n: String(others) });
  }
  return word(words, "ready_untold");
}

/**
 * "Collect today from 16:30", by the store's own clock and calendar; empty without a promise.
 * @param {{ ready: string | null, zone: string | null }} store @param {Words} words @param {string} locale @param {number} now
 */
export function readyWords({ ready, zone }, words, locale, now) {
  const at = Date.parse(ready ?? "");
  if (!ready || !zone || !at) return "";
  const inZone = (/** @type {Intl.DateTimeFormatOptions} */ parts) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, ...parts });
  const day = daysBetween(localDate(now, zone), ready.slice(0, 10));
  const key = day === 0 ? "ready_today" : day === 1 ? "ready_tomorrow" : "ready_later";
  return word(words, key, {
    time: inZone({ hour: "numeric", minute: "2-digit" }).format(at),
    date: inZone({ weekday: "short", day: "numeric", month: "short" }).format(at),
  });
}

/** @param {Answer} answer @param {Store} store @param {Trouble} trouble @param {Words} words @param {number} now */
function freshnessText(answer, store, trouble, words, now) {
  if (store.knownAt === null) return word(words, trouble ?? "never_checked");
  const age = ageText(store.knownAt, words, now);
  if (trouble) return `${words[trouble]} ${word(words, "last_checked", { age })}`;
  const late = now - store.knownAt > 20 * 60_000;
  return word(words, late || answer.freshness !== "in-step" ? "behind" : "checked", {
    age,
  });
}

/** @param {number} then @param {Words} words @param {number} now */
export function ageText(then, words, now) {
  const seconds = Math.max(0, Math.round((now - then) / 1000));
  if (seconds < 10) return word(words, "age_now");
  if (seconds < 60) return word(words, "age_seconds", { n: String(Math.floor(seconds / 10) * 10) });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return word(words, "age_minutes", { n: String(minutes) });
  return word(words, "age_hours", { n: String(Math.round(minutes / 60)) });
}

/** @param {unknown} id "gid://shopify/ProductVariant/7", "7", 7 @returns {string | null} */
export function variantId(id) {
  return /^(?:gid:\/\/shopify\/ProductVariant\/)?(\d{1,20})$/.exec(String(id))?.[1] ?? null;
}

/** The sentence of that key with its places filled. @param {Words} words @param {string} key @param {Words} values */
export function word(words, key, values = {}) {
  return (words[key] ?? "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** @param {number} at @param {string} zone @returns {string} "2026-11-21" */
function localDate(at, zone) {
  const parts = { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" };
  return new Intl.DateTimeFormat("en-CA", /** @type {Intl.DateTimeFormatOptions} */ (parts)).format(
    at,
  );
}

/** @param {string} from @param {string} to */
function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

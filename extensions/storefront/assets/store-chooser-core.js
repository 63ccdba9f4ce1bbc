// @ts-check
import { filled, readyWords, stateKey } from "./availability-core.js";

/**
 * @typedef {object} ListedStore one store of GET /proxy/stores
 * @property {string} id
 * @property {string} name
 * @property {string} address
 * @property {import("./availability-core.js").State} state
 * @property {number | "low" | "plenty" | null} count
 * @property {string | null} ready
 * @property {string | null} zone
 * @property {number | null} distanceKm
 */
/** @typedef {import("./availability-core.js").Words} Words */

/** @param {ListedStore} store @param {Words} words @param {string} locale @param {number} now */
export function storeTexts(store, words, locale, now) {
  const key = stateKey(store.state, store.count);
  return {
    name: store.name,
    address: store.address,
    state: filled(words[`list_${key}`] ?? key, { n: String(store.count ?? "") }),
    ready: readyWords(store, words, locale, now),
    distance: distanceText(store.distanceKm, words, locale),
  };
}

/** @param {number | null} km @param {Words} words @param {string} locale */
export function distanceText(km, words, locale) {
  if (km === null) return "";
  return filled(words["distance"] ?? "", { n: new Intl.NumberFormat(locale).format(km) });
}

/**
 * What a screen reader is told of a new list.
 * @param {{ placeFound: boolean, stores: ListedStore[] }} list @param {Words} words
 */
export function listSummary({ placeFound, stores }, words) {
  if (!placeFound) return words["place_unknown"] ?? "";
  if (stores.length === 0) return words["no_stores"] ?? "";
  const having = stores.filter((store) => store.state === "here").length;
  return filled(words["list_summary"] ?? "", { n: String(having), all: String(stores.length) });
}

/**
 * To a hundredth of a degree, about a kilometre: enough to order stores.
 * @param {number} latitude @param {number} longitude
 */
export function roundedNear(latitude, longitude) {
  return `${latitude.toFixed(2)},${longitude.toFixed(2)}`;
}

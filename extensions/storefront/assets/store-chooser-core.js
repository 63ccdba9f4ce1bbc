// @ts-check
import { readyWords, stateKey, word } from "./availability-core.js";

/** @import { ListedStore, Words } from "./availability-types.js" */

/** @param {ListedStore} store @param {Words} words @param {string} locale @param {number} now */
export function storeTexts(store, words, locale, now) {
  const key = stateKey(store.state, store.count);
  return {
    name: store.name,
    address: store.address,
    state: word(words, `list_${key}`, { n: String(store.count ?? "") }),
    ready: readyWords(store, words, locale, now),
    distance: distanceText(store.distanceKm, words, locale),
  };
}

/** @param {number | null} km @param {Words} words @param {string} locale */
export function distanceText(km, words, locale) {
  if (km === null) return "";
  return word(words, "distance", { n: new Intl.NumberFormat(locale).format(km) });
}

/**
 * What a screen reader is told of a new list.
 * @param {{ placeFound: boolean, stores: ListedStore[] }} list @param {Words} words
 */
export function listSummary({ placeFound, stores }, words) {
  if (!placeFound) return word(words, "place_unknown");
  if (stores.length === 0) return word(words, "no_stores");
  const having = stores.filter((store) => store.state === "here").length;
  return word(words, "list_summary", { n: String(having), all: String(stores.length) });
}

/**
 * To a hundredth of a degree, about a kilometre: enough to order stores.
 * @param {number} latitude @param {number} longitude
 */
export function roundedNear(latitude, longitude) {
  return `${latitude.toFixed(2)},${longitude.toFixed(2)}`;
}

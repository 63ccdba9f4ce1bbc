/** Countries with one zone, as far as our merchants are likely to be there. Source: IANA zone1970.tab. */
const ONE_ZONE: Partial<Record<string, string>> = {
  AE: "Asia/Dubai",
  AT: "Europe/Vienna",
  BE: "Europe/Brussels",
  BN: "Asia/Brunei",
  CH: "Europe/Zurich",
  DE: "Europe/Berlin",
  DK: "Europe/Copenhagen",
  FI: "Europe/Helsinki",
  FR: "Europe/Paris",
  GB: "Europe/London",
  HK: "Asia/Hong_Kong",
  IE: "Europe/Dublin",
  IN: "Asia/Kolkata",
  IT: "Europe/Rome",
  JP: "Asia/Tokyo",
  KR: "Asia/Seoul",
  MY: "Asia/Kuala_Lumpur",
  NL: "Europe/Amsterdam",
  NO: "Europe/Oslo",
  NP: "Asia/Kathmandu",
  PH: "Asia/Manila",
  PL: "Europe/Warsaw",
  SE: "Europe/Stockholm",
  SG: "Asia/Singapore",
  TH: "Asia/Bangkok",
  TL: "Asia/Dili",
  TW: "Asia/Taipei",
  VN: "Asia/Ho_Chi_Minh",
};

/** Where Indonesia's three zones meet, near enough: the Bali Strait, and the sea east of Sulawesi. */
const WITA_FROM = 114.42;
const WIT_FROM = 125.9;

/** A location's zone as its country and longitude suggest it; the shop's own zone where they do not. */
export function likelyTimeZone(place: {
  countryCode: string;
  longitude: number | null;
  shopTimeZone: string;
}): string {
  if (place.countryCode === "ID" && place.longitude !== null) {
    if (place.longitude < WITA_FROM) return "Asia/Jakarta";
    return place.longitude < WIT_FROM ? "Asia/Makassar" : "Asia/Jayapura";
  }
  return ONE_ZONE[place.countryCode] ?? place.shopTimeZone;
}

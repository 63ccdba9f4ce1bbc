import i18next from "i18next";
import type { i18n } from "i18next";
import type { Language } from "../language.ts";
import * as home from "./en/home.ts";
import * as locations from "./en/locations.ts";
import * as messages from "./en/messages.ts";
import * as pickups from "./en/pickups.ts";
import * as settings from "./en/settings.ts";
import * as shell from "./en/shell.ts";
import * as beranda from "./id/home.ts";
import * as lokasi from "./id/locations.ts";
import * as pesan from "./id/messages.ts";
import * as pengambilan from "./id/pickups.ts";
import * as pengaturan from "./id/settings.ts";
import * as kerangka from "./id/shell.ts";

/** One namespace a page; test/architecture/languages.test.ts holds both languages to the same keys and placeholders. */
export const WORDS = {
  en: { ...shell, ...home, ...locations, ...pickups, ...messages, ...settings },
  id: { ...kerangka, ...beranda, ...lokasi, ...pengambilan, ...pesan, ...pengaturan },
} as const;

/** The words of the admin in one language; usage: `const { t } = useTranslation("pickups"); t("markReady")`. */
export function createWords(language: Language): i18n {
  const words = i18next.createInstance();
  void words.init({
    lng: language,
    fallbackLng: "en",
    resources: WORDS,
    defaultNS: "shell",
    initAsync: false,
    interpolation: { escapeValue: false }, // React escapes
  });
  return words;
}

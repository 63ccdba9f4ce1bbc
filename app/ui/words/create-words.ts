import i18next from "i18next";
import type { i18n } from "i18next";
import type { Language } from "../language.ts";
import { home } from "./en/home.ts";
import { locations } from "./en/locations.ts";
import { messages } from "./en/messages.ts";
import { pickups } from "./en/pickups.ts";
import { settings } from "./en/settings.ts";
import { shell } from "./en/shell.ts";
import { home as beranda } from "./id/home.ts";
import { locations as lokasi } from "./id/locations.ts";
import { messages as pesan } from "./id/messages.ts";
import { pickups as pengambilan } from "./id/pickups.ts";
import { settings as pengaturan } from "./id/settings.ts";
import { shell as kerangka } from "./id/shell.ts";

/** One namespace a page; test/architecture/languages.test.ts holds both languages to the same keys and placeholders. */
export const WORDS = {
  en: { shell, home, locations, pickups, messages, settings },
  id: {
    shell: kerangka,
    home: beranda,
    locations: lokasi,
    pickups: pengambilan,
    messages: pesan,
    settings: pengaturan,
  },
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

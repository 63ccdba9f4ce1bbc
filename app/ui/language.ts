/** The languages that Sambung speaks, everywhere: admin, storefront, mails. */
export const LANGUAGES = ["en", "id"] as const;
export type Language = (typeof LANGUAGES)[number];

/** "id-ID" → "id"; what we do not speak → "en" */
export function adminLanguage(locale: string | null | undefined): Language {
  const tag = (locale ?? "").toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === tag) ?? "en";
}

import type { ShopSettings } from "#app/domains/shop/shop-settings.ts";

/** What each card of the settings gets: the settings as they stand, how to change them, and which fields are wrong. */
export interface SettingsCardProps {
  chosen: ShopSettings;
  set(change: Partial<ShopSettings>): void;
  isWrong(field: keyof ShopSettings): boolean;
}

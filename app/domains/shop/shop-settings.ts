import { z } from "zod";

/** What the merchant chose for the whole shop. */
export interface ShopSettings {
  stockDisplay: "exact" | "band";
  /** in band display, at or below this many shoppers read "only a few left" */
  lowStockAt: number;
  /** a pickup that lies ready for longer becomes "expired" */
  pickupExpiresAfterDays: number;
}

const shopSettings: z.ZodType<ShopSettings> = z.object({
  stockDisplay: z.enum(["exact", "band"]),
  lowStockAt: z.number().int().min(1).max(1_000),
  pickupExpiresAfterDays: z.number().int().min(1).max(60),
});

/** Null: not of the form. */
export function parseShopSettings(input: unknown): ShopSettings | null {
  return shopSettings.safeParse(input).data ?? null;
}

/** The fields that keep it from being saved. */
export function wrongShopSettings(input: ShopSettings): PropertyKey[] {
  return shopSettings.safeParse(input).error?.issues.flatMap(({ path }) => path.slice(0, 1)) ?? [];
}

import { z } from "zod";

/** What the merchant chose for the whole shop. */
export interface ShopSettings {
  stockDisplay: "exact" | "band";
  /** in band display, at or below this many shoppers read "only a few left" */
  lowStockAt: number;
}

const shopSettings: z.ZodType<ShopSettings> = z.object({
  stockDisplay: z.enum(["exact", "band"]),
  lowStockAt: z.number().int().min(1).max(1_000),
});

/** Null: not of the form. */
export function parseShopSettings(input: unknown): ShopSettings | null {
  return shopSettings.safeParse(input).data ?? null;
}

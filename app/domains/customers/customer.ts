import type { CustomerId } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";

export interface Customer {
  id: CustomerId;
  /** null also where the shop has not granted access to customers' data */
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  /** as Shopify writes it: "id", "en-AU"; null: not told */
  locale: string | null;
  updatedAt: Millis;
}

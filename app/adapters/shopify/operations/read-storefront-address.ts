import { z } from "zod";
import { operation } from "../operation.ts";

/** Where shoppers find the shop: its primary domain, for links in mails. */
export const readStorefrontAddress = operation<Record<string, never>>()(
  "readStorefrontAddress",
  "query readStorefrontAddress { shop { primaryDomain { url } } }",
  z.object({ shop: z.object({ primaryDomain: z.object({ url: z.url() }) }) }),
);

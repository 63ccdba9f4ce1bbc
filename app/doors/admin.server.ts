import type { AppLoadContext } from "@remix-run/node";
import type { ShopDomain } from "../domains/kernel/ids.ts";
import { shopDomain } from "../domains/kernel/ids.ts";
import { adminLanguage } from "../ui/language.ts";
import type { Language } from "../ui/language.ts";
import type { Services } from "../services.server.ts";

/** A signed-in member of the merchant's staff, in the embedded admin. */
export interface AdminCaller {
  shop: ShopDomain;
  /** "staff:<Shopify user id>", for the audit log */
  actor: string;
  services: Services;
}

/** Admits a request with a valid session token; otherwise throws the Response that Shopify's library answers (bounce, 401, 410). */
export async function admitAdmin(
  request: Request,
  { services }: AppLoadContext,
): Promise<AdminCaller> {
  const { session, sessionToken } = await services.shopify.authenticate.admin(request);
  const shop = shopDomain(session.shop);
  if (!shop) throw new Response(null, { status: 401 });
  return { shop, actor: `staff:${sessionToken?.sub ?? "unknown"}`, services };
}

/** The admin's language: Shopify adds `locale` to the first document request; a cookie-less frame keeps it in the page's address. */
export function languageOf(request: Request): Language {
  return adminLanguage(new URL(request.url).searchParams.get("locale"));
}

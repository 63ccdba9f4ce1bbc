import type { LoaderFunctionArgs } from "@remix-run/node";
import { admitAdmin } from "#app/doors/admin.server.ts";

/** Shopify's library bounces here to fetch a session token (/auth/session-token). */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await admitAdmin(request, context);
  return null;
}

import type { ActionFunctionArgs } from "@remix-run/node";
import { admitAdmin } from "#app/doors/admin.server.ts";
import { readForm } from "#app/doors/request-body.server.ts";
import { takeStaffRequest } from "#app/domains/pickup/take-staff-request.server.ts";

/** Where the board and a pickup's own page send what staff press. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor, services } = await admitAdmin(request, context);
  const { db, config, clock } = services;
  const form = await readForm(request);
  const deps = { db, encryptionKey: config.encryptionKey };
  const answer = await takeStaffRequest(deps, shop, actor, form, clock());
  services.wake();
  return Response.json(answer);
}

import { staffAnswer } from "#app/domains/pickup/staff-request.ts";
import type { StaffAnswer } from "#app/domains/pickup/staff-request.ts";

/**
 * Sends what somebody pressed. Not by a Remix fetcher: a card leaves its tab while its answer is on the way, and several people
 * press several cards. App Bridge adds the session token to `fetch`. Null: no answer came.
 */
export async function sendStaffRequest(
  fields: Record<string, string>,
): Promise<StaffAnswer | null> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  try {
    const response = await fetch("/app/pickups/act", { method: "POST", body: form });
    return response.ok ? staffAnswer.parse(await response.json()) : null;
  } catch {
    return null;
  }
}

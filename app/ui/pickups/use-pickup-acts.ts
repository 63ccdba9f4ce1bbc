import { useRevalidator } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { StaffAnswer } from "#app/domains/pickup/staff-request.ts";
import { TRANSITIONS } from "#app/domains/pickup/pickup.ts";
import type { Act } from "#app/domains/pickup/pickup.ts";
import { agoInWords } from "./in-words.ts";
import type { Words } from "./in-words.ts";
import { sendStaffRequest } from "./send-staff-request.ts";

export interface ActedPickup {
  id: string;
  orderName: string;
  version: number;
}

export interface PickupActs {
  /** "<pickup id> <what was pressed>" of what is under way */
  busy: ReadonlySet<string>;
  act(pickup: ActedPickup, fields: Record<string, string>): Promise<StaffAnswer | null>;
}

/** Sends what is pressed, tells how it went, and has the page read again. */
export function usePickupActs(now: number): PickupActs {
  const { t } = useTranslation("pickups");
  const shopify = useAppBridge();
  const { revalidate } = useRevalidator();
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());

  const act = useCallback(
    async (pickup: ActedPickup, fields: Record<string, string>) => {
      const key = busyKey(pickup.id, fields["act"] ?? fields["wants"] ?? "");
      setBusy((before) => new Set(before).add(key));
      const answer = await sendStaffRequest({
        pickupId: pickup.id,
        seenVersion: String(pickup.version),
        ...fields,
      });
      setBusy((before) => new Set([...before].filter((one) => one !== key)));
      const said = inWords(t, answer, pickup.orderName, now);
      if (said) shopify.toast.show(said.text, { isError: said.isError });
      if (answer) revalidate();
      return answer;
    },
    [t, shopify, revalidate, now],
  );
  return { busy, act };
}

export function busyKey(pickupId: string, pressed: string): string {
  return `${pickupId} ${pressed}`;
}

/** What a toast says of the answer; null when the page itself shows it. */
export function inWords(
  t: Words,
  answer: StaffAnswer | null,
  order: string,
  now: number,
): { text: string; isError: boolean } | null {
  if (answer === null || answer.kind === "not-understood")
    return { text: t("refusals.failed"), isError: true };
  if (answer.kind === "done") return { text: t(`done.${answer.done}`, { order }), isError: false };
  if (answer.kind !== "refused") return null;
  const { reason, latest } = answer;
  if (reason === "already-done" && latest)
    return {
      text: t("refusals.already-done", {
        who: t(`who.${latest.who}`),
        when: agoInWords(t, latest.at, now),
      }),
      isError: false,
    };
  if (reason === "changed" || reason === "already-done")
    return {
      text: latest
        ? t("refusals.changed", {
            order,
            what: actInWords(t, latest.kind),
            who: t(`who.${latest.who}`),
            when: agoInWords(t, latest.at, now),
          })
        : t("refusals.changedOrder"),
      isError: true,
    };
  return { text: t(`refusals.${reason}`), isError: true };
}

function actInWords(t: Words, kind: string): string {
  if (!isAct(kind)) return kind;
  return kind === "report-problem" ? t("states.problem") : t(`events.${kind}`);
}

function isAct(kind: string): kind is Act {
  return Object.hasOwn(TRANSITIONS, kind);
}

import { Badge } from "@shopify/polaris";
import type { BadgeProps } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { PickupState } from "#app/domains/pickup/pickup.ts";
import { dueInWords } from "./in-words.ts";

type Tone = NonNullable<BadgeProps["tone"]>;

const STATE_TONE: Record<PickupState, Tone | null> = {
  new: "info",
  picking: "attention",
  ready: "success",
  collected: null,
  problem: "critical",
  cancelled: null,
  expired: "warning",
};
const DUE_TONE = { late: "critical", soon: "warning", later: null } as const;

export function StateBadge({ state }: { state: PickupState }) {
  const { t } = useTranslation("pickups");
  return <Toned tone={STATE_TONE[state]}>{t(`states.${state}`)}</Toned>;
}

/** The countdown: red and "12 min late", amber and "Due in 25 min". Nothing when nothing is due. */
export function DueBadge({
  pickup,
  now,
}: {
  pickup: { state: PickupState; promisedAt: number | null };
  now: number;
}) {
  const { t } = useTranslation("pickups");
  const due = dueInWords(t, pickup, now);
  if (!due || due.kind === "none") return null;
  return <Toned tone={DUE_TONE[due.kind]}>{due.text}</Toned>;
}

function Toned({ tone, children }: { tone: Tone | null; children: string }) {
  return (
    <span style={{ whiteSpace: "nowrap" }}>
      {tone ? <Badge tone={tone}>{children}</Badge> : <Badge>{children}</Badge>}
    </span>
  );
}

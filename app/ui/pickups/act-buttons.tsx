import { Button, InlineStack, Tooltip } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { StaffAct } from "#app/domains/pickup/pickup.ts";
import { busyKey } from "./use-pickup-acts.ts";
import type { ActedPickup, PickupActs } from "./use-pickup-acts.ts";

/** The one thing that most often comes next, by what may be done at all. */
const FIRST_CHOICE: StaffAct[] = ["start-picking", "hand-over", "reopen", "resume", "mark-ready"];
/** What is said before it is pressed, because it reaches somebody outside. */
const EXPLAINED = ["mark-ready", "reopen"] as const;

/** The acts that are allowed now, as big buttons; the next one first. */
export function ActButtons({
  pickup,
  acts,
  onProblem,
  onHandOver,
}: {
  pickup: ActedPickup & { acts: StaffAct[] };
  acts: PickupActs;
  onProblem: () => void;
  onHandOver: () => void;
}) {
  const primary = pickup.acts.includes("put-back")
    ? "mark-ready"
    : FIRST_CHOICE.find((act) => pickup.acts.includes(act));
  const ordered = [...pickup.acts].sort((a, b) => Number(b === primary) - Number(a === primary));
  return (
    <InlineStack gap="200">
      {ordered.map((act) => (
        <ActButton
          key={act}
          act={act}
          isPrimary={act === primary}
          isBusy={acts.busy.has(busyKey(pickup.id, act))}
          isHeldBack={[...acts.busy].some((key) => key.startsWith(`${pickup.id} `))}
          onPress={() => {
            if (act === "report-problem") onProblem();
            else if (act === "hand-over") onHandOver();
            else void acts.act(pickup, { wants: "act", act });
          }}
        />
      ))}
    </InlineStack>
  );
}

function ActButton({
  act,
  isPrimary,
  isBusy,
  isHeldBack,
  onPress,
}: {
  act: StaffAct;
  isPrimary: boolean;
  isBusy: boolean;
  isHeldBack: boolean;
  onPress: () => void;
}) {
  const { t } = useTranslation("pickups");
  const explained = EXPLAINED.find((one) => one === act);
  const button = (
    <Button
      size="large"
      variant={
        isPrimary
          ? "primary"
          : act === "report-problem" || act === "put-back"
            ? "tertiary"
            : "secondary"
      }
      loading={isBusy}
      disabled={isHeldBack && !isBusy}
      onClick={onPress}
    >
      {t(`acts.${act}`)}
    </Button>
  );
  return explained ? <Tooltip content={t(`actsHelp.${explained}`)}>{button}</Tooltip> : button;
}

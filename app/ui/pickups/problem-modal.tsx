import { BlockStack, ChoiceList, Modal, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PROBLEM_REASONS } from "#app/domains/pickup/pickup.ts";
import { busyKey } from "./use-pickup-acts.ts";
import type { ActedPickup, PickupActs } from "./use-pickup-acts.ts";

const LONGEST_NOTE = 500;

/** Why staff cannot go on. Null: closed. */
export function ProblemModal({
  pickup,
  acts,
  onClose,
}: {
  pickup: ActedPickup | null;
  acts: PickupActs;
  onClose: () => void;
}) {
  return pickup && <OpenProblem key={pickup.id} pickup={pickup} acts={acts} onClose={onClose} />;
}

function OpenProblem({
  pickup,
  acts,
  onClose,
}: {
  pickup: ActedPickup;
  acts: PickupActs;
  onClose: () => void;
}) {
  const { t } = useTranslation("pickups");
  const [reason, setReason] = useState<string>(PROBLEM_REASONS[0]);
  const [note, setNote] = useState("");
  const send = async () => {
    await acts.act(pickup, { wants: "report-problem", reason, note });
    onClose();
  };
  return (
    <Modal
      open
      onClose={onClose}
      title={t("problems.title", { order: pickup.orderName })}
      primaryAction={{
        content: t("problems.send"),
        loading: acts.busy.has(busyKey(pickup.id, "report-problem")),
        onAction: () => void send(),
      }}
      secondaryActions={[{ content: t("handOver.cancel"), onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <ChoiceList
            title={t("problems.reason")}
            choices={PROBLEM_REASONS.map((value) => ({ value, label: t(`problems.${value}`) }))}
            selected={[reason]}
            onChange={([chosen]) => setReason(chosen ?? reason)}
          />
          <TextField
            label={t("problems.note")}
            helpText={t("problems.noteHelp")}
            value={note}
            onChange={setNote}
            maxLength={LONGEST_NOTE}
            multiline={2}
            autoComplete="off"
          />
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

import { Badge } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Liveness } from "./use-live-board.ts";

/** How the page learns of changes, said aloud when it changes. */
export function LiveMark({ liveness, asOf }: { liveness: Liveness; asOf: number }) {
  const { t, i18n } = useTranslation("pickups");
  const clock = new Intl.DateTimeFormat(i18n.language, { hour: "2-digit", minute: "2-digit" });
  return (
    <output>
      {liveness === "on" && (
        <Badge tone="success" progress="complete">
          {t("live.on")}
        </Badge>
      )}
      {liveness === "polling" && <Badge progress="partiallyComplete">{t("live.polling")}</Badge>}
      {liveness === "off" && (
        <Badge tone="critical" progress="incomplete">
          {t("live.off", { when: clock.format(asOf) })}
        </Badge>
      )}
    </output>
  );
}

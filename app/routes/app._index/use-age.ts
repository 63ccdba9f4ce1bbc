import { useTranslation } from "react-i18next";
import { days, hours, minutes, seconds } from "#app/domains/kernel/time.ts";

/** "8 s", "12 min", "3 h", "2 d" in the page's language */
export function useAge(): (milliseconds: number) => string {
  const { t } = useTranslation("home");
  return (length) => {
    const n = (unit: number) => Math.max(0, Math.floor(length / unit));
    if (length < minutes(1)) return t("time.seconds", { n: n(seconds(1)) });
    if (length < hours(1)) return t("time.minutes", { n: n(minutes(1)) });
    if (length < days(1)) return t("time.hours", { n: n(hours(1)) });
    return t("time.days", { n: n(days(1)) });
  };
}

import type { Language } from "../../ui/language.ts";
import type { PickupReadyFacts } from "./pickup-ready-facts.ts";

const HOURS = {
  en: [
    { day: "Today", hours: "09:00–17:00" },
    { day: "Tomorrow", hours: "09:00–17:00" },
    { day: "Saturday", hours: "10:00–15:00" },
    { day: "Sunday", hours: "Closed" },
  ],
  id: [
    { day: "Hari ini", hours: "09.00–17.00" },
    { day: "Besok", hours: "09.00–17.00" },
    { day: "Sabtu", hours: "10.00–15.00" },
    { day: "Minggu", hours: "Tutup" },
  ],
};

/** A made-up pickup for the preview and for test mails; its code opens nothing. */
export function sampleFacts(language: Language, shopName: string): PickupReadyFacts {
  return {
    shopName,
    firstName: "Sari",
    orderName: "#1001",
    store: {
      name: "Kemang",
      addressLines: ["Jl. Kemang Raya 12", "Jakarta 12730"],
      phone: "+62 21 555 0112",
      instructions:
        language === "id"
          ? "Loket pengambilan ada di sebelah kiri pintu masuk."
          : "The pickup counter is to the left of the entrance.",
      mapUrl: "https://www.google.com/maps/search/?api=1&query=-6.2607,106.8136",
    },
    hours: HOURS[language],
    lines: [
      { title: language === "id" ? "Teh melati" : "Jasmine tea", options: "250 g", quantity: 2 },
      {
        title: language === "id" ? "Cangkir gerabah" : "Stoneware cup",
        options: language === "id" ? "Biru / Kecil" : "Blue / Small",
        quantity: 1,
      },
    ],
    code: "K7M2QX",
    pageUrl: "https://example.com/apps/sambung/pickup?p=sample",
  };
}
